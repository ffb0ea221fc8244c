#pragma once

#include <array>
#include <optional>

#include "geometry/scene_view.h"

namespace jixia::render {

/// Column-major 4x4, as OpenGL reads it.
using Matrix4 = std::array<float, 16>;

/// A rectangle of the framebuffer in pixels, y up from its bottom as in OpenGL.
struct Viewport {
  int x = 0;
  int y = 0;
  int width = 1;
  int height = 1;
  double aspect() const { return static_cast<double>(width) / (height > 0 ? height : 1); }
};

/// A half line; `direction` has length 1. [m]
struct Ray {
  Vec3 origin;
  Vec3 direction;
};

/// A point of the picture in pixels from its top left corner, as mouse and ImGui count.
struct ScreenPoint {
  double x = 0;
  double y = 0;
  double depth = 0; ///< distance in front of the eye along the view axis [m]
};

Matrix4 multiply(const Matrix4& a, const Matrix4& b);
Matrix4 make_view_matrix(const Camera& camera);
Matrix4 make_projection_matrix(const Camera& camera, double aspect);
/// Looks along -`to_light` at `centre`; covers a square of +-`reach` and depths of +-4 `reach`.
Matrix4 make_light_matrix(const Vec3& to_light, const Vec3& centre, double reach);
/// Row-major 3x4: rotation times scale, and position.
std::array<float, 12> make_affine(const Pose& pose, const Vec3& scale);

/// Right, up and forward unit vectors of the camera; world z is up. Never degenerate.
struct ViewAxes {
  Vec3 right;
  Vec3 up;
  Vec3 forward;
};
ViewAxes calc_axes(const Camera& camera);

/// Where `point` appears; nullopt if it is behind the near plane.
std::optional<ScreenPoint> project(const Camera& camera, const Viewport& viewport,
                                   const Vec3& point);

/// The line of sight through pixel (x, y), counted from the top left of the viewport.
Ray make_ray(const Camera& camera, const Viewport& viewport, double x, double y);

/// Six planes (a, b, c, d), inside where ax + by + cz + d >= 0, normals of length 1.
using Frustum = std::array<std::array<double, 4>, 6>;
Frustum make_frustum(const Camera& camera, double aspect);
/// False only if the sphere is surely outside.
bool touches(const Frustum& frustum, const Vec3& centre, double radius);

} // namespace jixia::render
