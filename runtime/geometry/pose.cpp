#include "geometry/pose.h"

#include <algorithm>

namespace jixia {
namespace {

Rotation normalised(const Rotation& r) {
  const double n = std::sqrt(r.w * r.w + r.x * r.x + r.y * r.y + r.z * r.z);
  if (!(n > 1e-12)) return {};
  return {r.w / n, r.x / n, r.y / n, r.z / n};
}

} // namespace

Rotation rotation_about(const Vec3& axis, double angle) {
  const double n = length(axis);
  if (!(n > 1e-12)) return {};
  const double s = std::sin(angle / 2) / n;
  return {std::cos(angle / 2), axis.x * s, axis.y * s, axis.z * s};
}

Rotation rotation_between(const Vec3& from, const Vec3& to) {
  const Vec3 a = normalised(from);
  const Vec3 b = normalised(to);
  const double c = dot(a, b);
  if (c < -1 + 1e-9) return rotation_about(perpendicular(a), 3.14159265358979323846);
  const Vec3 v = cross(a, b);
  return normalised(Rotation{1 + c, v.x, v.y, v.z});
}

Rotation rotation_facing(const Vec3& x_axis, const Vec3& up) {
  const Vec3 x = normalised(x_axis, {1, 0, 0});
  const Rotation swing = rotation_between({1, 0, 0}, x);
  Vec3 z = up - x * dot(up, x);
  if (length(z) < 1e-9) z = perpendicular(x);
  z = normalised(z);
  const Vec3 z0 = rotate(swing, {0, 0, 1});
  const double angle = std::atan2(dot(cross(z0, z), x), dot(z0, z));
  return rotation_about(x, angle) * swing;
}

Rotation operator*(const Rotation& a, const Rotation& b) {
  return normalised(Rotation{a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z,
                             a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
                             a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
                             a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w});
}

Rotation inverse(const Rotation& r) {
  return {r.w, -r.x, -r.y, -r.z};
}

Vec3 rotate(const Rotation& r, const Vec3& v) {
  const Vec3 q{r.x, r.y, r.z};
  const Vec3 t = 2 * cross(q, v);
  return v + r.w * t + cross(q, t);
}

Pose operator*(const Pose& a, const Pose& b) {
  return {a.position + rotate(a.rotation, b.position), a.rotation * b.rotation};
}

Pose inverse(const Pose& p) {
  const Rotation r = inverse(p.rotation);
  return {-rotate(r, p.position), r};
}

Vec3 apply(const Pose& p, const Vec3& point) {
  return p.position + rotate(p.rotation, point);
}

Pose interpolate(const Pose& a, const Pose& b, double t) {
  const Rotation& p = a.rotation;
  Rotation q = b.rotation;
  double c = p.w * q.w + p.x * q.x + p.y * q.y + p.z * q.z;
  if (c < 0) {
    q = {-q.w, -q.x, -q.y, -q.z};
    c = -c;
  }
  const double angle = std::acos(std::min(c, 1.0));
  const double s = std::sin(angle);
  const double wp = s > 1e-6 ? std::sin((1 - t) * angle) / s : 1 - t;
  const double wq = s > 1e-6 ? std::sin(t * angle) / s : t;
  const Rotation r = normalised(
      Rotation{wp * p.w + wq * q.w, wp * p.x + wq * q.x, wp * p.y + wq * q.y, wp * p.z + wq * q.z});
  return {a.position * (1 - t) + b.position * t, r};
}

} // namespace jixia
