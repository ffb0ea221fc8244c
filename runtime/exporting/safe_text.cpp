#include "exporting/safe_text.h"

#include <cmath>
#include <cstdint>
#include <cstdio>

namespace jixia {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

/// Length of the valid UTF-8 sequence at the front of `text`, 0 if there is none (RFC 3629: no
/// overlong forms, no surrogates, nothing beyond U+10FFFF).
std::size_t sequence_length(std::string_view text, std::uint32_t& code) {
  const auto byte = [&](std::size_t k) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[k]));
  };
  const std::uint32_t first = byte(0);
  const std::size_t length = first < 0x80       ? 1
                             : first >> 5 == 6  ? 2
                             : first >> 4 == 14 ? 3
                             : first >> 3 == 30 ? 4
                                                : 0;
  if (length == 0 || text.size() < length) {
    return 0;
  }
  code = length == 1 ? first : first & (0x7fu >> length);
  for (std::size_t k = 1; k < length; ++k) {
    if (byte(k) >> 6 != 2) {
      return 0;
    }
    code = code << 6 | (byte(k) & 0x3f);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
  return code < kLeast[length] || is_surrogate || code > 0x10ffff ? 0 : length;
}

bool is_left_out(std::uint32_t code) {
  return (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7f && code < 0xa0) ||
         (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

} // namespace

std::string clean_text(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    std::uint32_t code = 0;
    const std::size_t length = sequence_length(text, code);
    if (length == 0) {
      clean += kReplacement;
    } else if (!is_left_out(code)) {
      clean += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return clean;
}

std::string html_text(std::string_view text) {
  std::string html;
  for (const char letter : clean_text(text)) {
    switch (letter) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += letter;
    }
  }
  return html;
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (const char letter : text) {
    count += (static_cast<unsigned char>(letter) & 0xc0) != 0x80 ? 1 : 0;
  }
  return count;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::string clean = clean_text(text);
  if (character_count(clean) <= most) {
    return clean;
  }
  std::size_t end = 0, count = 0;
  for (; end < clean.size(); ++end) {
    count += (static_cast<unsigned char>(clean[end]) & 0xc0) != 0x80 ? 1 : 0;
    if (count == most) {
      break;
    }
  }
  return clean.substr(0, end) + (most > 0 ? "…" : "");
}

std::string fixed_text(double value, int decimals) {
  if (!std::isfinite(value)) {
    return "—";
  }
  char digits[400];
  std::snprintf(digits, sizeof digits, "%.*f", decimals, std::fabs(value));
  const bool is_zero = std::string_view(digits).find_first_not_of("0.") == std::string_view::npos;
  return (value < 0 && !is_zero ? "−" : "") + std::string(digits);
}

std::string points_text(double points) {
  std::string text = fixed_text(points, 1);
  if (text.ends_with(".0")) {
    text.resize(text.size() - 2);
  }
  return text;
}

} // namespace jixia
