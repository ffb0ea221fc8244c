#include "base/text.h"

#include <cstdio>

namespace jixia {
namespace {

// Replaces {k} by the k-th value in one pass, so that a value that contains braces stays as it is.
template <typename ValueOf>
std::string fill_one(const std::string& pattern, std::size_t count, const ValueOf& value_of) {
  std::string filled;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool is_place = pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == '}' &&
                          pattern[at + 1] >= '0' && pattern[at + 1] <= '9';
    const auto index = is_place ? static_cast<std::size_t>(pattern[at + 1] - '0') : count;
    if (index < count) {
      filled += value_of(index);
      at += 2;
    } else {
      filled += pattern[at];
    }
  }
  return filled;
}

} // namespace

Text fill(const Text& pattern, const std::vector<Text>& values) {
  const auto zh = [&](std::size_t k) -> const std::string& { return values[k].zh; };
  const auto en = [&](std::size_t k) -> const std::string& { return values[k].en; };
  return {fill_one(pattern.zh, values.size(), zh), fill_one(pattern.en, values.size(), en)};
}

Text fill(const Text& pattern, const std::vector<std::string>& values) {
  const auto both = [&](std::size_t k) -> const std::string& { return values[k]; };
  return {fill_one(pattern.zh, values.size(), both), fill_one(pattern.en, values.size(), both)};
}

Text same_text(std::string_view text) { return {std::string(text), std::string(text)}; }

std::string number_text(double value, int significant) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*g", significant, value);
  return buffer;
}

} // namespace jixia
