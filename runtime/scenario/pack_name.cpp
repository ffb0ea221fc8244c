#include "scenario/pack_name.h"

#include <algorithm>
#include <string>

namespace jixia {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Takes the part up to the next dot off the front.
std::string_view take_part(std::string_view& text) {
  const std::size_t dot = std::min(text.find('.'), text.size());
  const std::string_view part = text.substr(0, dot);
  text.remove_prefix(std::min(dot + 1, text.size()));
  return part;
}

int sign(int order) {
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

/// Numbers by value, words by their bytes, a number before a word.
int compare_parts(std::string_view a, std::string_view b) {
  if (is_number(a) != is_number(b)) {
    return is_number(a) ? -1 : 1;
  }
  if (is_number(a) && a.size() != b.size()) { // no leading zeros, so longer is larger
    return a.size() < b.size() ? -1 : 1;
  }
  return sign(a.compare(b));
}

int compare_lists(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    if (a.empty() || b.empty()) {
      return a.empty() ? -1 : 1;
    }
    if (const int order = compare_parts(take_part(a), take_part(b)); order != 0) {
      return order;
    }
  }
  return 0;
}

} // namespace

bool is_pack_id(std::string_view id) {
  const auto is_good = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; };
  return !id.empty() && id.size() <= 64 && id.front() >= 'a' && id.front() <= 'z' &&
         id.back() != '-' && id.find("--") == std::string_view::npos &&
         std::all_of(id.begin(), id.end(), is_good);
}

bool is_pack_version(std::string_view version) {
  const std::size_t dash = version.find('-');
  std::string_view numbers = version.substr(0, dash);
  for (int part = 0; part < 3; ++part) {
    const std::size_t dot = part < 2 ? numbers.find('.') : numbers.size();
    const std::string_view number = numbers.substr(0, dot);
    if (dot == std::string_view::npos || number.empty() || number.size() > 9 ||
        (number.size() > 1 && number.front() == '0') ||
        !std::all_of(number.begin(), number.end(), is_digit)) {
      return false;
    }
    numbers.remove_prefix(std::min(dot + 1, numbers.size()));
  }
  std::string_view rest = dash == std::string_view::npos ? "x" : version.substr(dash + 1);
  const auto is_good = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; };
  if (version.size() > 64 || rest.empty() || rest.back() == '.') {
    return false;
  }
  while (!rest.empty()) {
    const std::string_view part = take_part(rest);
    if (part.empty() || !std::all_of(part.begin(), part.end(), is_good) ||
        (is_number(part) && part.size() > 1 && part.front() == '0')) {
      return false;
    }
  }
  return true;
}

int compare_pack_versions(std::string_view a, std::string_view b) {
  const std::size_t dash_a = std::min(a.find('-'), a.size());
  const std::size_t dash_b = std::min(b.find('-'), b.size());
  if (const int order = compare_lists(a.substr(0, dash_a), b.substr(0, dash_b)); order != 0) {
    return order;
  }
  const std::string_view rest_a = a.substr(std::min(dash_a + 1, a.size()));
  const std::string_view rest_b = b.substr(std::min(dash_b + 1, b.size()));
  if (rest_a.empty() != rest_b.empty()) { // a prerelease comes before its release
    return rest_a.empty() ? 1 : -1;
  }
  return compare_lists(rest_a, rest_b);
}

} // namespace jixia
