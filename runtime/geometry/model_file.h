#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geometry/model.h"

namespace jixia {

/// Our own model format `*.jxm`, the only one that the runtime itself reads.
/// Little-endian: magic "JXMODEL1", u32 size of the payload, u32 CRC-32 (IEEE 802.3) of the
/// payload, payload. Strings are u16 length + UTF-8; counts u32. Payload: name; meshes (materials,
/// positions, normals, indices, submeshes); parts (name, parent i32, pose 7 f64, mesh i32); sockets
/// (name, pose, diameter). Every count is held against the limit below and the bytes that remain
/// before memory is taken; the result passes find_problem(Model).
struct ModelFileLimits {
  static constexpr std::uint32_t kMostBytes = 256u << 20;
  static constexpr std::uint32_t kMostMeshes = 4096;
  static constexpr std::uint32_t kMostParts = 4096;
  static constexpr std::uint32_t kMostVertices = 4u << 20; ///< in one mesh
  static constexpr std::uint32_t kMostIndices = 16u << 20; ///< in one mesh
  static constexpr std::uint32_t kMostMaterials = 1024;    ///< in one mesh
};

std::vector<std::uint8_t> encode_model(const Model& model);

/// nullopt and `problem` (what, at which byte) if the bytes are not a whole, sane model.
std::optional<Model> decode_model(std::span<const std::uint8_t> bytes, Text& problem);

/// Writes to a temporary name beside `path` and renames, so a reader never sees half a file.
/// false and `problem` when the disk refuses.
bool write_model(const Model& model, const std::filesystem::path& path, Text& problem);
std::optional<Model> load_model(const std::filesystem::path& path, Text& problem);

/// CRC-32 of IEEE 802.3 (as in zip and PNG).
std::uint32_t calc_crc32(std::span<const std::uint8_t> bytes);

} // namespace jixia
