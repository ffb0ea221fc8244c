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

  double length() const { return length_; } ///< of the straights, without the elbows [m]

  /// The pose on a straight after `way` [m] of straights: position on the centre line, local +x
  /// along the run. nullopt within `margin` [m] of a straight's ends and outside 0..length().
  std::optional<Pose> find_pose(double way, double margin) const;

 private:
  struct Straight {
    Vec3 from;
    Vec3 direction;
    double start = 0; ///< way at its beginning
    double run = 0;
  };
  std::vector<Straight> straights_;
  double length_ = 0;
};

/// An arrow on four sides of a pipe of this diameter, pointing along local +x, to be moved along a
/// PipePath while the medium flows. `size` is its length [m].
TriangleMesh make_flow_mark(double diameter, double size);

} // namespace jixia
