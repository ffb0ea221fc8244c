#pragma once

#include <cmath>

namespace jixia {

/// A point or a direction in a right-handed world, x east, y north, z up. [m] unless said.
struct Vec3 {
  double x = 0;
  double y = 0;
  double z = 0;
  bool operator==(const Vec3&) const = default;
};

constexpr Vec3 operator+(const Vec3& a, const Vec3& b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}
constexpr Vec3 operator-(const Vec3& a, const Vec3& b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
constexpr Vec3 operator-(const Vec3& a) {
  return {-a.x, -a.y, -a.z};
}
constexpr Vec3 operator*(const Vec3& a, double s) {
  return {a.x * s, a.y * s, a.z * s};
}
constexpr Vec3 operator*(double s, const Vec3& a) {
  return a * s;
}

constexpr double dot(const Vec3& a, const Vec3& b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
constexpr Vec3 cross(const Vec3& a, const Vec3& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
/// Component by component.
constexpr Vec3 scaled(const Vec3& a, const Vec3& s) {
  return {a.x * s.x, a.y * s.y, a.z * s.z};
}

inline double length(const Vec3& a) {
  return std::sqrt(dot(a, a));
}

/// `a` with length 1; `fallback` if `a` is too short to have a direction.
inline Vec3 normalised(const Vec3& a, const Vec3& fallback = {0, 0, 1}) {
  const double n = length(a);
  return n > 1e-12 ? a * (1 / n) : fallback;
}

/// Any unit vector square to the unit vector `a`; the same one each time.
inline Vec3 perpendicular(const Vec3& a) {
  return normalised(cross(std::abs(a.z) < 0.9 ? Vec3{0, 0, 1} : Vec3{1, 0, 0}, a));
}

inline bool is_finite(const Vec3& a) {
  return std::isfinite(a.x) && std::isfinite(a.y) && std::isfinite(a.z);
}

} // namespace jixia
