#pragma once

#include <filesystem>

#include "geometry/model.h"

namespace jixia::modelgen {

/// Writes glTF 2.0 binary: one node per part (name, parent, pose), one mesh per part, one primitive
/// per material, an empty node "socket:NAME:DIAMETER" per socket. glTF has +y up: a root node turns
/// our +z up into it; the importer turns it back. Blinn-Phong numbers travel in material extras and
/// as metallic-roughness for other readers. False when the file cannot be written.
bool write_glb(const Model& model, const std::filesystem::path& path);

} // namespace jixia::modelgen
