#include "base/sim_time.h"

#include <cmath>
#include <cstdio>

namespace jixia {

SimTime sim_time(double value) { return SimTime(std::llround(value * 1e9)); }

std::string clock_text(SimTime time) {
  const long long whole = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%02lld:%02lld:%02lld", whole / 3600, whole / 60 % 60,
                whole % 60);
  return buffer;
}

} // namespace jixia
