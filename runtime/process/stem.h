#pragma once

#include <algorithm>
#include <cmath>

namespace jixia::process {

/// Moves a stem for `dt`: a first-order positioner of time constant `lag`, never faster than the
/// full stroke in `stroke_time`. Ends exactly on the target.
inline double move_stem(double position, double target, double lag, double stroke_time, double dt) {
  const double wish = lag > 0.0 ? (target - position) * (1.0 - std::exp(-dt / lag)) : target - position;
  const double reach = stroke_time > 0.0 ? dt / stroke_time : 1.0;
  const double moved = position + std::clamp(wish, -reach, reach);
  return std::fabs(moved - target) < 1e-6 ? target : moved;
}

} // namespace jixia::process
