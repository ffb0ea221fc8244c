#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geometry/pipe_marking.h"
#include "geometry/scene_view.h"
#include "scenario/scene_layout.h"
#include "world/world.h"

namespace jixia {

/// What the mean speed of the medium in a pipe of this outside diameter is, with the density of
/// `medium` (water if it is unknown). [m/s], signed as the flow.
/// @param unit  KgPerSecond, CubicMetrePerSecond or MetrePerSecond; of others only the sign counts
double calc_flow_speed(double flow, Unit unit, const std::string& medium, double diameter);

/// The flow in one pipe run as the picture shows it. Beside each band an arrow that points the way
/// the medium goes, turned about when it flows back, grey and along the points when it does not.
/// Along the straights white marks that move as fast as the medium would in a pipe as wide as the
/// one drawn, at most kFastestMark; hidden without flow. A run without flow tags has neither.
///
/// Left out: the density is one of the medium, not of its state, so a mark is right in direction
/// and proportion, not to the digit; marks jump over elbows and fittings.
class PipeFlow {
 public:
  static constexpr double kFastestMark = 1.5; ///< [m/s]
  static constexpr double kSpacing = 1.2;     ///< of the marks, at least [m]
  static constexpr int kMostMarks = 40;       ///< of one run
  static constexpr double kStarts = 0.004;    ///< from this speed on it flows [m/s] ...
  static constexpr double kStops = 0.002;     ///< ... until it falls below this one

  /// Adds the instances. `arrow` is the mesh of make_flow_arrow(run.diameter) in `view`.
  PipeFlow(SceneView& view, std::uint32_t arrow, const PipeRun& run, const PipePath& path,
           const World& world);

  /// Looks the tags up again; the world was rebuilt.
  void bind(const World& world);

  /// @param elapsed simulated time since the last call [s]; 0 while frozen, so that all stands
  /// still
  void update(SceneView& view, const World& world, double elapsed);

  /// Now: the sum of its tags [SI of their unit]; NaN without tags.
  double flow(const World& world) const;
  /// The first of its tags, for its unit and display; nullptr if there is none.
  const Tag* tag() const { return tags_.empty() ? nullptr : tags_.front(); }
  int sign() const { return sign_; } ///< -1, 0 or 1, as last shown

  std::size_t first_instance() const { return first_instance_; }
  std::size_t end_instance() const { return marks_.empty() ? end_arrows_ : marks_.back() + 1; }

 private:
  void turn_arrows(SceneView& view) const;
  void place_marks(SceneView& view) const;

  std::vector<std::string> names_;
  std::vector<const Tag*> tags_;
  std::string medium_;
  double diameter_;
  PipePath path_;
  std::vector<Pose> arrow_poses_; ///< along the points
  std::size_t first_instance_ = 0, end_arrows_ = 0;
  std::vector<std::size_t> marks_; ///< instances
  double spacing_ = kSpacing;
  double way_ = 0; ///< of the first mark, 0..spacing [m]
  int sign_ = 0;
};

} // namespace jixia
