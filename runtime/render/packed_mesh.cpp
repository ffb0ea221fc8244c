#include "render/packed_mesh.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace jixia::render {
namespace {

std::uint32_t pack_direction(const Vec3& n) {
  const auto part = [](double v) {
    const auto i = static_cast<std::int32_t>(std::lround(std::clamp(v, -1.0, 1.0) * 511));
    return static_cast<std::uint32_t>(i) & 1023u;
  };
  return part(n.x) | part(n.y) << 10 | part(n.z) << 20;
}

std::uint8_t byte_of(double v) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255));
}

double linear_of(double c) {
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

Vec3 wide(const Float3& p) {
  return {p[0], p[1], p[2]};
}

/// For each vertex the mean of the normals of all vertices at its place, so that an outline made by
/// moving vertices outwards does not tear at sharp edges.
std::vector<Vec3> calc_hull_normals(const TriangleMesh& mesh) {
  std::map<Float3, Vec3> sums;
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    Vec3& sum = sums[mesh.positions[i]];
    sum = sum + wide(mesh.normals[i]);
  }
  std::vector<Vec3> result;
  result.reserve(mesh.positions.size());
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    result.push_back(normalised(sums[mesh.positions[i]], wide(mesh.normals[i])));
  }
  return result;
}

/// The material of each vertex: that of the last triangle that uses it.
std::vector<std::uint32_t> find_vertex_materials(const TriangleMesh& mesh) {
  std::vector<std::uint32_t> material(mesh.positions.size(), 0);
  for (const Submesh& s : mesh.submeshes) {
    for (std::uint32_t i = 0; i < s.index_count; ++i) {
      material[mesh.indices[s.first_index + i]] = s.material;
    }
  }
  return material;
}

void paint(PackedVertex& v, const Material& m, const Instance& instance) {
  const Colour c = instance.colour.value_or(m.colour);
  v.colour[0] = byte_of(c.r);
  v.colour[1] = byte_of(c.g);
  v.colour[2] = byte_of(c.b);
  v.colour[3] = byte_of(m.glow + instance.glow);
  v.gloss[0] = byte_of(linear_of(m.specular));
  v.gloss[1] = byte_of(m.shininess / 127);
  v.gloss[2] = 0;
  v.gloss[3] = 0;
}

double safe(double s) {
  return std::abs(s) < 1e-4 ? 1e-4 : s;
}

} // namespace

PreparedMesh prepare_mesh(std::shared_ptr<const TriangleMesh> mesh) {
  PreparedMesh prepared;
  prepared.hull = calc_hull_normals(*mesh);
  prepared.material = find_vertex_materials(*mesh);
  prepared.mesh = std::move(mesh);
  return prepared;
}

PackedRange pack_instance(PackedBuffer& buffer, const PreparedMesh& prepared,
                          const Instance& instance) {
  const TriangleMesh& mesh = *prepared.mesh;
  const Vec3 s{safe(instance.scale.x), safe(instance.scale.y), safe(instance.scale.z)};
  const auto direction = [&](const Vec3& n) {
    return pack_direction(
        normalised(rotate(instance.pose.rotation, {n.x / s.x, n.y / s.y, n.z / s.z})));
  };
  const auto first_vertex = static_cast<std::uint32_t>(buffer.vertices.size());
  Bounds bounds;
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    const Vec3 p = apply(instance.pose, scaled(wide(mesh.positions[i]), s));
    bounds.add(p);
    PackedVertex v{};
    v.position[0] = static_cast<float>(p.x);
    v.position[1] = static_cast<float>(p.y);
    v.position[2] = static_cast<float>(p.z);
    v.normal = direction(wide(mesh.normals[i]));
    v.hull = direction(prepared.hull[i]);
    if (!mesh.materials.empty()) paint(v, mesh.materials[prepared.material[i]], instance);
    buffer.vertices.push_back(v);
  }
  PackedRange range;
  range.first_index = static_cast<std::uint32_t>(buffer.indices.size());
  range.index_count = static_cast<std::uint32_t>(mesh.indices.size());
  for (const std::uint32_t i : mesh.indices) buffer.indices.push_back(first_vertex + i);
  range.centre = bounds.empty() ? instance.pose.position : bounds.centre();
  range.radius = bounds.radius();
  return range;
}

TriangleMesh make_ground_mesh(const Ground& ground) {
  constexpr std::uint32_t kCells = 8;
  TriangleMesh mesh;
  mesh.materials.push_back({"ground", ground.colour, 0, 1, 0});
  for (std::uint32_t row = 0; row <= kCells; ++row) {
    for (std::uint32_t column = 0; column <= kCells; ++column) {
      const auto place = [&](std::uint32_t k) {
        return static_cast<float>((2.0 * k / kCells - 1) * ground.half_size);
      };
      mesh.positions.push_back({place(column), place(row), static_cast<float>(ground.height)});
      mesh.normals.push_back({0, 0, 1});
      if (row == kCells || column == kCells) continue;
      const std::uint32_t a = row * (kCells + 1) + column;
      const std::uint32_t b = a + kCells + 1;
      mesh.indices.insert(mesh.indices.end(), {a, a + 1, b + 1, a, b + 1, b});
    }
  }
  mesh.submeshes.push_back({0, static_cast<std::uint32_t>(mesh.indices.size()), 0});
  return mesh;
}

} // namespace jixia::render
