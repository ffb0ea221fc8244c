#pragma once

#include <string>
#include <vector>

#include "geometry/placed_model.h"
#include "scenario/scene_layout.h"
#include "world/world.h"

namespace jixia {

/// One part of one placed model that follows one tag.
struct ModelMotion {
  std::size_t model = 0; ///< index of the placed model
  std::string part;
  NodeMotion::Kind kind = NodeMotion::Kind::Turn;
  const Tag* tag = nullptr;
  double from = 0.0, to = 1.0;   ///< tag values [SI] ...
  double start = 0.0, end = 1.0; ///< ... map linearly to [rad], [m], factor or visible (> 0.5)
  bool is_lamp = false;          ///< Show: lights the part instead of hiding it
  double turned = 0.0;           ///< Spin: angle so far [rad]
};

/// The motions that follow from a model's part names and its component's ports, so that a layout
/// need not list them:
///
///     handwheel  turns with POS (a quarter turn of a ball valve, six turns of others)
///     stem       rises with POS            indicator  turns a quarter with POS
///     coupling   spins with `speed`, at most kFastestSpin   drive  the same
///     needle     turns 270 deg over the range of the tag    column  fills over the range of the tag
///     blade, rod slide with POS            start, stop, reset, estop  sink while pressed
///     lamp, green, amber, red  light up with RUN, GREEN, YELLOW, RED
std::vector<ModelMotion> usual_motions(std::size_t index, const PlacedModel& placed,
                                       const World& world, const std::string& tag);

/// True for the parts that light up instead of coming and going: lamp, green, amber, red.
bool is_lamp_part(const std::string& part);

/// Draws `motion` with the tag's value now.
/// @param elapsed simulated time since the last call [s]; 0 while frozen, so that all stands still
void move(SceneView& view, PlacedModel& placed, ModelMotion& motion, const World& world,
          double elapsed);

inline constexpr double kFastestSpin = 12.566; ///< [rad/s], two turns a second: faster only flickers

} // namespace jixia
