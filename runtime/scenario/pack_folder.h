#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "scenario/yaml_node.h"

namespace jixia {

/// SHA-256 over every path and content, in the order of the paths, as hexadecimal digits.
/// Of expected/ nothing counts: it says how runs of this pack came out.
/// @param files  path in the pack -> content
std::string calc_pack_digest(const std::map<std::string, std::string_view>& files);

/// The files of one pack, read whole and once, so that what is digested is what is used. From a
/// stranger: no link, pipe or device, no name that is not plain, nothing beyond the limits.
class PackFolder {
 public:
  static constexpr std::size_t kMostFiles = 2000;
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20;      ///< of all files
  static constexpr std::size_t kMostModelBytes = std::size_t{16} << 20; ///< of one that is no text
  static constexpr int kMostFolders = 6;                                ///< inside one another

  /// @returns nullopt if the folder cannot be read or breaks a limit.
  static std::optional<PackFolder> read(const std::filesystem::path& folder, Diagnostics& problems);

  /// Path in the pack with '/', e.g. "exercises/cold-start.yaml" -> content; sorted.
  const std::map<std::string, std::string>& files() const { return files_; }
  bool has(const std::string& path) const { return files_.contains(path); }

  /// The YAML file at `path`, or nullopt if there is none or it is wrong.
  std::optional<YamlNode> yaml(const std::string& path, Diagnostics& problems) const;

  std::string digest() const; ///< calc_pack_digest of all files

 private:
  std::filesystem::path folder_;
  std::map<std::string, std::string> files_;
};

} // namespace jixia
