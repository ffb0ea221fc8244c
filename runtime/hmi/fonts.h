#pragma once

#include <array>
#include <filesystem>
#include <set>
#include <string_view>

#include "base/text.h"

struct ImFont;

namespace jixia::hmi {

/// The three sizes of the one font [logical px]: 13 labels, units, tables; 16 titles and values;
/// 24 score and key figures (digits and Latin letters only).
enum class TextSize { Small = 13, Medium = 16, Large = 24 };

/// The font of the window in ImGui's atlas: all of GB 2312 from the start, any other character the
/// font file has (names of people) one frame after it was first wanted.
class Fonts {
 public:
  /// Builds the atlas of the current ImGui context for `scale` (0.8 to 2), from
  /// fonts/jixia-ui.otf in the assets. Call it before ImGui's new frame; the backend's texture must
  /// then be made anew.
  /// @returns false with the reason in `problem` when the file is missing or not a font.
  bool load(const std::filesystem::path& file, float scale, Text& problem);

  ImFont* of(TextSize size) const;

  /// Remembers the characters of `text` that the atlas lacks.
  void want(std::string_view text);
  /// True when load() should be called again because wanted characters are missing.
  bool is_lacking() const { return lacking_; }

 private:
  std::array<ImFont*, 3> fonts_{};
  std::set<unsigned> extra_, known_missing_;
  bool lacking_ = false;
};

/// Reads one character of UTF-8 at `at` and moves on; U+FFFD for a damaged byte.
unsigned next_character(std::string_view text, std::size_t& at);

} // namespace jixia::hmi
