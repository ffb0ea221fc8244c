#pragma once

#include <vector>

#include "geometry/model.h"

namespace jixia {

// Things whose size a scene chooses; everything else comes from the model library.
// Origin on the ground in the middle, x along the length, unless said. Lengths in [m].

/// A concrete slab with joints every 2.5 m, its top at z = 0; `walkway` adds the yellow line along
/// its -y edge.
Model make_slab(double length, double width, double thickness, bool walkway);

/// Columns in pairs `width` apart every `length / bays`, two levels of cross beams at `height` and
/// 0.5 below, one beam along each side.
Model make_pipe_rack(double length, double width, double height, int bays);

/// Handrail of 1.1 m with knee rail and toe board along the points.
Model make_railing(const std::vector<Vec3>& points);

/// A grating deck at `height` on four columns, with railing on three sides (open at -x).
Model make_platform(double length, double width, double height);

/// A flight up to `height` with 38 degrees, climbing towards +x, its foot at the origin.
Model make_stairs(double height, double width);

/// A line painted on the floor along the points, `width` wide, in the yellow of walkways. [m]
Model make_floor_line(const std::vector<Vec3>& points, double width);

/// Mesh fence of 1.5 m with yellow posts along the points.
Model make_fence(const std::vector<Vec3>& points, double height);

/// Belt conveyor: belt surface at z = `height`, moving along +x from -length/2 to +length/2.
/// Parts: body; seam_0..n-1, kSeamPitch apart, each to be slid by 0..kSeamPitch along the belt;
/// drive (turns with the belt; radius kDriveRadius). Sockets: start, end.
Model make_conveyor(double length, double width, double height);
inline constexpr double kSeamPitch = 0.58;   ///< [m]
inline constexpr double kDriveRadius = 0.05; ///< [m]

} // namespace jixia
