#include "geometry/triangle_mesh.h"

#include <algorithm>
#include <limits>

namespace jixia {
namespace {

Vec3 wide(const Float3& p) {
  return {p[0], p[1], p[2]};
}

bool is_finite(const Float3& p) {
  return std::isfinite(p[0]) && std::isfinite(p[1]) && std::isfinite(p[2]);
}

std::uint32_t find_or_add(std::vector<Material>& all, const Material& material) {
  const auto found = std::find(all.begin(), all.end(), material);
  if (found != all.end()) return static_cast<std::uint32_t>(found - all.begin());
  all.push_back(material);
  return static_cast<std::uint32_t>(all.size() - 1);
}

/// Puts the submeshes in order of material and joins those of the same one.
void sort_by_material(TriangleMesh& mesh) {
  std::stable_sort(mesh.submeshes.begin(), mesh.submeshes.end(),
                   [](const Submesh& a, const Submesh& b) { return a.material < b.material; });
  std::vector<std::uint32_t> indices;
  indices.reserve(mesh.indices.size());
  std::vector<Submesh> joined;
  for (const Submesh& s : mesh.submeshes) {
    if (joined.empty() || joined.back().material != s.material) {
      joined.push_back({static_cast<std::uint32_t>(indices.size()), 0, s.material});
    }
    const auto first = mesh.indices.begin() + s.first_index;
    indices.insert(indices.end(), first, first + s.index_count);
    joined.back().index_count += s.index_count;
  }
  mesh.indices = std::move(indices);
  mesh.submeshes = std::move(joined);
}

/// Möller and Trumbore, "Fast, minimum storage ray/triangle intersection", 1997; both faces.
std::optional<double> find_hit(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& origin,
                               const Vec3& direction) {
  const Vec3 e1 = b - a;
  const Vec3 e2 = c - a;
  const Vec3 p = cross(direction, e2);
  const double det = dot(e1, p);
  if (std::abs(det) < 1e-18) return std::nullopt;
  const Vec3 s = origin - a;
  const double u = dot(s, p) / det;
  if (u < 0 || u > 1) return std::nullopt;
  const Vec3 q = cross(s, e1);
  const double v = dot(direction, q) / det;
  if (v < 0 || u + v > 1) return std::nullopt;
  const double t = dot(e2, q) / det;
  return t >= 0 ? std::optional(t) : std::nullopt;
}

} // namespace

Float3 narrow(const Vec3& p) {
  return {static_cast<float>(p.x), static_cast<float>(p.y), static_cast<float>(p.z)};
}

void Bounds::add(const Vec3& p) {
  low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
  high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
}

void Bounds::add(const Bounds& b) {
  if (b.empty()) return;
  add(b.low);
  add(b.high);
}

Bounds calc_bounds(const TriangleMesh& mesh) {
  Bounds bounds;
  for (const Float3& p : mesh.positions) bounds.add(wide(p));
  return bounds;
}

Bounds calc_bounds(const Bounds& local, const Pose& pose, const Vec3& scale) {
  Bounds bounds;
  if (local.empty()) return bounds;
  for (int corner = 0; corner < 8; ++corner) {
    const Vec3 p{(corner & 1) != 0 ? local.high.x : local.low.x,
                 (corner & 2) != 0 ? local.high.y : local.low.y,
                 (corner & 4) != 0 ? local.high.z : local.low.z};
    bounds.add(apply(pose, scaled(p, scale)));
  }
  return bounds;
}

void append(TriangleMesh& mesh, const TriangleMesh& part, const Pose& pose) {
  const auto first_vertex = static_cast<std::uint32_t>(mesh.positions.size());
  for (const Float3& p : part.positions) mesh.positions.push_back(narrow(apply(pose, wide(p))));
  for (const Float3& n : part.normals) {
    mesh.normals.push_back(narrow(rotate(pose.rotation, wide(n))));
  }
  const auto first_index = static_cast<std::uint32_t>(mesh.indices.size());
  for (const std::uint32_t i : part.indices) mesh.indices.push_back(first_vertex + i);
  for (const Submesh& s : part.submeshes) {
    mesh.submeshes.push_back({first_index + s.first_index, s.index_count,
                              find_or_add(mesh.materials, part.materials[s.material])});
  }
  sort_by_material(mesh);
}

std::optional<double> find_hit(const TriangleMesh& mesh, const Vec3& origin,
                               const Vec3& direction) {
  std::optional<double> nearest;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const auto t =
        find_hit(wide(mesh.positions[mesh.indices[i]]), wide(mesh.positions[mesh.indices[i + 1]]),
                 wide(mesh.positions[mesh.indices[i + 2]]), origin, direction);
    if (t && (!nearest || *t < *nearest)) nearest = t;
  }
  return nearest;
}

std::optional<double> find_hit(const Bounds& box, const Vec3& origin, const Vec3& direction) {
  if (box.empty()) return std::nullopt;
  double enter = 0;
  double leave = std::numeric_limits<double>::infinity();
  const double from[3] = {origin.x, origin.y, origin.z};
  const double along[3] = {direction.x, direction.y, direction.z};
  const double low[3] = {box.low.x, box.low.y, box.low.z};
  const double high[3] = {box.high.x, box.high.y, box.high.z};
  for (int k = 0; k < 3; ++k) {
    if (along[k] == 0) {
      if (from[k] < low[k] || from[k] > high[k]) return std::nullopt;
      continue;
    }
    const double a = (low[k] - from[k]) / along[k];
    const double b = (high[k] - from[k]) / along[k];
    enter = std::max(enter, std::min(a, b));
    leave = std::min(leave, std::max(a, b));
  }
  return enter <= leave ? std::optional(enter) : std::nullopt;
}

Text find_problem(const TriangleMesh& mesh) {
  if (mesh.normals.size() != mesh.positions.size()) {
    return {"网格的法线与顶点数目不等", "the mesh has not one normal for each vertex"};
  }
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    if (!is_finite(mesh.positions[i]) || !is_finite(mesh.normals[i])) {
      return fill(Text{"顶点 {0} 不是有限数", "vertex {0} is not finite"}, {std::to_string(i)});
    }
    for (const float c : mesh.positions[i]) {
      if (std::abs(c) > 1e5f) {
        return fill(Text{"顶点 {0} 离原点超过 100 km", "vertex {0} is over 100 km from the origin"},
                    {std::to_string(i)});
      }
    }
    const double n = length(wide(mesh.normals[i]));
    if (n < 0.9 || n > 1.1) {
      return fill(Text{"顶点 {0} 的法线长度不是 1", "the normal of vertex {0} is not of length 1"},
                  {std::to_string(i)});
    }
  }
  for (const std::uint32_t i : mesh.indices) {
    if (i >= mesh.positions.size()) {
      return fill(
          Text{"三角形指向不存在的顶点 {0}", "a triangle names vertex {0}, which is not there"},
          {std::to_string(i)});
    }
  }
  std::uint64_t next = 0;
  for (const Submesh& s : mesh.submeshes) {
    if (s.first_index != next || s.index_count % 3 != 0 || s.material >= mesh.materials.size()) {
      return {"子网格不连续或没有材质", "the submeshes leave gaps or lack a material"};
    }
    next += s.index_count;
  }
  if (next != mesh.indices.size()) {
    return {"子网格没有盖住所有三角形", "the submeshes do not cover every triangle"};
  }
  return {};
}

} // namespace jixia
