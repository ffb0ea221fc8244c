#include "control/split_range.h"

#include "bench.h"

namespace jixia::control {
namespace {

// The table of PIC101: OP 0-48 % moves the vent from 100 to 0 %, 52-100 % the supply from 0 to 100
// %.
TEST(SplitRange, FollowsTheTableOfABlanketedVessel) {
  Bench bench(split_range_spec(), {});
  const auto expect = [&](double op, double a, double b) {
    bench.set("IN", op);
    bench.step();
    EXPECT_NEAR(bench.get("A"), a, 1e-12) << op;
    EXPECT_NEAR(bench.get("B"), b, 1e-12) << op;
  };
  expect(0.0, 0.0, 1.0);
  expect(0.24, 0.0, 0.5);
  expect(0.48, 0.0, 0.0);
  expect(0.50, 0.0, 0.0);
  expect(0.52, 0.0, 0.0);
  expect(0.76, 0.5, 0.0);
  expect(1.0, 1.0, 0.0);
  expect(7.0, 1.0, 0.0);
  expect(-7.0, 0.0, 1.0);
}

TEST(SplitRange, NeverOpensBothValves) {
  for (int k = 0; k <= 1000; ++k) {
    const double op = k / 1000.0;
    EXPECT_EQ(calc_split(op, 0.52, 1.0, 0.0, 1.0) * calc_split(op, 0.0, 0.48, 1.0, 0.0), 0.0);
  }
}

TEST(SplitRange, HoldsWhenItsInputIsNotANumber) {
  Bench bench(split_range_spec(), {});
  bench.set("IN", 0.76);
  bench.step();
  bench.set("IN", std::numeric_limits<double>::quiet_NaN());
  bench.step();
  EXPECT_NEAR(bench.get("A"), 0.5, 1e-12);
}

TEST(SplitRange, ReportsASegmentUpsideDown) {
  Bench bench(split_range_spec(), {{{"a_from", 0.9}, {"a_to", 0.1}}, {}, {}});
  EXPECT_FALSE(bench.is_made());
  EXPECT_TRUE(bench.problems.has_errors());
}

} // namespace
} // namespace jixia::control
