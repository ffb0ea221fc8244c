#pragma once

#include <string_view>
#include <vector>

#include "geometry/triangle_mesh.h"

namespace jixia {

/// One corner of the outline that is turned about an axis.
struct ProfilePoint {
  double radius = 0; ///< from the axis [m]
  double height = 0; ///< along the axis [m]
};

/// Puts simple solids together into one mesh. Every solid gets the material and stands in the frame
/// last named. Normals are smooth where faces meet at less than 40 degrees and sharp elsewhere, so
/// a chamfer of 45 degrees shows as an edge that catches the light. Lengths in [m].
class ShapeBuilder {
 public:
  /// A standard material (material.h), until the next call.
  ShapeBuilder& use(std::string_view material);
  ShapeBuilder& use(const Material& material);
  /// The frame of the solids that follow; the identity at first.
  ShapeBuilder& at(const Pose& frame);

  /// A block along the axes, its edges cut by `bevel`.
  ShapeBuilder& box(const Vec3& centre, const Vec3& size, double bevel = 0);
  /// A round bar from `a` to `b` with both ends closed, rims cut by `chamfer`.
  ShapeBuilder& bar(const Vec3& a, const Vec3& b, double radius, int sides = 16,
                    double chamfer = 0);
  /// A cone frustum from radius `ra` at `a` to `rb` at `b`, ends closed.
  ShapeBuilder& cone(const Vec3& a, const Vec3& b, double ra, double rb, int sides = 16);
  /// A pipe wall without ends.
  ShapeBuilder& wall(const Vec3& a, const Vec3& b, double radius, int sides = 16);
  /// The outline turned once about the axis from `origin` along `axis`; first to last corner with
  /// the solid on its left when the axis points up and the radius to the right.
  ShapeBuilder& turned(const Vec3& origin, const Vec3& axis,
                       const std::vector<ProfilePoint>& outline, int sides = 24);
  /// An ellipsoid with the half axes `radii`.
  ShapeBuilder& ball(const Vec3& centre, const Vec3& radii, int sides = 16);
  /// A ring of radius `ring` and thickness 2 `tube` about `axis`.
  ShapeBuilder& ring(const Vec3& centre, const Vec3& axis, double ring, double tube, int sides = 24,
                     int tube_sides = 6);
  /// A bar bent along `path` (smooth where it turns by less than 40 degrees), without ends.
  ShapeBuilder& tube(const std::vector<Vec3>& path, double radius, int sides = 16);
  /// A flat polygon, counter-clockwise seen from its front, convex.
  ShapeBuilder& polygon(const std::vector<Vec3>& corners);
  /// A prism: `outline` in the x-y plane (convex, counter-clockwise) from z = `low` to `high`.
  ShapeBuilder& prism(const std::vector<Vec3>& outline, double low, double high);
  /// A patch on the cylinder about `a`->`b`, an arrow of this length and half angle [rad] that
  /// points along it, its middle turned by `around` [rad] from the cylinder's own zero.
  ShapeBuilder& arrow_on_pipe(const Vec3& middle, const Vec3& along, double radius, double size,
                              double half_angle, double around);
  /// Another mesh.
  ShapeBuilder& add(const TriangleMesh& part, const Pose& pose = {});

  /// The mesh so far; the builder starts anew with the same material and the identity frame.
  TriangleMesh take();

 private:
  std::uint32_t vertex(const Vec3& position, const Vec3& normal);
  void triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c);
  void quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d);
  void belt(const Vec3& origin, const Pose& turn, const ProfilePoint& a, const ProfilePoint& b,
            const Vec3& na, const Vec3& nb, int sides);

  TriangleMesh mesh_;
  Pose frame_;
  std::uint32_t material_ = 0;
  bool has_material_ = false;
};

} // namespace jixia
