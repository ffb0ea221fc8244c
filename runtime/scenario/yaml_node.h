#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace jixia {

struct YamlEntry;

/// One value of a YAML file and where it stands: a tree of plain data with at most kMostDepth
/// levels and kMostNodes nodes, without aliases, without duplicate keys.
struct YamlNode {
  enum class Kind { Null, Scalar, Sequence, Map };
  Kind kind = Kind::Null;
  SourceMark mark;
  std::string scalar;
  std::vector<YamlNode> items;    ///< of a sequence
  std::vector<YamlEntry> entries; ///< of a map, in the order written

  /// The value of `key`, or nullptr; also nullptr if this is no map.
  const YamlNode* find(std::string_view key) const;
};

/// A key of a map and its value.
struct YamlEntry {
  std::string key;
  SourceMark mark;
  YamlNode value;
};

/// Reads the text of one file, from a stranger. @param file  the name to show in marks
/// @returns nullopt if anything is wrong; `problems` then says what and where.
std::optional<YamlNode> parse_yaml(const std::string& file, std::string_view bytes,
                                   Diagnostics& problems);

} // namespace jixia
