#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jixia {

enum class Language { Chinese, English };

/// One sentence or name in both languages of the product. A text that lacks one language cannot be
/// written down, so there is no catalogue that could fall behind.
struct Text {
  std::string zh;
  std::string en;

  const std::string& in(Language language) const {
    return language == Language::Chinese ? zh : en;
  }
  bool empty() const { return zh.empty() && en.empty(); }
  bool operator==(const Text&) const = default;
};

/// Puts `values[k]` where each language's pattern says `{k}`; `{k}` without a value stays as it is.
/// The order of the places may differ between the languages.
Text fill(const Text& pattern, const std::vector<Text>& values);

/// The same, with values that read alike in every language (numbers, tags, file names).
Text fill(const Text& pattern, const std::vector<std::string>& values);

/// A text that reads alike in every language, e.g. a tag.
Text same_text(std::string_view text);

/// Writes `value` with as many digits as tell it apart, at most `significant`, e.g. "0.25", "1e+30".
std::string number_text(double value, int significant = 6);

} // namespace jixia
