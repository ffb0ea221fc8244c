#pragma once

#include "base/sim_time.h"

namespace jixia {

/// Turns wall-clock time into steps: how many steps a window owes since its last frame.
class Pacing {
 public:
  static constexpr double kAsFastAsItCan = 1e9;

  explicit Pacing(SimTime step) : step_(seconds(step)) {}

  /// 0.1 to 100 times real time, or kAsFastAsItCan. Frozen: 0.
  void set_speed(double speed) { speed_ = speed; }
  double speed() const { return speed_; }

  /// Steps due for a frame that took `elapsed` [s] of wall time. A frame slower than a quarter of
  /// a second owes no more than that quarter, so that a stall does not snowball.
  /// At kAsFastAsItCan: as many as `fast_steps`, which the caller measures to fit its frame.
  int calc_steps(double elapsed, int fast_steps);

 private:
  double step_;
  double speed_ = 1.0;
  double owed_ = 0.0; ///< [s] of simulated time not yet stepped
};

} // namespace jixia
