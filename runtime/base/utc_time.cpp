#include "base/utc_time.h"

#include <chrono>

namespace jixia {
namespace {

constexpr std::string_view kLong = "0000-00-00T00:00:00.000Z";
constexpr std::string_view kShort = "0000-00-00T00:00:00Z";

// A digit where the pattern has one, else the same character.
bool fits(std::string_view text, std::string_view pattern) {
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (pattern[k] == '0' ? text[k] < '0' || text[k] > '9' : text[k] != pattern[k]) {
      return false;
    }
  }
  return text.size() == pattern.size();
}

// @pre digits
int number(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (const char digit : text.substr(at, count)) {
    value = value * 10 + (digit - '0');
  }
  return value;
}

} // namespace

std::optional<std::int64_t> read_utc_ms(std::string_view text) {
  namespace chrono = std::chrono;
  const bool is_short = text.size() == kShort.size();
  if (text.size() > kLong.size() || !fits(text, is_short ? kShort : kLong)) {
    return std::nullopt;
  }
  const int year = number(text, 0, 4), hour = number(text, 11, 2), minute = number(text, 14, 2),
            second = number(text, 17, 2);
  const chrono::year_month_day date(chrono::year(year),
                                    chrono::month(static_cast<unsigned>(number(text, 5, 2))),
                                    chrono::day(static_cast<unsigned>(number(text, 8, 2))));
  if (!date.ok() || year < 1970 || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  const chrono::milliseconds instant =
      chrono::sys_days(date).time_since_epoch() + chrono::hours(hour) + chrono::minutes(minute) +
      chrono::seconds(second) + chrono::milliseconds(is_short ? 0 : number(text, 20, 3));
  return instant.count();
}

} // namespace jixia
