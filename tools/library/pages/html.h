#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/text.h"

namespace jixia {

/// Markup as it stands in this program; a text that comes from anywhere else cannot become one.
class Markup {
 public:
  consteval Markup(const char* text) : text_(text) {}
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// A piece of HTML in one language that is safe to send: whatever people or packs have written goes
/// in through a place `{}` and is escaped there, in element content and in quoted attributes alike.
///
///     html.add("<a href=\"{}\">{}</a>", address, Text{"打开", "Open"});
class Html {
 public:
  explicit Html(Language language) : language_(language) {}

  /// Adds `markup` with each `{}` replaced by the next value: texts in the page's language,
  /// numbers, other pieces of HTML as they are.
  template <typename... Values>
  Html& add(Markup markup, const Values&... values) {
    fill_in(markup.text(), {form(values)...});
    return *this;
  }
  /// The same if `condition` holds.
  template <typename... Values>
  Html& add_if(bool condition, Markup markup, const Values&... values) {
    return condition ? add(markup, values...) : *this;
  }
  Html& add(const Html& piece) {
    text_ += piece.text_;
    return *this;
  }
  /// HTML that a trusted maker has made safe, e.g. a Markdown renderer.
  Html& add_safe(std::string_view html) {
    text_ += html;
    return *this;
  }

  const std::string& text() const { return text_; }
  Language language() const { return language_; }

 private:
  std::string form(const Text& text) const;
  std::string form(std::string_view text) const;
  std::string form(const std::string& text) const { return form(std::string_view(text)); }
  std::string form(const char* text) const { return form(std::string_view(text)); }
  std::string form(std::int64_t number) const { return std::to_string(number); }
  std::string form(std::size_t number) const { return std::to_string(number); }
  std::string form(int number) const { return std::to_string(number); }
  std::string form(const Html& piece) const { return piece.text_; }
  void fill_in(std::string_view markup, std::initializer_list<std::string> values);

  Language language_;
  std::string text_;
};

/// `text` with the five characters that mean something in HTML replaced.
std::string escape_html(std::string_view text);

/// `text` for one value of an address's query: everything but letters, digits and -._~ as %XX.
std::string escape_query(std::string_view text);

/// A number with what is counted: `one` with {0} replaced; English has `several` for other numbers.
Text count_text(std::int64_t number, const Text& one, const std::string& several);
/// A share as whole per cent, "87 %", which no line end parts; for both languages.
std::string percent_text(double share);
/// With one digit behind the point, e.g. a mean score; "−" as the sign.
std::string decimal_text(double value, int digits = 1);
/// Unix time [ms] as "2026-11-20" or "2026-11-20 14:31", in China's time (UTC+8, no summer time).
std::string day_text(std::int64_t unix_ms);
std::string minute_text(std::int64_t unix_ms);
/// Minutes and seconds, "24:50".
std::string duration_text(double seconds);
/// "204 kB", "1.5 MB".
std::string size_text(std::int64_t bytes);

} // namespace jixia
