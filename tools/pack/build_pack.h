#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "world/component_registry.h"

namespace jixia {

/// A pack in its distributed form (packaging/pack_file.h), and where it lies.
struct BuiltPack {
  std::filesystem::path file;
  std::string id, version;
  std::string digest; ///< of the pack, as attempts name it
  std::string sha256; ///< of the file
  std::size_t size = 0;
};

/// Checks the pack `name` (a name or a folder) as `jixia-pack check` does and writes its
/// distributed form to `out`, or to ID-VERSION.zip where the person is. Whether it keeps its
/// promise is shown by verify_pack, which takes longer and which the library does again.
/// @returns nullopt with every finding in `problems`
std::optional<BuiltPack> build_pack(const std::string& name, const ComponentRegistry& registry,
                                    const std::filesystem::path& out, Diagnostics& problems);

} // namespace jixia
