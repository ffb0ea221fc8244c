#include "control/interlock.h"

#include <cmath>

#include "bench.h"
#include "control/motor_overload.h"
#include "control/trip.h"

namespace jixia::control {
namespace {

Bench make_trip(std::map<std::string, double> quantities, std::map<std::string, std::string> words,
                const std::string& type = "LevelTrip") {
  static const std::vector<ComponentSpec> specs = trip_specs();
  return Bench(find_spec(specs, type), {quantities, words, {}, 0.1, 1, "LSLL101"});
}

// I-101 of the pump unit: LIC101 < 10 % (3 s), reset > 20 %.
Bench level_trip(std::map<std::string, std::string> words = {}) {
  words.emplace("kind", "low");
  Bench bench = make_trip({{"limit", 0.10}, {"reset", 0.20}, {"delay", 3.0}}, words);
  bench.set("IN", 0.5);
  bench.step(10);
  return bench;
}

TEST(Trip, ComesAfterItsDelayAndClearsBeyondItsResetLimit) {
  Bench bench = level_trip();
  bench.set("IN", 0.09);
  bench.run(3.0);
  EXPECT_EQ(bench.get("ON"), 0.0);
  EXPECT_EQ(bench.get("CLEAR"), 0.0);
  bench.step();
  EXPECT_EQ(bench.get("ON"), 1.0);
  bench.set("IN", 0.15);
  bench.step();
  EXPECT_EQ(bench.get("ON"), 0.0);
  EXPECT_EQ(bench.get("CLEAR"), 0.0);
  bench.set("IN", 0.21);
  bench.step();
  EXPECT_EQ(bench.get("CLEAR"), 1.0);
}

TEST(Trip, ForgetsAnExcursionShorterThanItsDelay) {
  Bench bench = level_trip();
  for (int k = 0; k < 10; ++k) {
    bench.set("IN", 0.09);
    bench.run(2.9);
    bench.set("IN", 0.5);
    bench.step();
    EXPECT_EQ(bench.get("ON"), 0.0);
  }
}

TEST(Trip, TreatsABadValueAsItsAuthorSays) {
  for (const auto& [word, on, clear] : {std::tuple{"trip", 1.0, 0.0}, std::tuple{"hold", 0.0, 1.0},
                                        std::tuple{"ignore", 0.0, 1.0}}) {
    Bench bench = level_trip({{"on_bad", word}});
    bench.set("IN", std::nan(""));
    bench.run(4.0);
    EXPECT_EQ(bench.get("ON"), on) << word;
    EXPECT_EQ(bench.get("CLEAR"), clear) << word;
  }
}

// I-104: PI102 < 7.5 for 60 s while the pump has run > 60 s.
TEST(Trip, IsNotJudgedWhileNotEnabled) {
  Bench bench = level_trip();
  bench.set("ENABLE", 0.0);
  bench.set("IN", 0.0);
  bench.run(100.0);
  EXPECT_EQ(bench.get("ON"), 0.0);
  EXPECT_EQ(bench.get("CLEAR"), 1.0);
  bench.set("ENABLE", 1.0);
  bench.run(3.0);
  EXPECT_EQ(bench.get("ON"), 0.0);
  bench.step();
  EXPECT_EQ(bench.get("ON"), 1.0);
}

TEST(Trip, ReportsAResetLimitOnTheWrongSide) {
  EXPECT_FALSE(make_trip({{"limit", 0.1}, {"reset", 0.05}}, {{"kind", "low"}}).is_made());
  EXPECT_FALSE(make_trip({{"limit", 0.9}, {"reset", 0.95}}, {{"kind", "high"}}).is_made());
  EXPECT_TRUE(make_trip({{"limit", 0.9}, {"reset", 0.9}}, {{"kind", "high"}}).is_made());
}

Bench make_interlock(std::map<std::string, std::string> words = {}) {
  Bench bench(interlock_spec(), {{}, std::move(words), {}, 0.1, 1, "I-101"});
  bench.step(10);
  return bench;
}

TEST(Interlock, LatchesAndTellsWhichCauseCameFirst) {
  Bench bench = make_interlock();
  bench.set("CAUSE3", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("TRIP"), 1.0);
  EXPECT_EQ(bench.get("TRIP_OK"), 0.0);
  bench.set("CAUSE1", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("FIRST_OUT"), 3.0);
  bench.set("CAUSE1", 0.0);
  bench.set("CAUSE3", 0.0);
  bench.run(60.0);
  EXPECT_EQ(bench.get("TRIP"), 1.0);
  EXPECT_EQ(bench.operate("RESET", 1.0), "");
  EXPECT_EQ(bench.get("TRIP"), 0.0);
  EXPECT_EQ(bench.get("FIRST_OUT"), 0.0);
}

TEST(Interlock, OfTwoCausesInOneScanTheLowerNumberIsFirst) {
  Bench bench = make_interlock();
  bench.set("CAUSE4", 1.0);
  bench.set("CAUSE2", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("FIRST_OUT"), 2.0);
}

TEST(Interlock, RefusesAResetWhileTheCauseStandsOrTheConditionIsNotMet) {
  Bench bench = make_interlock();
  EXPECT_EQ(bench.operate("RESET", 1.0), "I-101 未动作，不用复位");
  bench.set("CAUSE1", 1.0);
  bench.set("CLEAR1", 0.0);
  bench.step();
  EXPECT_EQ(bench.operate("RESET", 1.0), "I-101 的原因 1 仍在，不能复位；先消除原因");
  bench.set("CAUSE1", 0.0);
  bench.step();
  EXPECT_EQ(bench.operate("RESET", 1.0), "I-101 的复位条件 1 未满足，不能复位；等它恢复");
  EXPECT_EQ(bench.get("TRIP"), 1.0);
  bench.set("CLEAR1", 1.0);
  EXPECT_EQ(bench.operate("RESET", 1.0), "");
}

TEST(Interlock, ResetsByItselfWhenToldSo) {
  Bench bench = make_interlock({{"reset", "automatic"}});
  bench.set("CAUSE1", 1.0);
  bench.set("CLEAR1", 0.0);
  bench.step();
  bench.set("CAUSE1", 0.0);
  bench.step();
  EXPECT_EQ(bench.get("TRIP"), 1.0);
  bench.set("CLEAR1", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("TRIP"), 0.0);
}

TEST(Interlock, BypassNeedsTheKeyAndRunsOutAfterHalfAnHour) {
  Bench bench = make_interlock();
  EXPECT_EQ(bench.operate("BYPASS", 1.0), "I-101 没有主管钥匙，不能旁路；先投钥匙");
  EXPECT_EQ(bench.get("BYPASSED"), 0.0);
  bench.set("KEY", 1.0);
  EXPECT_EQ(bench.operate("BYPASS", 1.0), "");
  EXPECT_EQ(bench.get("BYPASSED"), 1.0);
  bench.set("CAUSE1", 1.0);
  bench.run(1799.9);
  EXPECT_EQ(bench.get("TRIP"), 0.0);
  EXPECT_NEAR(bench.get("BYPASS_LEFT"), 0.1, 1e-9);
  bench.step();
  EXPECT_EQ(bench.get("BYPASSED"), 0.0);
  EXPECT_EQ(bench.get("TRIP"), 1.0); // the cause still stands
}

TEST(Interlock, ABypassedTripMayBeResetAndWithdrawingTheBypassTripsAgain) {
  Bench bench = make_interlock();
  bench.set("CAUSE2", 1.0);
  bench.step();
  bench.set("KEY", 1.0);
  EXPECT_EQ(bench.operate("BYPASS", 1.0), "");
  bench.step();
  EXPECT_EQ(bench.get("TRIP"), 1.0); // a bypass does not start anything by itself
  EXPECT_EQ(bench.operate("RESET", 1.0), "");
  bench.step();
  EXPECT_EQ(bench.get("TRIP"), 0.0);
  EXPECT_EQ(bench.operate("BYPASS", 0.0), "");
  bench.step();
  EXPECT_EQ(bench.get("TRIP"), 1.0);
  EXPECT_EQ(bench.get("FIRST_OUT"), 2.0);
}

TEST(Interlock, ContinuesIdenticallyFromASnapshot) {
  Bench bench = make_interlock();
  bench.set("KEY", 1.0);
  bench.operate("BYPASS", 1.0);
  bench.run(100.0);
  bench.save();
  const auto play = [&] {
    bench.set("CAUSE3", 1.0);
    bench.run(1750.0);
    bench.set("CAUSE3", 0.0);
    bench.step();
  };
  play();
  const std::vector<double> first = bench.values();
  bench.restore();
  play();
  EXPECT_EQ(bench.values(), first);
  EXPECT_EQ(bench.get("FIRST_OUT"), 3.0);
}

// Cold start at x = (I / k In)^2: t = tau ln(x / (x - 1)). Trip class 10 asks 10 s at 7.2 In.
TEST(MotorOverload, TripsAfterTheTimeOfTheThermalModel) {
  for (const double load : {1.3, 2.0, 7.2}) {
    Bench bench(motor_overload_spec(), {{{"rated_current", 29.4}}, {}, {}, 0.1, 1, "49A"});
    bench.set("IN", load * 29.4);
    int steps = 0;
    while (bench.get("ON") == 0.0 && steps < 100000) {
      bench.step();
      ++steps;
    }
    const double x = std::pow(load / 1.15, 2);
    EXPECT_NEAR(0.1 * steps, 390.0 * std::log(x / (x - 1.0)), 0.1) << load;
  }
}

TEST(MotorOverload, CarriesItsRatedCurrentForEver) {
  Bench bench(motor_overload_spec(), {{{"rated_current", 29.4}}, {}, {}, 0.1, 1, "49A"});
  bench.set("IN", 1.14 * 29.4);
  bench.run(7200.0);
  EXPECT_EQ(bench.get("ON"), 0.0);
  EXPECT_NEAR(bench.get("HEAT"), std::pow(1.14 / 1.15, 2), 1e-6);
}

TEST(MotorOverload, CanBeResetAfterAMinuteAtTheEarliest) {
  Bench bench(motor_overload_spec(), {{{"rated_current", 10.0}}, {}, {}, 0.1, 1, "49A"});
  bench.set("IN", 100.0);
  while (bench.get("ON") == 0.0) {
    bench.step();
  }
  bench.set("IN", 0.0);
  bench.run(59.9);
  EXPECT_EQ(bench.get("CLEAR"), 0.0);
  bench.step();
  EXPECT_EQ(bench.get("CLEAR"), 1.0);
}

} // namespace
} // namespace jixia::control
