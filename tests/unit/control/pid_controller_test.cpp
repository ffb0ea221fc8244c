#include "control/pid_controller.h"

#include <cmath>
#include <limits>
#include <random>

#include "bench.h"

namespace jixia::control {
namespace {

const ComponentSpec& spec_of(const std::string& type) {
  static const std::vector<ComponentSpec> specs = pid_controller_specs();
  return find_spec(specs, type);
}

Written level(std::map<std::string, double> quantities,
              std::map<std::string, std::string> words = {}, std::set<std::string> connected = {}) {
  quantities.emplace("range_low", 0.0);
  quantities.emplace("range_high", 1.0);
  quantities.emplace("initial_sp", 0.5);
  quantities.emplace("gain", 2.0);
  return {std::move(quantities), std::move(words), std::move(connected), 0.1, 1, "LIC101"};
}

Bench make(const Written& written) {
  return Bench(spec_of("LevelController"), written);
}

constexpr double kMan = 0.0, kAuto = 1.0, kCas = 2.0;

TEST(PidController, ActsInReverseOrDirectly) {
  for (const auto& [action, sign] : {std::pair{"reverse", 1.0}, std::pair{"direct", -1.0}}) {
    Bench bench =
        make(level({{"initial_op", 0.5}}, {{"action", action}, {"initial_mode", "AUTO"}}));
    bench.set("input", 0.5);
    bench.step(10);
    bench.set("input", 0.4); // below the set point
    bench.step();
    EXPECT_NEAR(bench.get("OP"), 0.5 + sign * 2.0 * 0.1, 1e-12) << action;
  }
}

// Gain in % OP per % PV: 0..10 atm(g) range, 1 atm of error is 10 %, so OP moves 77.6 % at Kc 7.76.
TEST(PidController, GainIsInPercentPerPercentOfTheRange) {
  const double atm = 101325.0;
  Written written = level(
      {{"range_low", atm}, {"range_high", 11.0 * atm}, {"initial_sp", 6.0 * atm}, {"gain", 7.76}},
      {{"initial_mode", "AUTO"}});
  Bench bench(spec_of("PressureController"), written);
  bench.set("input", 6.0 * atm);
  bench.step(10);
  EXPECT_NEAR(bench.get("OP"), 0.0, 1e-12);
  bench.set("input", 5.0 * atm);
  bench.step();
  EXPECT_NEAR(bench.get("OP"), 0.776, 1e-9);
}

// Gain only, on the process y = K u + d: the offset that stays is (SP - d - K u0) / (1 + Kc K).
TEST(PidController, LeavesTheOffsetOfAProportionalController) {
  Bench bench = make(level({{"gain", 3.0}, {"initial_op", 0.4}}, {{"initial_mode", "AUTO"}}));
  double y = 0.5;
  const auto run = [&](double d) {
    for (int k = 0; k < 2000; ++k) {
      bench.set("input", y);
      bench.step();
      y += 0.05 * (0.8 * bench.get("OP") + d - y); // lagged, so that the loop is stable
    }
  };
  run(0.5 - 0.8 * 0.4); // in balance at 0.5
  EXPECT_NEAR(y, 0.5, 1e-9);
  run(0.5 - 0.8 * 0.4 + 0.1); // disturbance of 0.1
  EXPECT_NEAR(y - 0.5, 0.1 / (1.0 + 3.0 * 0.8), 1e-6);
}

// dy/dt = k u with PI: s2 + k Kc s + k Kc / Ti. With k Kc Ti = 4 both poles are -k Kc / 2, and
// after a load step d the error is  -d k t exp(-k Kc t / 2), largest at t = 2 / (k Kc).
TEST(PidController, ControlsAnIntegratorAsTheSecondOrderFormulaSays) {
  const double k = 0.02, kc = 5.0, ti = 4.0 / (k * kc), load = 0.1;
  Bench bench = make(level({{"gain", kc}, {"integral_time", ti}, {"initial_op", 0.5}},
                           {{"initial_mode", "AUTO"}}));
  double y = 0.5, t = 0.0;
  for (int n = 0; n < 20; ++n) {
    bench.set("input", y);
    bench.step();
  }
  double worst = 0.0;
  for (int n = 0; n < 1000; ++n) {
    bench.set("input", y);
    bench.step();
    y += 0.1 * k * (bench.get("OP") - 0.5 - load);
    t += 0.1;
    const double exact = 0.5 - load * k * t * std::exp(-0.5 * k * kc * t);
    worst = std::max(worst, std::abs(y - exact));
  }
  // Peak is load k (2 / (k kc)) / e = 0.0147; a step of 0.1 s against 20 s costs about 1 %.
  EXPECT_LT(worst, 0.0002);
}

// FIC101 of the pump unit: K 1.47 %/%, tau 1.6 s, theta 0.6 s, lambda tuning with lambda 4 s. With
// Ti = tau the closed loop is about 1 - exp(-(t - theta) / lambda): 95 % of the step at 12.6 s.
TEST(PidController, LambdaTuningGivesTheResponseItPromises) {
  const double k = 1.47, tau = 1.6, theta = 0.6, lambda = 4.0;
  const double kc = tau / (k * (lambda + theta));
  EXPECT_NEAR(kc, 0.236, 0.001); // the number in the design basis
  Bench bench =
      make(level({{"gain", kc}, {"integral_time", tau}, {"initial_op", 0.5}, {"scan", 0.25}},
                 {{"initial_mode", "AUTO"}}));
  std::vector<double> sent(6, 0.5); // dead time of 6 steps
  double y = 0.5, highest = 0.0;
  const auto run = [&](double duration) {
    for (int n = 0; n < static_cast<int>(10.0 * duration + 0.5); ++n) {
      bench.set("input", y);
      bench.step();
      sent.push_back(bench.get("OP"));
      y += (1.0 - std::exp(-0.1 / tau)) * (0.5 + k * (sent[sent.size() - 7] - 0.5) - y);
      highest = std::max(highest, y);
    }
  };
  run(5.0);
  EXPECT_EQ(bench.operate("SP", 0.6), "");
  run(theta + lambda);
  EXPECT_NEAR(y, 0.5 + 0.1 * (1.0 - std::exp(-1.0)), 0.004);
  run(2.0 * lambda);
  EXPECT_NEAR(y, 0.5 + 0.1 * (1.0 - std::exp(-3.0)), 0.002);
  run(60.0);
  EXPECT_NEAR(y, 0.6, 1e-6);
  EXPECT_LT(highest, 0.6001); // no overshoot
}

// A reverse loop around y = K u with one step of delay: Kc K < 1 settles, above it swings.
TEST(PidController, LoopWithoutLagIsStableOnlyBelowALoopGainOfOne) {
  const auto last_swing = [](double gain) {
    Bench bench = make(level({{"gain", gain}, {"initial_op", 0.5}}, {{"initial_mode", "AUTO"}}));
    double y = 0.5;
    bench.set("input", y);
    bench.step(10);
    double swing = 0.0;
    for (int k = 0; k < 200; ++k) {
      const double before = y;
      bench.set("input", y);
      bench.step();
      y = bench.get("OP") + 0.02;
      swing = std::abs(y - before);
    }
    return swing;
  };
  EXPECT_LT(last_swing(0.9), 1e-6);
  EXPECT_GT(last_swing(1.1), 0.1);
}

TEST(PidController, GoesFromManualToAutoWithoutABump) {
  Bench bench = make(level({{"integral_time", 20.0}, {"initial_op", 0.3}}));
  bench.set("input", 0.42); // 8 % below SP
  bench.step(10);
  EXPECT_EQ(bench.operate("OP", 0.35), "");
  bench.step(3);
  EXPECT_EQ(bench.operate("MODE", kAuto), "");
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("OP"), 0.35);
  bench.step(); // only the integral moves it: Kc e dt / Ti
  EXPECT_NEAR(bench.get("OP"), 0.35 + 2.0 * 0.08 * 0.1 / 20.0, 1e-12);
  EXPECT_EQ(bench.operate("MODE", kMan), "");
  const double held = bench.get("OP");
  bench.set("input", 0.9);
  bench.run(10.0);
  EXPECT_DOUBLE_EQ(bench.get("OP"), held);
}

TEST(PidController, ChangesOfTuningDoNotBumpTheOutput) {
  Bench bench =
      make(level({{"integral_time", 20.0}, {"initial_op", 0.3}}, {{"initial_mode", "AUTO"}}));
  bench.set("input", 0.45);
  bench.run(5.0);
  const double before = bench.get("OP");
  EXPECT_EQ(bench.operate("KP", 20.0), "");
  EXPECT_EQ(bench.operate("TI", 200.0), "");
  EXPECT_EQ(bench.operate("TD", 5.0), "");
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("OP"), before);
  EXPECT_EQ(bench.get("KP"), 20.0);
}

TEST(PidController, FollowsItsMasterInCascadeAndLocksItsSetPoint) {
  Bench bench = make(level({{"integral_time", 20.0}}, {}, {"CAS_OP"}));
  bench.set("input", 0.5);
  bench.set("CAS_OP", 0.7);
  bench.step(10);
  EXPECT_EQ(bench.get("NOT_CAS"), 1.0);
  EXPECT_EQ(bench.operate("MODE", kCas), "");
  const double before = bench.get("OP");
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("SP"), 0.7);
  EXPECT_DOUBLE_EQ(bench.get("OP"), before);
  EXPECT_EQ(bench.get("NOT_CAS"), 0.0);
  EXPECT_EQ(bench.operate("SP", 0.4), "LIC101 在串级，不能改 SP；先投自动");
  EXPECT_EQ(bench.operate("MODE", kAuto), "");
  bench.step(2);
  EXPECT_DOUBLE_EQ(bench.get("SP"), 0.7); // keeps the last remote value
  EXPECT_EQ(bench.operate("SP", 0.4), "");
  EXPECT_DOUBLE_EQ(bench.get("SP"), 0.4);
}

TEST(PidController, RefusesWhatTheModeForbidsAndSaysWhatToDo) {
  Bench bench = make(level({}));
  bench.set("input", 0.5);
  bench.step(10);
  EXPECT_EQ(bench.operate("MODE", kCas), "LIC101 没有接串级给定，不能投串级");
  EXPECT_EQ(bench.operate("MODE", kAuto), "");
  EXPECT_EQ(bench.operate("OP", 0.2), "LIC101 在自动，不能改 OP；先投手动");
  EXPECT_NE(bench.operate("SP", 1.2), "");
  EXPECT_EQ(bench.operate("MODE", kMan), "");
  EXPECT_EQ(bench.operate("OP", 0.2), "");
  EXPECT_DOUBLE_EQ(bench.get("OP"), 0.2); // visible at once
}

TEST(PidController, FallsToManualAndHoldsOnABadValue) {
  Bench bench = make(level({{"initial_op", 0.3}}, {{"initial_mode", "AUTO"}}));
  bench.set("input", 0.5);
  bench.step(10);
  bench.set("BAD", 1.0);
  bench.set("input", -0.025);
  bench.run(5.0);
  EXPECT_EQ(bench.get("MODE"), kMan);
  EXPECT_DOUBLE_EQ(bench.get("OP"), 0.3);
  EXPECT_NE(bench.operate("MODE", kAuto), "");
  bench.set("BAD", 0.0);
  bench.set("input", 0.5);
  bench.step();
  EXPECT_EQ(bench.get("MODE"), kMan);
  EXPECT_EQ(bench.operate("MODE", kAuto), "");
}

TEST(PidController, IsForcedByAnInterlockAndComesBackWithoutABump) {
  Bench bench =
      make(level({{"integral_time", 30.0}, {"initial_op", 0.6}}, {{"initial_mode", "AUTO"}}));
  bench.set("input", 0.5);
  bench.step(10);
  bench.set("TRACK", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("OP"), 0.0);
  EXPECT_EQ(bench.get("MODE"), kAuto);
  EXPECT_NE(bench.operate("OP", 0.5), "");
  bench.set("input", 0.3);
  bench.run(20.0);
  EXPECT_EQ(bench.get("OP"), 0.0);
  bench.set("TRACK", 0.0);
  bench.step(2);
  EXPECT_NEAR(bench.get("OP"), 2.0 * 0.2 * 0.1 / 30.0,
              2e-3); // starts from 0, integrates from there
}

// Held at its limit for 10 min, OP leaves it in the first scan after the error turns.
TEST(PidController, DoesNotWindUp) {
  Bench bench =
      make(level({{"integral_time", 10.0}, {"initial_op", 0.5}}, {{"initial_mode", "AUTO"}}));
  bench.set("input", 0.2);
  bench.run(600.0);
  EXPECT_EQ(bench.get("OP"), 1.0);
  bench.set("input", 0.51);
  bench.step();
  EXPECT_LT(bench.get("OP"), 0.5);
}

TEST(PidController, KeepsToItsOutputLimitsInEveryMode) {
  Bench bench = make(level({{"integral_time", 5.0}, {"output_low", 0.1}, {"output_high", 0.8}}));
  bench.set("input", 0.0);
  bench.step(10);
  EXPECT_DOUBLE_EQ(bench.get("OP"), 0.1);
  EXPECT_NE(bench.operate("OP", 0.9), "");
  EXPECT_EQ(bench.operate("MODE", kAuto), "");
  bench.run(100.0);
  EXPECT_DOUBLE_EQ(bench.get("OP"), 0.8);
}

// FIC101: 6000 kg/h/min of 30 000 kg/h is 20 % of the range a minute.
TEST(PidController, MovesItsSetPointNoFasterThanAllowed) {
  Bench bench = make(level({{"sp_rate", 0.2 / 60.0}}, {{"initial_mode", "AUTO"}}));
  bench.set("input", 0.5);
  bench.step(10);
  EXPECT_EQ(bench.operate("SP", 0.7), "");
  bench.run(30.0);
  EXPECT_NEAR(bench.get("WSP"), 0.6, 1e-9);
  EXPECT_DOUBLE_EQ(bench.get("SP"), 0.7);
  bench.run(31.0);
  EXPECT_NEAR(bench.get("WSP"), 0.7, 1e-9);
}

TEST(PidController, SetPointFollowsTheMeasurementInManualWhenAsked) {
  Bench bench = make(level({}, {{"sp_in_manual", "track"}}));
  bench.set("input", 0.83);
  bench.step(10);
  EXPECT_DOUBLE_EQ(bench.get("SP"), 0.83);
  EXPECT_NE(bench.operate("SP", 0.4), "");
}

TEST(PidController, ScansAtItsOwnPeriodRoundedToSteps) {
  Bench bench = make(level({{"scan", 0.25}, {"integral_time", 1.0}, {"initial_op", 0.5}},
                           {{"initial_mode", "AUTO"}}));
  bench.set("input", 0.5);
  bench.step(12);
  bench.set("input", 0.49);
  int moves = 0;
  for (int k = 0; k < 30; ++k) {
    const double before = bench.get("OP");
    bench.step();
    moves += bench.get("OP") != before ? 1 : 0;
  }
  EXPECT_EQ(moves, 10); // every third step
}

TEST(PidController, NoKickFromTheSetPointWhenProportionalActsOnTheMeasurement) {
  Bench bench = make(level({{"integral_time", 1000.0}, {"initial_op", 0.5}},
                           {{"initial_mode", "AUTO"}, {"proportional_on", "measurement"}}));
  bench.set("input", 0.5);
  bench.step(10);
  EXPECT_EQ(bench.operate("SP", 0.8), "");
  bench.step();
  EXPECT_NEAR(bench.get("OP"), 0.5, 1e-3);
}

TEST(PidController, ReportsImpossibleParameters) {
  EXPECT_FALSE(make(level({{"range_high", -1.0}})).is_made());
  EXPECT_FALSE(make(level({{"initial_sp", 1.5}})).is_made());
  EXPECT_FALSE(make(level({}, {{"initial_mode", "CAS"}})).is_made());
  EXPECT_FALSE(make(level({}, {}, {"CAS", "CAS_OP"})).is_made());
}

// Hostile: any PV, any operation, any order; OP stays inside its limits and nothing becomes NaN.
TEST(PidController, NeverLeavesItsLimitsWhateverHappens) {
  std::mt19937_64 random(11);
  const std::vector<double> nasty{0.0,          1.0,      -1.0,      1e300, -1e300, 1e-320,
                                  std::nan(""), INFINITY, -INFINITY, 0.5,   0.49,   1e9};
  const std::vector<std::string> ports{"MODE", "SP", "OP", "KP", "TI", "TD"};
  const auto draw = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (int run = 0; run < 40; ++run) {
    Bench bench = make(level({{"integral_time", run % 3 == 0 ? 0.0 : 3.0},
                              {"output_low", 0.05},
                              {"output_high", 0.95},
                              {"derivative_time", run % 2 == 0 ? 1.0 : 0.0},
                              {"sp_rate", run % 5 == 0 ? 0.01 : 0.0}},
                             {}, {"CAS", "TRACK_OP"}));
    for (int k = 0; k < 500; ++k) {
      bench.set("input", nasty[draw(nasty.size())]);
      bench.set("CAS", nasty[draw(nasty.size())]);
      bench.set("TRACK", draw(20) == 0 ? 1.0 : 0.0);
      bench.set("TRACK_OP", 0.5);
      const std::string& port = ports[draw(ports.size())];
      const double top = port == "MODE" ? 2.0 : port == "KP" ? 1000.0 : 1.0;
      bench.operate(port, port == "MODE" ? static_cast<double>(draw(3))
                                         : top * static_cast<double>(draw(101)) / 100.0);
      bench.step();
      for (const char* name : {"OP", "SP", "WSP", "PV", "SP_OP"}) {
        ASSERT_TRUE(std::isfinite(bench.get(name))) << name << " run " << run << " step " << k;
      }
      ASSERT_GE(bench.get("OP"), 0.05);
      ASSERT_LE(bench.get("OP"), 0.95);
    }
  }
}

TEST(PidController, ContinuesIdenticallyFromASnapshot) {
  Bench bench = make(
      level({{"integral_time", 9.0}, {"derivative_time", 2.0}, {"scan", 0.3}, {"sp_rate", 0.01}},
            {{"initial_mode", "AUTO"}}));
  const auto play = [&] {
    for (int k = 0; k < 100; ++k) {
      bench.set("input", 0.5 + 0.1 * std::sin(0.1 * k));
      if (k == 40) {
        bench.operate("SP", 0.6);
      }
      bench.step();
    }
  };
  play();
  bench.save();
  play();
  const std::vector<double> first = bench.values();
  bench.restore();
  play();
  EXPECT_EQ(bench.values(), first);
}

} // namespace
} // namespace jixia::control
