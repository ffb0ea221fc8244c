#include "pages/html.h"

#include <cmath>
#include <cstdio>

#include "recording/identity.h"

namespace jixia {

std::string Html::form(const Text& text) const {
  return escape_html(text.in(language_));
}

std::string Html::form(std::string_view text) const {
  return escape_html(text);
}

void Html::fill_in(std::string_view markup, std::initializer_list<std::string> values) {
  const std::string* value = values.begin();
  for (std::size_t place; (place = markup.find("{}")) != std::string_view::npos;) {
    text_ += markup.substr(0, place);
    text_ += value != values.end() ? *value++ : "";
    markup.remove_prefix(place + 2);
  }
  text_ += markup;
}

std::string escape_html(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += letter;
    }
  }
  return safe;
}

std::string escape_query(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "-._~";
  std::string safe;
  for (const char letter : text) {
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') || kPlain.find(letter) != kPlain.npos;
    if (is_plain) {
      safe += letter;
    } else {
      const auto byte = static_cast<unsigned char>(letter);
      safe += '%';
      safe += kDigits[byte >> 4];
      safe += kDigits[byte & 15];
    }
  }
  return safe;
}

Text count_text(std::int64_t number, const Text& one, const std::string& several) {
  return fill(number == 1 ? one : Text{one.zh, several}, {std::to_string(number)});
}

std::string percent_text(double share) {
  return decimal_text(100.0 * share, 0) + "\u00a0%";
}

std::string decimal_text(double value, int digits) {
  if (!std::isfinite(value)) {
    return "—";
  }
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, std::fabs(value));
  const bool is_zero = std::string_view(text).find_first_not_of("0.") == std::string_view::npos;
  return (value < 0 && !is_zero ? "−" : "") + std::string(text);
}

std::string minute_text(std::int64_t unix_ms) {
  constexpr std::int64_t kChina = 8 * 3600 * 1000;
  std::string text = rfc3339_text(unix_ms + kChina).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string day_text(std::int64_t unix_ms) {
  return minute_text(unix_ms).substr(0, 10);
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<long long>(std::llround(std::max(0.0, seconds)));
  char text[32];
  std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
  return text;
}

std::string size_text(std::int64_t bytes) {
  return bytes < 1'000'000 ? std::to_string((bytes + 999) / 1000) + " kB"
                           : decimal_text(static_cast<double>(bytes) / 1e6) + " MB";
}

} // namespace jixia
