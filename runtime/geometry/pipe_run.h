#pragma once

#include <string>
#include <vector>

#include "geometry/triangle_mesh.h"

namespace jixia {

/// What else a pipe run carries. Numbers in [m].
struct PipeRunOptions {
  std::string material = "pipe"; ///< a standard material
  std::string medium;            ///< "water", "steam", "gas", ... of GB 7231; "": no bands
  double bend_radius = 0;        ///< of the elbows' centre line; 0: 1.5 diameters
  bool flange_at_start = true;
  bool flange_at_end = true;
  double flange_spacing = 0;  ///< extra flange pairs along straights longer than this; 0: none
  double support_spacing = 0; ///< posts under level straights at most this far apart; 0: none
  double support_ground = 0;  ///< height where the posts stand
  int sides = 18;             ///< 8..64; pipes thinner than 80 mm get 12 at most
};

/// Straight pieces with elbows at the inner points, flanges, bands (pipe_marking.h) and posts, as
/// one mesh in the frame of `points`. An elbow is shortened where two points stand close together.
/// Points nearer than 1 mm to their predecessor are left out; fewer than two points: empty mesh.
/// `diameter` is the outer diameter [m], held to 0.01..3.
TriangleMesh make_pipe_run(const std::vector<Vec3>& points, double diameter,
                           const PipeRunOptions& options = {});

/// Points of a run between two sockets, square to the axes, leaving each at least `lead` [m] along
/// its +x. `via` are points to go through in between. Consecutive points that differ in several
/// axes are joined level first (x, then y), then up or down.
std::vector<Vec3> route_pipe(const Pose& from, const std::vector<Vec3>& via, const Pose& to,
                             double lead);

} // namespace jixia
