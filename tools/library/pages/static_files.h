#pragma once

#include <span>
#include <string_view>

namespace jixia {

/// A file that the pages need, embedded when the program is built (static_files.py).
struct StaticFile {
  std::string_view name;   ///< e.g. "jixia.css"
  std::string_view type;   ///< media type
  std::string_view digest; ///< first 12 digits of its SHA-256
  std::string_view content;
};

std::span<const StaticFile> static_files();

} // namespace jixia
