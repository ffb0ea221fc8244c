#include "records/xapi_values.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <vector>

namespace jixia {
namespace {

bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alnum(char c) {
  return is_alpha(c) || is_digit(c);
}

bool all(std::string_view text, bool (*is)(char)) {
  return std::all_of(text.begin(), text.end(), is);
}

/// Takes a text apart from the front.
class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}
  bool take(char wanted) {
    const bool is_there = !rest_.empty() && rest_.front() == wanted;
    rest_.remove_prefix(is_there ? 1 : 0);
    return is_there;
  }
  std::string_view take_digits() {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_digit);
    const std::string_view digits = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(digits.size());
    return digits;
  }
  /// A number of exactly so many digits; -1 if they are not there.
  int take_number(std::size_t digits) {
    if (rest_.size() < digits || !all(rest_.substr(0, digits), is_digit)) {
      return -1;
    }
    int value = 0;
    for (const char digit : rest_.substr(0, digits)) {
      value = value * 10 + (digit - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }
  bool is_at_end() const { return rest_.empty(); }
  char front() const { return rest_.empty() ? '\0' : rest_.front(); }

 private:
  std::string_view rest_;
};

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

// Days since 1970-01-01 of a date of the Gregorian calendar.
std::int64_t days_of(int year, int month, int day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t of_era = y - era * 400;
  const std::int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

struct CivilTime {
  int year, month, day, hour, minute, second;
};

CivilTime civil_time(std::int64_t unix_s) {
  const std::int64_t days = unix_s >= 0 ? unix_s / 86'400 : (unix_s - 86'399) / 86'400;
  const auto rest = static_cast<int>(unix_s - days * 86'400);
  const std::int64_t z = days + 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const std::int64_t of_era = z - era * 146'097;
  const std::int64_t year_of_era =
      (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * of_year + 2) / 153;
  const auto month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)),
          month,
          static_cast<int>(of_year - (153 * shifted + 2) / 5 + 1),
          rest / 3600,
          rest / 60 % 60,
          rest % 60};
}

bool is_date(int year, int month, int day) {
  constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 0 || month < 1 || month > 12 || day < 1) {
    return false;
  }
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap ? 1 : 0);
}

// Seconds east of Greenwich; nullopt if what is left is no offset.
std::optional<int> read_offset(Reader& in) {
  if (in.is_at_end() || in.take('Z') || in.take('z')) {
    return in.is_at_end() ? std::optional(0) : std::nullopt;
  }
  const bool is_west = in.take('-');
  if (!is_west && !in.take('+')) {
    return std::nullopt;
  }
  const int hours = in.take_number(2);
  const bool has_colon = in.take(':');
  const int minutes = in.is_at_end() && !has_colon ? 0 : in.take_number(2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || !in.is_at_end() ||
      (is_west && hours == 0 && minutes == 0)) {
    return std::nullopt;
  }
  const int seconds = hours * 3600 + minutes * 60;
  return is_west ? -seconds : seconds;
}

// The designators of one half of a duration, in their order, each at most once.
bool take_duration_parts(Reader& in, std::string_view designators, bool& has_any,
                         bool& has_fraction) {
  std::size_t next = 0;
  while (is_digit(in.front())) {
    in.take_digits();
    const bool is_fraction = in.take('.') || in.take(',');
    if (has_fraction || (is_fraction && in.take_digits().empty())) {
      return false; // only the last number may have a fraction
    }
    has_fraction = is_fraction;
    const std::size_t at = designators.find(in.front(), next);
    if (in.is_at_end() || at == std::string_view::npos) {
      return false;
    }
    in.take(designators[at]);
    next = at + 1;
    has_any = true;
  }
  return true;
}

bool is_grandfathered(std::string_view tag) {
  constexpr std::array<std::string_view, 26> kTags{
      "en-gb-oed", "i-ami",     "i-bnn",     "i-default",  "i-enochian",  "i-hak",  "i-klingon",
      "i-lux",     "i-mingo",   "i-navajo",  "i-pwn",      "i-tao",       "i-tay",  "i-tsu",
      "sgn-be-fr", "sgn-be-nl", "sgn-ch-de", "art-lojban", "cel-gaulish", "no-bok", "no-nyn",
      "zh-guoyu",  "zh-hakka",  "zh-min",    "zh-min-nan", "zh-xiang"};
  std::string lower(tag);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(kTags.begin(), kTags.end(), lower) != kTags.end();
}

/// Walks over the subtags of a language tag.
class Subtags {
 public:
  explicit Subtags(std::string_view tag) : parts_(split(tag, '-')) {}
  bool are_well_formed() const {
    return std::all_of(parts_.begin(), parts_.end(), [](std::string_view part) {
      return !part.empty() && part.size() <= 8 && all(part, is_alnum);
    });
  }
  bool take(std::size_t least, std::size_t most, bool (*is)(char)) {
    const bool fits = at_ < parts_.size() && parts_[at_].size() >= least &&
                      parts_[at_].size() <= most && all(parts_[at_], is);
    at_ += fits ? 1 : 0;
    return fits;
  }
  bool take_variant() {
    return take(5, 8, is_alnum) ||
           (at_ < parts_.size() && is_digit(parts_[at_].front()) && take(4, 4, is_alnum));
  }
  bool take_extension() {
    const bool is_private = at_ < parts_.size() && (parts_[at_] == "x" || parts_[at_] == "X");
    if (!take(1, 1, is_alnum)) {
      return false;
    }
    std::size_t count = 0;
    while (take(is_private ? 1 : 2, 8, is_alnum)) {
      ++count;
    }
    return count > 0;
  }
  bool is_at_end() const { return at_ == parts_.size(); }

 private:
  std::vector<std::string_view> parts_;
  std::size_t at_ = 0;
};

} // namespace

bool is_iri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 >= text.size() ||
      !is_alpha(text.front())) {
    return false;
  }
  const bool has_scheme =
      std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                  [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; });
  return has_scheme && std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f ||
                  std::string_view("<>\"{}|\\^`").find(c) != std::string_view::npos;
         });
}

bool is_mailto(std::string_view text) {
  if (!text.starts_with("mailto:")) {
    return false;
  }
  text.remove_prefix(7);
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && at == text.rfind('@') &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
}

bool is_hexadecimal(std::string_view text, std::size_t length) {
  return text.size() == length &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

bool is_language_tag(std::string_view text) {
  Subtags tags(text);
  if (!tags.are_well_formed()) {
    return false;
  }
  if (is_grandfathered(text)) {
    return true;
  }
  if (text.starts_with("x-") || text.starts_with("X-")) {
    return tags.take_extension() && tags.is_at_end();
  }
  if (tags.take(2, 3, is_alpha)) {
    for (int k = 0; k < 3 && tags.take(3, 3, is_alpha); ++k) { // extended language
    }
  } else if (!tags.take(4, 8, is_alpha)) {
    return false;
  }
  tags.take(4, 4, is_alpha); // script
  if (!tags.take(2, 2, is_alpha)) {
    tags.take(3, 3, is_digit); // region
  }
  while (tags.take_variant()) {
  }
  while (tags.take_extension()) {
  }
  return tags.is_at_end();
}

bool is_duration(std::string_view text) {
  Reader in(text);
  bool has_any = false, has_fraction = false;
  if (!in.take('P')) {
    return false;
  }
  if (text.ends_with('W')) {
    return take_duration_parts(in, "W", has_any, has_fraction) && has_any && in.is_at_end();
  }
  if (!take_duration_parts(in, "YMD", has_any, has_fraction)) {
    return false;
  }
  if (in.take('T')) {
    bool has_time = false;
    if (has_fraction || !take_duration_parts(in, "HMS", has_time, has_fraction) || !has_time) {
      return false;
    }
    has_any = true;
  }
  return has_any && in.is_at_end();
}

bool is_media_type(std::string_view text) {
  const std::string_view type = text.substr(0, text.find(';'));
  const std::size_t slash = type.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < type.size() &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

std::int64_t Timestamp::unix_ms() const {
  std::string digits = fraction.substr(0, 3);
  digits.resize(3, '0');
  return unix_s * 1000 + (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
}

std::string Timestamp::utc_text() const {
  const CivilTime at = civil_time(unix_s);
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.", at.year, at.month, at.day,
                at.hour, at.minute, at.second);
  std::string digits = fraction;
  digits.resize(std::max<std::size_t>(3, digits.size()), '0');
  return text + digits + "Z";
}

std::optional<Timestamp> read_timestamp(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  Reader in(text.substr(0, kLongest));
  const int year = in.take_number(4);
  const bool has_month = in.take('-');
  const int month = in.take_number(2);
  const bool has_day = in.take('-');
  const int day = in.take_number(2);
  if (text.size() > kLongest || !has_month || !has_day || !is_date(year, month, day) ||
      (!in.take('T') && !in.take('t'))) {
    return std::nullopt;
  }
  const int hour = in.take_number(2);
  const bool has_minute = in.take(':');
  const int minute = in.take_number(2);
  const int second = in.take(':') ? in.take_number(2) : 0;
  Timestamp read;
  if (in.take('.') || in.take(',')) {
    read.fraction = in.take_digits();
    if (read.fraction.empty()) {
      return std::nullopt;
    }
  }
  const std::optional<int> offset = read_offset(in);
  if (hour < 0 || hour > 23 || !has_minute || minute < 0 || minute > 59 || second < 0 ||
      second > 60 || !offset) {
    return std::nullopt;
  }
  read.unix_s = days_of(year, month, day) * 86'400 + hour * 3600 + minute * 60 + second - *offset;
  return read;
}

} // namespace jixia
