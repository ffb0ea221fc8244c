#include "trust/utc_time.h"

#include <chrono>
#include <cstdio>

#include "base/utc_time.h"

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
  const bool has_milliseconds = text.find('.') != std::string_view::npos;
  const std::optional<std::int64_t> ms = has_milliseconds ? std::nullopt : read_utc_ms(text);
  return ms ? std::optional(*ms / 1000) : std::nullopt;
}

} // namespace jixia
