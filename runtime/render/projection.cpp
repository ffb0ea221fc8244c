#include "render/projection.h"

#include <algorithm>

namespace jixia::render {
namespace {

float f(double v) {
  return static_cast<float>(v);
}

Matrix4 make_look(const Vec3& eye, const Vec3& right, const Vec3& up, const Vec3& forward) {
  return {f(right.x),          f(up.x),          f(-forward.x),        0,
          f(right.y),          f(up.y),          f(-forward.y),        0,
          f(right.z),          f(up.z),          f(-forward.z),        0,
          f(-dot(right, eye)), f(-dot(up, eye)), f(dot(forward, eye)), 1};
}

double sane_fov(const Camera& camera) {
  return std::clamp(camera.fov, 0.02, 3.0);
}

} // namespace

Matrix4 multiply(const Matrix4& a, const Matrix4& b) {
  Matrix4 m{};
  for (std::size_t column = 0; column < 4; ++column) {
    for (std::size_t row = 0; row < 4; ++row) {
      for (std::size_t k = 0; k < 4; ++k) {
        m[column * 4 + row] += a[k * 4 + row] * b[column * 4 + k];
      }
    }
  }
  return m;
}

ViewAxes calc_axes(const Camera& camera) {
  const Vec3 forward = normalised(camera.target - camera.eye, {0, 1, 0});
  Vec3 right = cross(forward, {0, 0, 1});
  if (length(right) < 1e-6) right = {1, 0, 0};
  right = normalised(right);
  return {right, cross(right, forward), forward};
}

Matrix4 make_view_matrix(const Camera& camera) {
  const ViewAxes axes = calc_axes(camera);
  return make_look(camera.eye, axes.right, axes.up, axes.forward);
}

Matrix4 make_projection_matrix(const Camera& camera, double aspect) {
  const double n = std::max(camera.near_plane, 1e-3);
  const double fp = std::max(camera.far_plane, n * 2);
  const double h = 1 / std::tan(sane_fov(camera) / 2);
  Matrix4 m{};
  m[0] = f(h / aspect);
  m[5] = f(h);
  m[10] = f((fp + n) / (n - fp));
  m[11] = -1;
  m[14] = f(2 * fp * n / (n - fp));
  return m;
}

Matrix4 make_light_matrix(const Vec3& to_light, const Vec3& centre, double reach) {
  const double r = std::max(reach, 0.1);
  const Vec3 forward = -normalised(to_light);
  const Vec3 right = perpendicular(forward);
  const Vec3 up = cross(right, forward);
  const double depth = 4 * r;
  Matrix4 m = make_look(centre, right, up, forward);
  Matrix4 scale{};
  scale[0] = f(1 / r);
  scale[5] = f(1 / r);
  scale[10] = f(-1 / depth);
  scale[15] = 1;
  return multiply(scale, m);
}

std::array<float, 12> make_affine(const Pose& pose, const Vec3& scale) {
  const Vec3 x = rotate(pose.rotation, {1, 0, 0}) * scale.x;
  const Vec3 y = rotate(pose.rotation, {0, 1, 0}) * scale.y;
  const Vec3 z = rotate(pose.rotation, {0, 0, 1}) * scale.z;
  const Vec3& p = pose.position;
  return {f(x.x), f(y.x), f(z.x), f(p.x), f(x.y), f(y.y),
          f(z.y), f(p.y), f(x.z), f(y.z), f(z.z), f(p.z)};
}

std::optional<ScreenPoint> project(const Camera& camera, const Viewport& viewport,
                                   const Vec3& point) {
  const ViewAxes axes = calc_axes(camera);
  const Vec3 d = point - camera.eye;
  const double depth = dot(d, axes.forward);
  if (depth < camera.near_plane) return std::nullopt;
  const double h = 1 / std::tan(sane_fov(camera) / 2);
  const double x = dot(d, axes.right) * h / viewport.aspect() / depth;
  const double y = dot(d, axes.up) * h / depth;
  return ScreenPoint{(x + 1) / 2 * viewport.width, (1 - y) / 2 * viewport.height, depth};
}

Ray make_ray(const Camera& camera, const Viewport& viewport, double x, double y) {
  const ViewAxes axes = calc_axes(camera);
  const double t = std::tan(sane_fov(camera) / 2);
  const double u = (2 * x / std::max(viewport.width, 1) - 1) * t * viewport.aspect();
  const double v = (1 - 2 * y / std::max(viewport.height, 1)) * t;
  return {camera.eye, normalised(axes.forward + axes.right * u + axes.up * v)};
}

Frustum make_frustum(const Camera& camera, double aspect) {
  const ViewAxes axes = calc_axes(camera);
  const double t = std::tan(sane_fov(camera) / 2);
  const auto plane = [&](const Vec3& normal, const Vec3& through) {
    const Vec3 n = normalised(normal);
    return std::array<double, 4>{n.x, n.y, n.z, -dot(n, through)};
  };
  const Vec3& e = camera.eye;
  const Vec3& f0 = axes.forward;
  return {plane(f0, e + f0 * camera.near_plane),
          plane(-f0, e + f0 * camera.far_plane),
          plane(f0 * (t * aspect) + axes.right, e),
          plane(f0 * (t * aspect) - axes.right, e),
          plane(f0 * t + axes.up, e),
          plane(f0 * t - axes.up, e)};
}

bool touches(const Frustum& frustum, const Vec3& c, double radius) {
  return std::all_of(frustum.begin(), frustum.end(), [&](const std::array<double, 4>& p) {
    return p[0] * c.x + p[1] * c.y + p[2] * c.z + p[3] >= -radius;
  });
}

} // namespace jixia::render
