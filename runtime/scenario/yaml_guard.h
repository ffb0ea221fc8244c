#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace jixia {

/// Limits of what a stranger's pack may ask of the reader.
inline constexpr std::size_t kMostTextBytes = std::size_t{1}
                                              << 20; ///< of one YAML or Markdown file
inline constexpr std::size_t kMostLineBytes = 8192;  ///< of one line
inline constexpr int kMostDepth = 32;                ///< of nested lists and maps
inline constexpr int kMostNodes = 100'000;           ///< values in one file

/// The place of byte `offset` of `bytes`; columns count characters, not bytes.
SourceMark mark_at(const std::string& file, std::string_view bytes, std::size_t offset);

/// True if `bytes` is UTF-8 text that a person can see: no control characters but tab and line
/// ends, no invisible characters that turn the reading direction or end lines in secret.
/// Reports the first fault of each kind.
bool check_text_bytes(const std::string& file, std::string_view bytes, Diagnostics& problems);

/// Looks at raw YAML before a parser does, in one pass without recursion, and refuses what could
/// make a parser slow or deep, or what packs never need: more than kMostDepth brackets, lines above
/// kMostLineBytes, anchors and aliases (so no cycles and no bombs), tags "!x", directives "%YAML",
/// complex keys "? x", tabs that indent, and a second document.
bool check_yaml_bytes(const std::string& file, std::string_view bytes, Diagnostics& problems);

} // namespace jixia
