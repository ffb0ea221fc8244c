#include "render/picking.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace jixia::render {
namespace {

/// The ray as the mesh sees it; distances along it stay those of the world.
Ray into_local(const Ray& ray, const Instance& instance) {
  const auto safe = [](double s) { return std::abs(s) < 1e-4 ? 1e-4 : s; };
  const Pose back = inverse(instance.pose);
  const Vec3 o = apply(back, ray.origin);
  const Vec3 d = rotate(back.rotation, ray.direction);
  const Vec3 s{safe(instance.scale.x), safe(instance.scale.y), safe(instance.scale.z)};
  return {{o.x / s.x, o.y / s.y, o.z / s.z}, {d.x / s.x, d.y / s.y, d.z / s.z}};
}

std::optional<Pick> find_ground(const SceneView& view, const Ray& ray) {
  if (ray.direction.z > -1e-6) return std::nullopt;
  const double t = (view.ground.height - ray.origin.z) / ray.direction.z;
  if (t < 0 || t > view.camera.far_plane) return std::nullopt;
  return Pick{0, kGroundInstance, ray.origin + ray.direction * t, t};
}

} // namespace

const Bounds& Picker::bounds_of(const SceneView& view, std::uint32_t mesh) {
  if (meshes_.size() < view.meshes.size()) {
    meshes_.resize(view.meshes.size());
    bounds_.resize(view.meshes.size());
  }
  if (meshes_[mesh] != view.meshes[mesh]) {
    meshes_[mesh] = view.meshes[mesh];
    bounds_[mesh] = calc_bounds(*view.meshes[mesh]);
  }
  return bounds_[mesh];
}

std::optional<Pick> Picker::find_pick(const SceneView& view, const Ray& ray) {
  std::optional<Pick> nearest = find_ground(view, ray);
  for (std::size_t i = 0; i < view.instances.size(); ++i) {
    const Instance& instance = view.instances[i];
    if (!instance.visible || instance.mesh >= view.meshes.size() ||
        view.meshes[instance.mesh] == nullptr) {
      continue;
    }
    const Ray local = into_local(ray, instance);
    const auto box = find_hit(bounds_of(view, instance.mesh), local.origin, local.direction);
    if (!box || (nearest && *box > nearest->distance)) continue;
    const auto t = find_hit(*view.meshes[instance.mesh], local.origin, local.direction);
    if (!t || (nearest && *t >= nearest->distance)) continue;
    nearest = Pick{instance.pick, i, ray.origin + ray.direction * *t, *t};
  }
  return nearest;
}

/// Things too small for the rings to meet: aims at the middle of each that is near enough.
std::optional<Pick> Picker::find_small(const SceneView& view, const Viewport& viewport, double x,
                                       double y, double tolerance) {
  std::optional<Pick> best;
  double best_distance = tolerance;
  for (const Instance& instance : view.instances) {
    if (instance.pick == 0 || !instance.visible || instance.mesh >= view.meshes.size() ||
        view.meshes[instance.mesh] == nullptr) {
      continue;
    }
    const Bounds box = calc_bounds(bounds_of(view, instance.mesh), instance.pose, instance.scale);
    const auto at = project(view.camera, viewport, box.centre());
    if (!at) continue;
    const double distance = std::hypot(at->x - x, at->y - y);
    if (distance > best_distance) continue;
    const auto pick = find_pick(view, make_ray(view.camera, viewport, at->x, at->y));
    if (!pick || pick->id != instance.pick) continue;
    best = pick;
    best_distance = distance;
  }
  return best;
}

std::optional<Pick> Picker::find_pick(const SceneView& view, const Viewport& viewport, double x,
                                      double y, double tolerance) {
  const std::optional<Pick> middle = find_pick(view, make_ray(view.camera, viewport, x, y));
  if (middle && middle->id != 0) return middle;
  for (const double share : {0.4, 0.7, 1.0}) {
    std::optional<Pick> best;
    for (int k = 0; k < 12; ++k) {
      const double angle = 2 * std::numbers::pi * k / 12;
      const Ray ray = make_ray(view.camera, viewport, x + tolerance * share * std::cos(angle),
                               y + tolerance * share * std::sin(angle));
      const std::optional<Pick> pick = find_pick(view, ray);
      if (pick && pick->id != 0 && (!best || pick->distance < best->distance)) best = pick;
    }
    if (best) return best;
  }
  const std::optional<Pick> small = find_small(view, viewport, x, y, tolerance);
  return small ? small : middle;
}

} // namespace jixia::render
