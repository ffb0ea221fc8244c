#include "control/transmitter.h"

#include <cmath>
#include <limits>

#include "bench.h"
#include "control/lag.h"

namespace jixia::control {
namespace {

Bench make(Written written, const std::string& type = "LevelTransmitter") {
  written.quantities.emplace("range_low", 0.0);
  written.quantities.emplace("range_high", 1.0);
  static const std::vector<ComponentSpec> specs = transmitter_specs();
  return Bench(find_spec(specs, type), written);
}

TEST(Transmitter, ShowsTheTruthWhenNothingIsWrongWithIt) {
  Bench bench = make({});
  bench.set("input", 0.37);
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("PV"), 0.37);
  EXPECT_EQ(bench.get("BAD"), 0.0);
}

// Step response of a first-order lag: 1 - exp(-t / tau), 63.2 % at t = tau.
TEST(Transmitter, LagsAsAFirstOrderSystem) {
  Bench bench = make({{{"lag", 2.0}}, {}, {}, 0.1, 1, "X1"});
  bench.step();
  bench.set("input", 1.0);
  bench.run(2.0);
  EXPECT_NEAR(bench.get("PV"), 1.0 - std::exp(-1.0), 1e-12);
  bench.run(3.0);
  EXPECT_NEAR(bench.get("PV"), 1.0 - std::exp(-2.5), 1e-12);
}

TEST(Transmitter, LagOfAnotherStepLengthAgrees) {
  Bench fine = make({{{"lag", 2.0}}, {}, {}, 0.005, 1, "X1"});
  fine.step();
  fine.set("input", 1.0);
  fine.run(2.0);
  EXPECT_NEAR(fine.get("PV"), 1.0 - std::exp(-1.0), 1e-9);
}

TEST(Transmitter, StartsAtTheTruthAndNotAtZero) {
  Bench bench = make({{{"lag", 20.0}, {"dead_time", 15.0}}, {}, {}, 0.1, 1, "X1"});
  bench.set("input", 0.21);
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("PV"), 0.21);
}

TEST(Transmitter, ShowsAChangeAfterItsDeadTimeAndNotBefore) {
  Bench bench = make({{{"dead_time", 15.0}}, {}, {}, 0.1, 1, "X1"});
  bench.set("input", 0.2);
  bench.step();
  bench.set("input", 0.6);
  bench.run(15.0);
  EXPECT_DOUBLE_EQ(bench.get("PV"), 0.2);
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("PV"), 0.6);
}

// NAMUR NE 43: 3.8 and 20.5 mA are -1.25 and 103.125 % of the span.
TEST(Transmitter, SaturatesJustOutsideItsRange) {
  Bench bench = make({});
  bench.set("input", 7.0);
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("PV"), 1.03125);
  bench.set("input", -7.0);
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("PV"), -0.0125);
  EXPECT_EQ(bench.get("BAD"), 0.0);
}

TEST(Transmitter, FailsLowAndHighWithABadValue) {
  Bench bench = make({});
  bench.set("input", 0.5);
  bench.set("FAIL", 1.0);
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("PV"), -0.025);
  EXPECT_EQ(bench.get("BAD"), 1.0);
  bench.set("FAIL", 2.0);
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("PV"), 1.0625);
  bench.set("FAIL", 0.0);
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("PV"), 0.5);
  EXPECT_EQ(bench.get("BAD"), 0.0);
}

TEST(Transmitter, FreezesDriftsAndCarriesABias) {
  Bench bench = make({});
  bench.set("input", 0.5);
  bench.step();
  bench.set("FREEZE", 1.0);
  bench.set("input", 0.9);
  bench.run(5.0);
  EXPECT_DOUBLE_EQ(bench.get("PV"), 0.5);
  bench.set("FREEZE", 0.0);
  bench.set("input", 0.5);
  bench.set("BIAS", 0.05);
  bench.set("DRIFT", 0.001);
  bench.run(60.0);
  EXPECT_NEAR(bench.get("PV"), 0.5 + 0.05 + 0.06, 1e-12);
  bench.set("DRIFT", 0.0);
  bench.set("BIAS", 0.0);
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("PV"), 0.5);
}

TEST(Transmitter, HoldsItsValueAndSaysBadWhenTheTruthIsNotANumber) {
  Bench bench = make({});
  bench.set("input", 0.4);
  bench.step();
  bench.set("input", std::numeric_limits<double>::quiet_NaN());
  bench.run(1.0);
  EXPECT_DOUBLE_EQ(bench.get("PV"), 0.4);
  EXPECT_EQ(bench.get("BAD"), 1.0);
  bench.set("input", std::numeric_limits<double>::infinity());
  bench.step();
  EXPECT_EQ(bench.get("BAD"), 1.0);
}

// FIC101 of the pump unit: 0 to 30 000 kg/h, cut-off 3 %.
TEST(Transmitter, CutsOffALowFlow) {
  const double high = 30000.0 / 3600.0;
  Bench bench =
      make({{{"range_high", high}, {"low_cut", 0.03}}, {}, {}, 0.1, 1, "FT101"}, "FlowTransmitter");
  bench.set("input", 0.0299 * high);
  bench.step();
  EXPECT_EQ(bench.get("PV"), 0.0);
  bench.set("input", -0.5 * high);
  bench.step();
  EXPECT_EQ(bench.get("PV"), 0.0);
  bench.set("input", 0.031 * high);
  bench.step();
  EXPECT_NEAR(bench.get("PV"), 0.031 * high, 1e-12);
}

// 20 000 samples: the mean is known within 4 sigma / sqrt(n), sigma within a few percent.
TEST(Transmitter, NoiseHasTheSigmaAskedForAndRisesWithTheDisturbance) {
  Bench bench = make({{{"noise", 0.002}, {"noise_disturbed", 0.008}}, {}, {}, 0.1, 7, "LT101"});
  bench.set("input", 0.5);
  const auto sigma = [&] {
    double sum = 0.0, squares = 0.0;
    constexpr int kSamples = 20000;
    for (int k = 0; k < kSamples; ++k) {
      bench.step();
      const double off = bench.get("PV") - 0.5;
      sum += off;
      squares += off * off;
    }
    EXPECT_NEAR(sum / kSamples, 0.0, 4.0 * 0.008 / std::sqrt(kSamples));
    return std::sqrt(squares / kSamples);
  };
  EXPECT_NEAR(sigma(), 0.002, 0.00005);
  bench.set("DISTURBANCE", 1.0);
  EXPECT_NEAR(sigma(), 0.008, 0.0002);
}

TEST(Transmitter, FixedErrorStaysInsideItsAccuracyAndDependsOnSeedAndTag) {
  const auto error = [](std::uint64_t seed, const std::string& tag) {
    Bench bench = make({{{"accuracy", 0.005}}, {}, {}, 0.1, seed, tag});
    bench.set("input", 1.0);
    bench.step();
    return bench.get("PV") - 1.0;
  };
  for (std::uint64_t seed = 1; seed < 50; ++seed) {
    EXPECT_LE(std::abs(error(seed, "FT101")), 0.005 + 1e-12);
  }
  EXPECT_NE(error(1, "FT101"), error(2, "FT101"));
  EXPECT_NE(error(1, "FT101"), error(1, "FT102"));
  EXPECT_EQ(error(1, "FT101"), error(1, "FT101"));
}

TEST(Transmitter, ContinuesIdenticallyFromASnapshot) {
  Bench bench = make({{{"noise", 0.01}, {"lag", 3.0}, {"dead_time", 2.0}}, {}, {}, 0.1, 3, "X1"});
  bench.set("DRIFT", 0.001);
  bench.set("input", 0.3);
  bench.run(4.0);
  bench.save();
  bench.set("input", 0.8);
  bench.run(7.0);
  const std::vector<double> first = bench.values();
  bench.restore();
  bench.set("input", 0.8);
  bench.run(7.0);
  EXPECT_EQ(bench.values(), first);
}

TEST(Transmitter, RefusesARangeUpsideDown) {
  Bench bench = make({{{"range_low", 2.0}, {"range_high", 1.0}}, {}, {}, 0.1, 1, "X1"});
  EXPECT_FALSE(bench.is_made());
  EXPECT_TRUE(bench.problems.has_errors());
}

TEST(LagBlock, FollowsTheClosedFormFromItsFirstInput) {
  static const std::vector<ComponentSpec> specs = lag_specs();
  Bench bench(find_spec(specs, "PressureLag"), {{{"tau", 10.0}}, {}, {}, 0.1, 1, "X1"});
  bench.set("IN", 1e5);
  bench.step(2);
  EXPECT_DOUBLE_EQ(bench.get("OUT"), 1e5);
  bench.set("IN", 3e5);
  bench.run(10.0);
  EXPECT_NEAR(bench.get("OUT"), 3e5 - 2e5 * std::exp(-1.0), 1e-6);
}

TEST(LagBlock, WithoutTimeConstantPassesThrough) {
  EXPECT_EQ(calc_lag_share(0.1, 0.0), 1.0);
}

} // namespace
} // namespace jixia::control
