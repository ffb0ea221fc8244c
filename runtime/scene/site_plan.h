#pragma once

#include <array>
#include <string>
#include <vector>

#include "geometry/placed_model.h"

namespace jixia {

/// One equipment seen from above. [m], x east, y north.
struct PlanOutline {
  std::string tag;       ///< "" for scenery
  bool is_round = false; ///< then a circle, else the four corners
  std::array<double, 2> centre{};
  double radius = 0;
  std::array<std::array<double, 2>, 4> corners{}; ///< counter-clockwise
};

/// A pipe seen from above.
struct PlanPipe {
  std::vector<Vec3> points;
  bool is_process = true; ///< false: it only passes by, nobody knows its flow
};

/// The site seen from above (平面图): what is big enough to find one's way by.
struct SitePlan {
  std::array<double, 4> slab{};       ///< x0 y0 x1 y1
  std::vector<PlanOutline> equipment; ///< scenery first
  std::vector<PlanPipe> pipes;
};

/// Adds the outline of `placed` unless it is smaller than kLeastOutline both ways: valves and
/// instruments would only be dots. Vessels are round.
void add_outline(SitePlan& plan, const PlacedModel& placed, const std::string& tag);

inline constexpr double kLeastOutline = 0.7; ///< [m]

} // namespace jixia
