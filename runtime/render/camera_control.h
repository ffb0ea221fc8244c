#pragma once

#include "geometry/scene_view.h"
#include "render/projection.h"

namespace jixia::render {

// Ways to move the camera, as plain functions on Camera: the window turns mouse and keys into
// calls. Angles [rad], lengths [m], pixels from the top left. Each keeps the eye at least
// kLowestEye above the ground and the camera sane (never straight up or down, never on its target).

inline constexpr double kLowestEye = 0.2;   ///< [m] above `ground`
inline constexpr double kWalkHeight = 1.65; ///< eye of a walking person [m]
inline constexpr double kSteepest = 1.50;   ///< steepest look up or down [rad]
inline constexpr double kNearestTarget = 0.3;
inline constexpr double kFarthestTarget = 150;

/// Orbit: turns the eye about the target by `yaw` (positive: eye moves to the right) and `pitch`
/// (positive: eye rises).
void orbit(Camera& camera, double yaw, double pitch, double ground = 0);

/// Shifts eye and target so that the point under the mouse at the target's depth follows it.
void pan(Camera& camera, const Viewport& viewport, double dx, double dy, double ground = 0);

/// Wheel: comes nearer by `steps` (negative: away) to what lies under the pixel; `at` is that point
/// (find_pick) or the target. One step is 12 % of the distance.
void zoom_at(Camera& camera, const Vec3& at, double steps, double ground = 0);

/// Keys held, each -1..1.
struct FlyKeys {
  double forward = 0;
  double right = 0;
  double up = 0;
};

/// Fly: looks around by `yaw` (positive: to the left) and `pitch`, then moves along the look for
/// `seconds` at `speed` [m/s].
void fly(Camera& camera, const FlyKeys& keys, double yaw, double pitch, double speed,
         double seconds, double ground = 0);

/// Walk: as fly, but level at kWalkHeight above `ground`; keys.up is ignored.
void walk(Camera& camera, const FlyKeys& keys, double yaw, double pitch, double speed,
          double seconds, double ground = 0);

/// The camera that shows `bounds` whole from the present direction (key F).
Camera frame_bounds(const Camera& camera, const Bounds& bounds, double aspect, double ground = 0);

/// Between two cameras (t 0..1), eye and target on straight lines: a jump to a saved view.
Camera interpolate(const Camera& a, const Camera& b, double t);

/// The box around every instance of `pick`.
Bounds calc_pick_bounds(const SceneView& view, PickId pick);

} // namespace jixia::render
