#pragma once

#include <optional>
#include <string>

#include "base/text.h"

namespace jixia {

/// Which library this machine talks to, from library.json in the data folder, which only its owner
/// can read: {"place": "https://library.example", "key": "NAME:SECRET"}.
struct LibrarySettings {
  std::string place; ///< URL, or the folder of a mirror; empty: none is set
  std::string key;   ///< to send results; may be empty
  bool can_send() const { return is_network() && !key.empty(); }
  bool is_network() const { return place.starts_with("http://") || place.starts_with("https://"); }
};

/// What cannot be read counts as not set.
LibrarySettings load_library_settings();

/// @returns nullopt, or why they cannot be kept
std::optional<Text> keep_library_settings(const LibrarySettings& settings);

} // namespace jixia
