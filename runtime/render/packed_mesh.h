#pragma once

#include <cstdint>
#include <vector>

#include "geometry/scene_view.h"

namespace jixia::render {

/// A vertex as the graphics card reads it, 28 bytes.
struct PackedVertex {
  float position[3];
  std::uint32_t normal;   ///< 10-10-10-2 signed normalised
  std::uint8_t colour[4]; ///< sRGB, glow
  std::uint8_t gloss[4];  ///< linear specular, shininess / 127 * 255, unused
  std::uint32_t hull;     ///< as normal: averaged over all vertices of the same place
};
static_assert(sizeof(PackedVertex) == 28);

/// A stretch of an index buffer and the ball around it.
struct PackedRange {
  std::uint32_t first_index = 0;
  std::uint32_t index_count = 0;
  Vec3 centre;
  double radius = 0;
};

/// Vertices and indices of many things one after another; indices count from 0 of the whole.
struct PackedBuffer {
  std::vector<PackedVertex> vertices;
  std::vector<std::uint32_t> indices;
};

/// A mesh with what packing needs of it, worked out once.
struct PreparedMesh {
  std::shared_ptr<const TriangleMesh> mesh;
  std::vector<Vec3> hull;              ///< one per vertex: mean of the normals at its place
  std::vector<std::uint32_t> material; ///< one per vertex
};
PreparedMesh prepare_mesh(std::shared_ptr<const TriangleMesh> mesh);

/// Appends the mesh placed, scaled and coloured as `instance` says, in world coordinates.
PackedRange pack_instance(PackedBuffer& buffer, const PreparedMesh& prepared,
                          const Instance& instance);

/// The ground as a grid of quads.
TriangleMesh make_ground_mesh(const Ground& ground);

} // namespace jixia::render
