#include "render/camera_control.h"

#include <algorithm>

namespace jixia::render {
namespace {

/// Direction as heading in the plane and height angle.
struct Angles {
  double yaw = 0;
  double pitch = 0;
};

Angles angles_of(const Vec3& d) {
  return {std::atan2(d.y, d.x), std::atan2(d.z, std::hypot(d.x, d.y))};
}

Vec3 direction_of(const Angles& a) {
  return {std::cos(a.pitch) * std::cos(a.yaw), std::cos(a.pitch) * std::sin(a.yaw),
          std::sin(a.pitch)};
}

double clamp_pitch(double pitch) {
  return std::clamp(pitch, -kSteepest, kSteepest);
}

/// Distance to the target, at least a little.
double reach_of(const Camera& camera) {
  return std::clamp(length(camera.target - camera.eye), kNearestTarget, kFarthestTarget);
}

/// Lifts eye and target together, so the direction of the look stays.
void keep_above(Camera& camera, double ground) {
  const double lift = ground + kLowestEye - camera.eye.z;
  if (lift <= 0) return;
  camera.eye.z += lift;
  camera.target.z += lift;
}

void turn_head(Camera& camera, double yaw, double pitch) {
  const double reach = reach_of(camera);
  Angles look = angles_of(camera.target - camera.eye);
  look.yaw += yaw;
  look.pitch = clamp_pitch(look.pitch + pitch);
  camera.target = camera.eye + direction_of(look) * reach;
}

void shift(Camera& camera, const Vec3& by) {
  camera.eye = camera.eye + by;
  camera.target = camera.target + by;
}

} // namespace

void orbit(Camera& camera, double yaw, double pitch, double ground) {
  const double reach = reach_of(camera);
  Angles seat = angles_of(camera.eye - camera.target);
  seat.yaw += yaw;
  const double floor_sine = (ground + kLowestEye - camera.target.z) / reach;
  const double lowest = std::asin(std::clamp(floor_sine, -1.0, 0.98));
  seat.pitch = std::max(clamp_pitch(seat.pitch + pitch), std::min(lowest, kSteepest));
  camera.eye = camera.target + direction_of(seat) * reach;
}

void pan(Camera& camera, const Viewport& viewport, double dx, double dy, double ground) {
  const ViewAxes axes = calc_axes(camera);
  const double metres_per_pixel =
      2 * std::tan(camera.fov / 2) * reach_of(camera) / std::max(viewport.height, 1);
  shift(camera, axes.right * (-dx * metres_per_pixel) + axes.up * (dy * metres_per_pixel));
  keep_above(camera, ground);
}

void zoom_at(Camera& camera, const Vec3& at, double steps, double ground) {
  const double distance = length(at - camera.eye);
  const double wanted = distance * std::pow(0.88, std::clamp(steps, -20.0, 20.0));
  const double now = std::clamp(wanted, kNearestTarget, kFarthestTarget);
  if (distance < 1e-6) return;
  const double keep = now / distance;
  camera.eye = at + (camera.eye - at) * keep;
  camera.target = at + (camera.target - at) * keep;
  keep_above(camera, ground);
}

void fly(Camera& camera, const FlyKeys& keys, double yaw, double pitch, double speed,
         double seconds, double ground) {
  turn_head(camera, yaw, pitch);
  const ViewAxes axes = calc_axes(camera);
  const Vec3 way = axes.forward * keys.forward + axes.right * keys.right + Vec3{0, 0, keys.up};
  shift(camera, way * (speed * seconds));
  keep_above(camera, ground);
}

void walk(Camera& camera, const FlyKeys& keys, double yaw, double pitch, double speed,
          double seconds, double ground) {
  turn_head(camera, yaw, pitch);
  const ViewAxes axes = calc_axes(camera);
  const Vec3 ahead = normalised({axes.forward.x, axes.forward.y, 0}, {0, 1, 0});
  shift(camera, (ahead * keys.forward + axes.right * keys.right) * (speed * seconds));
  const double drop = camera.eye.z - (ground + kWalkHeight);
  shift(camera, {0, 0, -drop});
}

Camera frame_bounds(const Camera& camera, const Bounds& bounds, double aspect, double ground) {
  if (bounds.empty()) return camera;
  Camera result = camera;
  const double half_angle =
      std::min(camera.fov / 2, std::atan(std::tan(camera.fov / 2) * std::max(aspect, 0.1)));
  const double distance = std::clamp(bounds.radius() * 1.25 / std::sin(half_angle),
                                     kNearestTarget * 2, kFarthestTarget);
  const Vec3 back = normalised(camera.eye - camera.target, {0, -1, 0.3});
  result.target = bounds.centre();
  result.eye = result.target + back * distance;
  orbit(result, 0, 0, ground);
  return result;
}

Camera interpolate(const Camera& a, const Camera& b, double t) {
  Camera c = b;
  c.eye = a.eye * (1 - t) + b.eye * t;
  c.target = a.target * (1 - t) + b.target * t;
  c.fov = a.fov * (1 - t) + b.fov * t;
  return c;
}

Bounds calc_pick_bounds(const SceneView& view, PickId pick) {
  Bounds bounds;
  for (const Instance& instance : view.instances) {
    if (instance.pick != pick || !instance.visible || instance.mesh >= view.meshes.size()) continue;
    bounds.add(
        calc_bounds(calc_bounds(*view.meshes[instance.mesh]), instance.pose, instance.scale));
  }
  return bounds;
}

} // namespace jixia::render
