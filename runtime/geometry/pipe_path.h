#pragma once

#include <optional>
#include <vector>

#include "geometry/triangle_mesh.h"

namespace jixia {

/// The centre line of a pipe run with the same elbows as make_pipe_run, measured along its length:
/// marks that show the flow are put on it.
class PipePath {
 public:
  /// `bend_radius` and `diameter` as given to make_pipe_run.
  PipePath(const std::vector<Vec3>& points, double diameter, double bend_radius = 0);

  /// A straight piece between two elbows.
  struct Straight {
    Vec3 from;
    Vec3 direction;   ///< length 1
    double start = 0; ///< way at its beginning [m]
    double run = 0;   ///< its length [m]
  };
  const std::vector<Straight>& straights() const { return straights_; }

  double length() const { return length_; } ///< of the straights, without the elbows [m]

  /// The pose on a straight after `way` [m] of straights: position on the centre line, local +x
  /// along the run. nullopt within `margin` [m] of a straight's ends and outside 0..length().
  std::optional<Pose> find_pose(double way, double margin) const;

 private:
  std::vector<Straight> straights_;
  double length_ = 0;
};

} // namespace jixia
