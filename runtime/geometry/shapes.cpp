#include "geometry/shapes.h"

#include <algorithm>
#include <numbers>

namespace jixia {
namespace {

constexpr double kSmooth = 0.766; // cos 40 degrees

/// Outward normal of the outline from a to b in the (radius, height) plane.
Vec3 outline_normal(const ProfilePoint& a, const ProfilePoint& b) {
  return normalised(Vec3{b.height - a.height, 0, a.radius - b.radius}, {1, 0, 0});
}

} // namespace

ShapeBuilder& ShapeBuilder::use(std::string_view material) {
  return use(standard_material(material));
}

ShapeBuilder& ShapeBuilder::use(const Material& material) {
  const auto found = std::find(mesh_.materials.begin(), mesh_.materials.end(), material);
  material_ = static_cast<std::uint32_t>(found - mesh_.materials.begin());
  if (found == mesh_.materials.end()) mesh_.materials.push_back(material);
  has_material_ = true;
  return *this;
}

ShapeBuilder& ShapeBuilder::at(const Pose& frame) {
  frame_ = frame;
  return *this;
}

std::uint32_t ShapeBuilder::vertex(const Vec3& position, const Vec3& normal) {
  mesh_.positions.push_back(narrow(apply(frame_, position)));
  mesh_.normals.push_back(narrow(normalised(rotate(frame_.rotation, normal))));
  return static_cast<std::uint32_t>(mesh_.positions.size() - 1);
}

void ShapeBuilder::triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  if (!has_material_) use("missing");
  if (mesh_.submeshes.empty() || mesh_.submeshes.back().material != material_) {
    mesh_.submeshes.push_back({static_cast<std::uint32_t>(mesh_.indices.size()), 0, material_});
  }
  mesh_.indices.insert(mesh_.indices.end(), {a, b, c});
  mesh_.submeshes.back().index_count += 3;
}

void ShapeBuilder::quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  triangle(a, b, c);
  triangle(a, c, d);
}

ShapeBuilder& ShapeBuilder::polygon(const std::vector<Vec3>& corners) {
  if (corners.size() < 3) return *this;
  const Vec3 normal = cross(corners[1] - corners[0], corners[2] - corners[0]);
  std::vector<std::uint32_t> v;
  for (const Vec3& corner : corners) v.push_back(vertex(corner, normal));
  for (std::size_t i = 2; i < v.size(); ++i) triangle(v[0], v[i - 1], v[i]);
  return *this;
}

ShapeBuilder& ShapeBuilder::prism(const std::vector<Vec3>& outline, double low, double high) {
  std::vector<Vec3> top;
  std::vector<Vec3> bottom;
  for (const Vec3& p : outline) top.push_back({p.x, p.y, high});
  for (auto p = outline.rbegin(); p != outline.rend(); ++p) bottom.push_back({p->x, p->y, low});
  polygon(top).polygon(bottom);
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const Vec3& a = outline[i];
    const Vec3& b = outline[(i + 1) % outline.size()];
    polygon({{a.x, a.y, low}, {b.x, b.y, low}, {b.x, b.y, high}, {a.x, a.y, high}});
  }
  return *this;
}

/// Six faces drawn in by the bevel, twelve edges and eight corners.
ShapeBuilder& ShapeBuilder::box(const Vec3& centre, const Vec3& size, double bevel) {
  const Vec3 h = size * 0.5;
  const double c = std::clamp(bevel, 0.0, std::min({h.x, h.y, h.z}) * 0.9);
  const Vec3 axes[3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  const double half[3] = {h.x, h.y, h.z};
  for (int k = 0; k < 3; ++k) {
    const int i = (k + 1) % 3;
    const int j = (k + 2) % 3;
    for (const double s : {1.0, -1.0}) {
      const Vec3 n = axes[k] * (s * half[k]);
      const Vec3 u = axes[i] * (half[i] - c);
      const Vec3 v = axes[j] * ((half[j] - c) * s);
      polygon({centre + n - u - v, centre + n + u - v, centre + n + u + v, centre + n - u + v});
      if (c <= 0) continue;
      // The edge between face k and face i, seen from outside.
      for (const double t : {1.0, -1.0}) {
        const Vec3 on_k = axes[k] * (s * half[k]) + axes[i] * (t * (half[i] - c));
        const Vec3 on_i = axes[k] * (s * (half[k] - c)) + axes[i] * (t * half[i]);
        const Vec3 w = axes[j] * ((half[j] - c) * s * t);
        polygon({centre + on_k - w, centre + on_i - w, centre + on_i + w, centre + on_k + w});
      }
    }
  }
  if (c <= 0) return *this;
  for (int corner = 0; corner < 8; ++corner) {
    const Vec3 s{(corner & 1) != 0 ? 1.0 : -1.0, (corner & 2) != 0 ? 1.0 : -1.0,
                 (corner & 4) != 0 ? 1.0 : -1.0};
    const Vec3 x = centre + scaled({h.x, h.y - c, h.z - c}, s);
    const Vec3 y = centre + scaled({h.x - c, h.y, h.z - c}, s);
    const Vec3 z = centre + scaled({h.x - c, h.y - c, h.z}, s);
    polygon(s.x * s.y * s.z > 0 ? std::vector<Vec3>{x, y, z} : std::vector<Vec3>{x, z, y});
  }
  return *this;
}

/// One belt of quads between two corners of the outline; na, nb are normals in (radius, height).
void ShapeBuilder::belt(const Vec3& origin, const Pose& turn, const ProfilePoint& a,
                        const ProfilePoint& b, const Vec3& na, const Vec3& nb, int sides) {
  std::uint32_t last_a = 0;
  std::uint32_t last_b = 0;
  for (int i = 0; i <= sides; ++i) {
    const double angle = 2 * std::numbers::pi * (i % sides) / sides;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const auto place = [&](const ProfilePoint& p, const Vec3& n) {
      return vertex(origin + rotate(turn.rotation, {p.radius * c, p.radius * s, p.height}),
                    rotate(turn.rotation, {n.x * c, n.x * s, n.z}));
    };
    const std::uint32_t va = place(a, na);
    const std::uint32_t vb = place(b, nb);
    if (i > 0 && a.radius > 0) triangle(last_a, va, vb);
    if (i > 0 && b.radius > 0) triangle(last_a, vb, last_b);
    last_a = va;
    last_b = vb;
  }
}

ShapeBuilder& ShapeBuilder::turned(const Vec3& origin, const Vec3& axis,
                                   const std::vector<ProfilePoint>& outline, int sides) {
  const Pose turn{{}, rotation_between({0, 0, 1}, axis)};
  std::vector<ProfilePoint> points;
  for (const ProfilePoint& p : outline) {
    if (points.empty() || std::abs(p.radius - points.back().radius) > 1e-9 ||
        std::abs(p.height - points.back().height) > 1e-9) {
      points.push_back(p);
    }
  }
  const auto normal_of = [&](std::size_t i) { return outline_normal(points[i], points[i + 1]); };
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const Vec3 n = normal_of(i);
    Vec3 na = n;
    Vec3 nb = n;
    if (i > 0 && dot(normal_of(i - 1), n) > kSmooth) na = normalised(n + normal_of(i - 1));
    if (i + 2 < points.size() && dot(normal_of(i + 1), n) > kSmooth) {
      nb = normalised(n + normal_of(i + 1));
    }
    belt(origin, turn, points[i], points[i + 1], na, nb, std::max(sides, 3));
  }
  return *this;
}

ShapeBuilder& ShapeBuilder::bar(const Vec3& a, const Vec3& b, double radius, int sides,
                                double chamfer) {
  const double h = length(b - a);
  const double c = std::clamp(chamfer, 0.0, std::min(radius, h / 2) * 0.9);
  return turned(a, b - a,
                {{0, 0}, {radius - c, 0}, {radius, c}, {radius, h - c}, {radius - c, h}, {0, h}},
                sides);
}

ShapeBuilder& ShapeBuilder::cone(const Vec3& a, const Vec3& b, double ra, double rb, int sides) {
  const double h = length(b - a);
  return turned(a, b - a, {{0, 0}, {ra, 0}, {rb, h}, {0, h}}, sides);
}

ShapeBuilder& ShapeBuilder::wall(const Vec3& a, const Vec3& b, double radius, int sides) {
  return turned(a, b - a, {{radius, 0}, {radius, length(b - a)}}, sides);
}

ShapeBuilder& ShapeBuilder::ball(const Vec3& centre, const Vec3& radii, int sides) {
  const int rows = std::max(4, sides / 2);
  const auto place = [&](int row, int column) {
    const double t = std::numbers::pi * row / rows;
    const double f = 2 * std::numbers::pi * (column % sides) / sides;
    const Vec3 n{std::sin(t) * std::cos(f), std::sin(t) * std::sin(f), -std::cos(t)};
    return vertex(centre + scaled(n, radii), {n.x / radii.x, n.y / radii.y, n.z / radii.z});
  };
  std::vector<std::uint32_t> last;
  for (int row = 0; row <= rows; ++row) {
    std::vector<std::uint32_t> now;
    for (int column = 0; column <= sides; ++column) now.push_back(place(row, column));
    for (std::size_t i = 0; row > 0 && i + 1 < now.size(); ++i) {
      if (row > 1) triangle(last[i], last[i + 1], now[i + 1]);
      if (row < rows) triangle(last[i], now[i + 1], now[i]);
    }
    last = std::move(now);
  }
  return *this;
}

ShapeBuilder& ShapeBuilder::ring(const Vec3& centre, const Vec3& axis, double ring, double tube,
                                 int sides, int tube_sides) {
  const Pose turn{{}, rotation_between({0, 0, 1}, axis)};
  for (int i = 0; i < tube_sides; ++i) {
    const auto corner = [&](int k) {
      const double t = 2 * std::numbers::pi * k / tube_sides;
      return Vec3{std::cos(t), 0, std::sin(t)};
    };
    const Vec3 na = corner(i);
    const Vec3 nb = corner(i + 1);
    belt(centre, turn, {ring + tube * na.x, tube * na.z}, {ring + tube * nb.x, tube * nb.z}, na, nb,
         sides);
  }
  return *this;
}

/// Carries a frame along the path by the shortest rotation, so the bar does not twist.
ShapeBuilder& ShapeBuilder::tube(const std::vector<Vec3>& path, double radius, int sides) {
  if (path.size() < 2) return *this;
  Vec3 direction = normalised(path[1] - path[0]);
  Vec3 u = perpendicular(direction);
  std::vector<std::uint32_t> last;
  for (std::size_t k = 0; k < path.size(); ++k) {
    const Vec3 before = k > 0 ? normalised(path[k] - path[k - 1]) : direction;
    const Vec3 after = k + 1 < path.size() ? normalised(path[k + 1] - path[k]) : before;
    const Vec3 now = normalised(before + after, before);
    u = rotate(rotation_between(direction, now), u);
    direction = now;
    const Vec3 v = cross(direction, u);
    std::vector<std::uint32_t> row;
    for (int i = 0; i <= sides; ++i) {
      const double t = 2 * std::numbers::pi * (i % sides) / sides;
      const Vec3 n = u * std::cos(t) + v * std::sin(t);
      row.push_back(vertex(path[k] + n * radius, n));
    }
    for (std::size_t i = 0; k > 0 && i + 1 < row.size(); ++i) {
      quad(last[i], last[i + 1], row[i + 1], row[i]);
    }
    last = std::move(row);
  }
  return *this;
}

ShapeBuilder& ShapeBuilder::arrow_on_pipe(const Vec3& middle, const Vec3& along, double radius,
                                          double size, double half_angle, double around) {
  const Vec3 d = normalised(along);
  const Vec3 u = perpendicular(d);
  const Vec3 v = cross(d, u);
  const auto place = [&](double way, double angle) {
    const Vec3 n = u * std::cos(around + angle) + v * std::sin(around + angle);
    return vertex(middle + d * way + n * radius, n);
  };
  const double tail = -size / 2;
  const double neck = size * 0.05;
  const double shaft = half_angle * 0.35;
  // Narrow enough facets not to sink into the pipe between their edges.
  const auto strip = [&](double from, double to, double width_from, double width_to) {
    const int facets = 2 * std::max(1, static_cast<int>(std::ceil(width_from / 0.35)));
    std::uint32_t last_from = place(from, -width_from);
    std::uint32_t last_to = place(to, -width_to);
    for (int i = 1; i <= facets; ++i) {
      const double share = 2.0 * i / facets - 1;
      const std::uint32_t now_from = place(from, width_from * share);
      const std::uint32_t now_to = place(to, width_to * share);
      quad(last_from, now_from, now_to, last_to);
      last_from = now_from;
      last_to = now_to;
    }
  };
  strip(tail, neck, shaft, shaft);
  strip(neck, size / 2, half_angle, half_angle * 0.02);
  return *this;
}

ShapeBuilder& ShapeBuilder::add(const TriangleMesh& part, const Pose& pose) {
  append(mesh_, part, frame_ * pose);
  return *this;
}

TriangleMesh ShapeBuilder::take() {
  TriangleMesh result;
  append(result, mesh_);
  const Material last = has_material_ ? mesh_.materials[material_] : standard_material("missing");
  mesh_ = {};
  frame_ = {};
  use(last);
  return result;
}

} // namespace jixia
