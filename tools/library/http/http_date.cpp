#include "http/http_date.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace jixia {

// Not strftime(): its names of days and months would follow the locale.
std::string http_date_text(std::int64_t unix_s) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t time = unix_s;
  std::tm at{};
  gmtime_r(&time, &at);
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<std::size_t>(at.tm_wday)], at.tm_mday,
                kMonths[static_cast<std::size_t>(at.tm_mon)], at.tm_year + 1900, at.tm_hour,
                at.tm_min, at.tm_sec);
  return text;
}

} // namespace jixia
