#pragma once

#include <filesystem>
#include <optional>

#include "geometry/model.h"

namespace jixia {

/// Bounds on the child process that reads a foreign model file.
struct ImportLimits {
  double wall_seconds = 20;
  int cpu_seconds = 15;
  std::size_t memory_bytes = std::size_t{1} << 30; ///< address space
  std::size_t file_bytes = std::size_t{64} << 20;  ///< of the source file
};

/// Reads a model that somebody made with another program: glTF 2.0 (.gltf, .glb), OBJ or STL.
/// A foreign reader is not trusted: the program `importer` (jixia-mesh-import) reads it in a
/// process of its own under `limits` and writes our format into `cache`, named by a hash of the
/// file's bytes; a file seen before costs no second process. A .gltf is keyed by its own bytes
/// only, not by the buffers it names. Node names, parents and transforms are kept; a node
/// "socket:NAME:DIAMETER" becomes a Socket; nodes of other kinds (camera, light, skin, animation)
/// are left out. glTF's +y up becomes our +z. nullopt and `problem` when the file is too large, of
/// another kind, damaged, or takes too long.
std::optional<Model> import_model(const std::filesystem::path& file,
                                  const std::filesystem::path& cache,
                                  const std::filesystem::path& importer, Text& problem,
                                  const ImportLimits& limits = {});

} // namespace jixia
