#pragma once

#include <filesystem>
#include <optional>

#include "geometry/model.h"

namespace jixia {

/// Reads glTF 2.0, OBJ or STL through Assimp, every other reader of it being switched off.
/// glTF and OBJ are taken as +y up, STL as +z up; metres. A material whose name is a standard one
/// (geometry/material.h) becomes that; of others the base colour is kept. Scale in nodes goes into
/// the vertices, since our parts move rigidly.
/// nullopt and `problem` when the file cannot be read or breaks ModelFileLimits.
std::optional<Model> read_foreign_model(const std::filesystem::path& file, Text& problem);

} // namespace jixia
