#pragma once

#include "geometry/vec3.h"

namespace jixia {

/// A rotation as a quaternion w + xi + yj + zk of length 1.
struct Rotation {
  double w = 1;
  double x = 0;
  double y = 0;
  double z = 0;
  bool operator==(const Rotation&) const = default;
};

/// Right-hand rotation by `angle` [rad] about `axis` (any length but 0, else no rotation).
Rotation rotation_about(const Vec3& axis, double angle);

/// The shortest rotation that turns direction `from` into direction `to`.
Rotation rotation_between(const Vec3& from, const Vec3& to);

/// The rotation that turns local +x to `x_axis` and local +z as near to `up` as it can.
Rotation rotation_facing(const Vec3& x_axis, const Vec3& up = {0, 0, 1});

/// First `b`, then `a`. Renormalised, so that long chains stay rotations.
Rotation operator*(const Rotation& a, const Rotation& b);
Rotation inverse(const Rotation& r);
Vec3 rotate(const Rotation& r, const Vec3& v);

/// Where a body is and how it is turned: p -> position + rotation * p. A rigid motion, no scale.
struct Pose {
  Vec3 position; ///< [m]
  Rotation rotation;
  bool operator==(const Pose&) const = default;
};

/// The pose in the parent's frame of something at `b` in the frame of `a`: first `b`, then `a`.
Pose operator*(const Pose& a, const Pose& b);
Pose inverse(const Pose& p);
Vec3 apply(const Pose& p, const Vec3& point);

/// Between `a` (t = 0) and `b` (t = 1) along the shorter arc; drawing uses it between two steps.
Pose interpolate(const Pose& a, const Pose& b, double t);

} // namespace jixia
