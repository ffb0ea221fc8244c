#include "trust/utc_time.h"

#include <chrono>
#include <cstdio>

namespace jixia {

namespace chrono = std::chrono;

std::int64_t utc_now() {
  const auto now = chrono::system_clock::now().time_since_epoch();
  return chrono::duration_cast<chrono::seconds>(now).count();
}

std::string utc_text(std::int64_t unix_seconds) {
  const chrono::sys_seconds instant{chrono::seconds(unix_seconds)};
  const auto day = chrono::floor<chrono::days>(instant);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss<chrono::seconds> clock(instant - day);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

std::optional<std::int64_t> read_utc(std::string_view text) {
  constexpr std::string_view kPattern = "0000-00-00T00:00:00Z";
  if (text.size() != kPattern.size()) {
    return std::nullopt;
  }
  for (std::size_t k = 0; k < text.size(); ++k) {
    const bool is_digit = text[k] >= '0' && text[k] <= '9';
    if (kPattern[k] == '0' ? !is_digit : text[k] != kPattern[k]) {
      return std::nullopt;
    }
  }
  const auto number = [&](std::size_t at, std::size_t count) {
    return std::stoi(std::string(text.substr(at, count)));
  };
  const chrono::year_month_day date(chrono::year(number(0, 4)),
                                    chrono::month(static_cast<unsigned>(number(5, 2))),
                                    chrono::day(static_cast<unsigned>(number(8, 2))));
  if (!date.ok() || number(0, 4) < 1970 || number(11, 2) > 23 || number(14, 2) > 59 ||
      number(17, 2) > 59) {
    return std::nullopt;
  }
  const auto instant = chrono::sys_days(date).time_since_epoch() + chrono::hours(number(11, 2)) +
                       chrono::minutes(number(14, 2)) + chrono::seconds(number(17, 2));
  return chrono::duration_cast<chrono::seconds>(instant).count();
}

} // namespace jixia
