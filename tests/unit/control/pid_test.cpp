#include "control/pid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace jixia::control {
namespace {

// ISA form: a constant error e moves OP by Kc e at once and by Kc e again in every Ti.
TEST(Pid, RepeatsTheProportionalStepOnceEveryIntegralTime) {
  PidMemory memory;
  const PidTuning tuning{2.0, 10.0, 0.0};
  track_pid(tuning, memory, 0.3, 0.0, 0.5, 0.1);
  double op = 0.0;
  for (int k = 0; k < 100; ++k) { // 10 s = Ti
    op = apply_pid(tuning, memory, 0.05, 0.05, 0.45, 0.1, 0.0, 1.0);
  }
  EXPECT_NEAR(op, 0.3 + 2.0 * 0.05 * (1.0 + 1.0), 1e-12);
}

// The velocity form, written out as in textbooks: dOP = Kc (de + e dt / Ti), then limited.
TEST(Pid, EqualsTheVelocityFormAlsoAtItsLimits) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> jump(-0.6, 0.6);
  const PidTuning tuning{1.7, 4.0, 0.0};
  PidMemory memory;
  track_pid(tuning, memory, 0.5, 0.0, 0.0, 0.25);
  double velocity = 0.5, last = 0.0;
  for (int k = 0; k < 5000; ++k) {
    const double e = jump(random);
    velocity = std::clamp(velocity + 1.7 * (e - last + e * 0.25 / 4.0), 0.0, 1.0);
    last = e;
    ASSERT_NEAR(apply_pid(tuning, memory, e, e, -e, 0.25, 0.0, 1.0), velocity, 1e-12) << k;
  }
}

// On a ramp of slope r the filtered derivative settles at Td r; it has no effect on a constant.
TEST(Pid, DerivativeOfARampIsDerivativeTimeTimesSlope) {
  const PidTuning tuning{1.5, 0.0, 4.0};
  PidMemory memory;
  track_pid(tuning, memory, 0.5, 0.0, 0.0, 0.1);
  double op = 0.0;
  for (int k = 1; k <= 200; ++k) {
    op = apply_pid(tuning, memory, 0.0, 0.0, 0.01 * 0.1 * k, 0.1, 0.0, 1.0);
  }
  EXPECT_NEAR(op, 0.5 - 1.5 * 4.0 * 0.01, 1e-9);
}

} // namespace
} // namespace jixia::control
