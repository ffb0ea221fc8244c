#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "scenario/pack_folder.h"

namespace jixia {

/// The distributed form of a pack: a stored zip (stored_zip.h) with manifest.json (pack_manifest.h)
/// first and the files of the folder behind it, sorted by path. The same folder gives the same
/// bytes everywhere.
///
///     manifest.json   canonical JSON {"digest", "files": [{"path", "sha256", "size"}], "format":
///     1,
///                     "id", "version"}; digest as PackFolder::digest()
inline constexpr std::size_t kMostPackFileBytes =
    PackFolder::kMostBytes + PackFolder::kMostFiles * 1024;
inline constexpr const char* kManifestPath = "manifest.json";

/// What a pack file holds; the views point into its bytes.
struct PackContents {
  std::string id;
  std::string version;
  std::string digest;                            ///< of the pack, as attempts name it
  std::map<std::string, std::string_view> files; ///< path -> content, without the manifest
};

/// Builds the distributed form.
/// @returns nullopt with every path and file that cannot be distributed in `problems`
std::optional<std::string> make_pack_file(const std::map<std::string, std::string_view>& files,
                                          const std::string& id, const std::string& version,
                                          Diagnostics& problems);

/// Takes a pack file from a stranger apart: as stored_zip.h says, plain paths only, within the
/// limits of PackFolder, no archive or program inside, and exactly what its manifest lists.
/// Whether the pack itself is right, load_scenario says.
/// @param name  stands for the file in messages
std::optional<PackContents> read_pack_file(std::string_view bytes, const std::string& name,
                                           Diagnostics& problems);

/// Writes the files of a pack as `folder`, which must not exist yet: beside it, synced, then
/// renamed, so that it is there whole or not at all.
bool write_pack_folder(const PackContents& contents, const std::filesystem::path& folder,
                       Diagnostics& problems);

} // namespace jixia
