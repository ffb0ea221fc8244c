#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/text.h"
#include "geometry/material.h"
#include "geometry/pose.h"

namespace jixia {

/// A box along the axes, from `low` to `high`; empty when low > high. [m]
struct Bounds {
  Vec3 low{1e30, 1e30, 1e30};
  Vec3 high{-1e30, -1e30, -1e30};
  bool empty() const { return low.x > high.x; }
  Vec3 centre() const { return (low + high) * 0.5; }
  double radius() const { return empty() ? 0 : length(high - low) * 0.5; }
  void add(const Vec3& p);
  void add(const Bounds& b);
};

using Float3 = std::array<float, 3>;
Float3 narrow(const Vec3& p);

/// Triangles `first_index`..`first_index + index_count` of one material.
struct Submesh {
  std::uint32_t first_index = 0;
  std::uint32_t index_count = 0; ///< a multiple of 3
  std::uint32_t material = 0;    ///< into TriangleMesh::materials
};

/// Triangles with their materials: a thing that can be drawn, picked and written to a file.
/// Counter-clockwise seen from outside. Local frame as the world's: z up, metres.
struct TriangleMesh {
  std::vector<Float3> positions; ///< [m]
  std::vector<Float3> normals;   ///< length 1, one per position
  std::vector<std::uint32_t> indices;
  std::vector<Submesh> submeshes; ///< cover `indices` in order
  std::vector<Material> materials;

  std::size_t triangle_count() const { return indices.size() / 3; }
};

Bounds calc_bounds(const TriangleMesh& mesh);

/// `local` seen in the world after scaling and posing; the box around its eight corners.
Bounds calc_bounds(const Bounds& local, const Pose& pose, const Vec3& scale = {1, 1, 1});

/// Appends `part` placed at `pose`, merging equal materials; submeshes stay sorted by material.
void append(TriangleMesh& mesh, const TriangleMesh& part, const Pose& pose = {});

/// Where a ray first meets the mesh, both in the mesh's frame: distance in lengths of `direction`
/// along it, only in front. Both faces count. O(triangles).
std::optional<double> find_hit(const TriangleMesh& mesh, const Vec3& origin, const Vec3& direction);

/// Where a ray enters the box (0 when it starts inside).
std::optional<double> find_hit(const Bounds& box, const Vec3& origin, const Vec3& direction);

/// What is wrong with the mesh (counts, indices, NaN, normals); empty when it can be drawn.
Text find_problem(const TriangleMesh& mesh);

} // namespace jixia
