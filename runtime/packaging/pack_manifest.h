#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace jixia {

/// What a pack consists of, without its bytes: the first file of its distributed form, and what a
/// publisher tells a library before sending anything.
///
///     canonical JSON {"digest", "files": [{"path", "sha256", "size"}], "format": 1, "id",
///     "version"}
struct PackManifest {
  struct File {
    std::string path;
    std::string sha256;
    std::int64_t size = 0; ///< [byte]
  };
  std::string id, version;
  std::string digest;      ///< of the pack, as attempts name it (PackFolder::digest)
  std::vector<File> files; ///< sorted by path
};

inline constexpr std::size_t kMostManifestBytes = std::size_t{1} << 20;

/// The manifest of these files; path -> content.
PackManifest make_pack_manifest(const std::map<std::string, std::string_view>& files,
                                const std::string& id, const std::string& version);

std::string manifest_text(const PackManifest& manifest);

/// Reads a manifest from a stranger: exactly what manifest_text would write, plain paths, within
/// the limits of PackFolder, with a pack.yaml.
/// @returns nullopt with the reason in `problem`
std::optional<PackManifest> read_pack_manifest(std::string_view text, Text& problem);

} // namespace jixia
