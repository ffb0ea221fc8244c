#include "session/pacing.h"

#include <algorithm>
#include <cmath>

namespace jixia {

int Pacing::calc_steps(double elapsed, int fast_steps) {
  constexpr double kLongestFrame = 0.25; // [s]
  if (speed_ >= kAsFastAsItCan) {
    owed_ = 0.0;
    return fast_steps;
  }
  owed_ += std::clamp(elapsed, 0.0, kLongestFrame) * speed_;
  const int steps = static_cast<int>(std::floor(owed_ / step_ + 1e-9));
  owed_ -= steps * step_;
  return steps;
}

} // namespace jixia
