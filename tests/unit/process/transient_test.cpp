#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "support/flow_controller.h"
#include "support/pump_plant.h"

// The transients of the design basis, sections 4.3 and 4.4, integrated there by hand with
// valves that stand open from the start and isothermal gas. Times within 5 %, unless said otherwise.
namespace jixia::test {
namespace {

double clock_of(const World& world) { return seconds(world.time()); }
double vessel(const World& world) { return atm_gauge(world.value("V101.P")); }

// Plant time until `reached`, or -1 after `longest` [s]; `between` runs before each step.
double time_until(World& world, double longest, const std::function<bool()>& reached,
                  const std::function<void()>& between = [] {}) {
  const double start = clock_of(world);
  while (clock_of(world) - start < longest) {
    between();
    world.step();
    if (reached()) {
      return clock_of(world) - start;
    }
  }
  return -1.0;
}

using Changes = std::map<std::string, std::map<std::string, std::string>>;

World changed_plant(PumpPlantStart start, const Changes& changes) {
  std::vector<ComponentEntry> entries = pump_plant_entries(start);
  for (ComponentEntry& entry : entries) {
    if (const auto found = changes.find(entry.tag); found != changes.end()) {
      for (const auto& [name, value] : found->second) {
        entry.parameters[name] = {{value}, entry.mark};
      }
    }
  }
  return make_world(entries);
}

// V101 shut in, with some gas valves standing open from the start.
World gas_plant(const std::string& level, const std::string& pressure, const Changes& open,
                const std::string& temperature = "40 degC") {
  Changes changes = open;
  changes["HV107"]["initial"] = changes["HV108"]["initial"] = "100 %";
  changes["V101"] = {{"initial_level", level}, {"initial_pressure", pressure},
                     {"initial_temperature", temperature}};
  return changed_plant(PumpPlantStart::Cold, changes);
}

const Changes kPv101a{{"PV101A", {{"initial", "100 %"}}}};
const Changes kBoth{{"PV101A", {{"initial", "100 %"}}}, {"HV103", {{"initial", "100 %"}}}};
const Changes kPv101b{{"PV101B", {{"initial", "100 %"}}}};

struct GasCase {
  const char* what;
  const char *level, *from;
  double to;
  Changes open;
  double expected; // [s]
  const char* temperature;
};

void PrintTo(const GasCase& c, std::ostream* out) {
  *out << c.what;
}

class GasTransient : public testing::TestWithParam<GasCase> {};

TEST_P(GasTransient, TakesTheTimeOfTheHandCalculation) {
  const GasCase& c = GetParam();
  World world = gas_plant(c.level, c.from, c.open, c.temperature);
  run_for(world, 0.1);
  const double start = vessel(world);
  const double time = 0.1 + time_until(world, 1500.0, [&] {
    return start < c.to ? vessel(world) >= c.to : vessel(world) <= c.to;
  });
  EXPECT_NEAR(time, c.expected, 0.05 * c.expected) << c.what;
}

// The two purges of the empty vessel were integrated at 25 C, as the N2 comes.
INSTANTIATE_TEST_SUITE_P(
    DesignBasis43, GasTransient,
    testing::Values(
        GasCase{"purge with PV101A and HV103", "0 %", "0 atm(g)", 4.0, kBoth, 194.0, "25 degC"},
        GasCase{"purge with PV101A", "0 %", "0 atm(g)", 4.0, kPv101a, 676.0, "25 degC"},
        GasCase{"vent the empty vessel", "0 %", "4.0 atm(g)", 0.15, kPv101b, 181.0, "25 degC"},
        GasCase{"pressurise at 50 %", "50 %", "1.3 atm(g)", 5.0, kPv101a, 307.0, "40 degC"},
        GasCase{"pressurise at 50 % with HV103", "50 %", "1.3 atm(g)", 5.0, kBoth, 88.0, "40 degC"},
        GasCase{"pressurise at 50 % from 0.05", "50 %", "0.05 atm(g)", 5.0, kPv101a, 407.0, "40 degC"},
        GasCase{"vent at 50 % to 0.84", "50 %", "5.0 atm(g)", 0.84, kPv101b, 65.0, "40 degC"},
        GasCase{"vent at 50 % to 0.26", "50 %", "5.0 atm(g)", 0.26, kPv101b, 90.0, "40 degC"},
        GasCase{"vent at 10 %", "10 %", "5.0 atm(g)", 0.3, kPv101b, 138.0, "40 degC"},
        GasCase{"vent at 10 %, half open", "10 %", "5.0 atm(g)", 0.3,
                {{"PV101B", {{"initial", "50 %"}}}}, 276.0, "40 degC"}));

// 20.9 x (0.15 + 1)/(4 + 1) ...: after n pressurisations to 4.0 with venting to 0.15 between:
// 4.18, 0.96, 0.22 %.
TEST(Purging, DilutesTheOxygen) {
  World world = gas_plant("0 %", "0 atm(g)", {});
  for (const double expected : {4.18, 0.9614, 0.2211}) {
    set_tag(world, "HV103", 1.0);
    time_until(world, 500.0, [&] { return vessel(world) >= 4.0; });
    set_tag(world, "HV103", 0.0);
    run_for(world, 12.0);
    EXPECT_NEAR(100 * world.value("V101.O2"), expected, 0.05 * expected);
    set_tag(world, "PV101B.demand", 1.0);
    time_until(world, 500.0, [&] { return vessel(world) <= 0.15; });
    set_tag(world, "PV101B.demand", 0.0);
    run_for(world, 6.0);
  }
  EXPECT_LT(world.value("Flowsheet.closure_oxygen"), 1e-9);
}

// LV101 at 50 %, the gas shut in from 0.15 atm(g), L1 (0.726 m3) draining in at 12 m3/h: level 0 % at
// 196 s, L1 full at 224 s, level 50 % at 552 s. The pressure at the end is 1.50 atm(g) with the gas
// that L1 held, plus 0.05 by the heat of compression.
TEST(Filling, FillsTheVesselAndItsSuctionLine) {
  const Changes open{{"HV104", {{"initial", "100 %"}}}, {"HV105", {{"initial", "100 %"}}},
                     {"HV101", {{"initial", "100 %"}}}, {"LV101", {{"initial", "50 %"}}},
                     {"L1", {{"initial_pressure", "0.15 atm(g)"}}},
                     {"S101", {{"initial_pressure", "0.15 atm(g)"}}}};
  World world = gas_plant("0 %", "0.15 atm(g)", open);
  time_until(world, 400.0, [&] { return world.value("V101.surface") >= 2.3; });
  EXPECT_NEAR(clock_of(world), 196.0, 0.05 * 196.0);
  time_until(world, 400.0, [&] { return world.value("L1.void") < 0.01; });
  EXPECT_NEAR(clock_of(world), 224.0, 0.05 * 224.0);
  time_until(world, 800.0, [&] { return world.value("V101.L") >= 0.5; });
  EXPECT_NEAR(clock_of(world), 552.0, 0.05 * 552.0);
  EXPECT_NEAR(vessel(world), 1.55, 0.05);
}

void hold_pressure(World& world, double wanted) {
  const double lack = wanted - vessel(world);
  set_tag(world, "PV101A.demand", std::clamp(100.0 * lack, 0.0, 1.0));
  set_tag(world, "HV103", std::clamp(100.0 * lack, 0.0, 1.0));
}

TEST(Draining, EmptiesTheVesselThroughItsDrain) {
  // The hand calculation drains to 1.0 m above grade.
  World world = gas_plant("10 %", "0.3 atm(g)", {{"HV102", {{"initial", "100 %"}}},
                                                 {"CLOSED_DRAIN", {{"elevation", "1.0 m"}}}});
  const double time = time_until(world, 600.0, [&] { return world.value("V101.volume") < 0.02; },
                                 [&] { hold_pressure(world, 0.3); });
  EXPECT_NEAR(time, 229.0, 0.05 * 229.0);
}

// Feed lost at 20 t/h: 50 to 10 % in 431 s; then the nozzle draws gas 267 s later, and 134 s of line
// after that it is at the pump: 832 s in all. Taken as reached at 6 % gas in the pump.
TEST(FeedLost, DrawsGasToThePump) {
  World world = changed_plant(PumpPlantStart::Normal, {{"LV101", {{"initial", "0 %"}}}});
  set_tag(world, "LV101.demand", 0.0);
  FlowController fic(20000.0);
  fic.settle(world, 0.1);
  const auto run = [&](const std::function<bool()>& reached) {
    while (!reached() && clock_of(world) < 1000.0) {
      hold_pressure(world, 5.0);
      fic.step(world);
    }
    return clock_of(world);
  };
  EXPECT_NEAR(run([&] { return world.value("V101.L") <= 0.1; }), 431.0, 0.05 * 431.0);
  EXPECT_NEAR(run([&] { return world.value("P101A.alpha") >= 0.06; }), 832.0, 0.06 * 832.0);
}

// 31 L (L2A and the casing) through HV112 from 5.3 atm(g): 13 s of gas, then 1.16 m3/h of liquid.
// The valve takes 3 s to turn, which adds half of that; the last gas comes mixed with liquid.
TEST(Priming, PushesTheGasOutThroughTheCasingVent) {
  World world = changed_plant(PumpPlantStart::Normal,
                              {{"E101B", {{"initial_liquid", "0"}, {"initial_pressure", "5.3 atm(g)"}}},
                               {"P101B", {{"initial_liquid", "0"}, {"initial_pressure", "5.3 atm(g)"}}},
                               {"P101A", {{"initial_running", "no"}}},
                               {"LV101", {{"initial", "0 %"}}}});
  set_tag(world, "LV101.demand", 0.0);
  run_for(world, 5.0);
  EXPECT_GT(world.value("P101B.alpha"), 0.5);
  set_tag(world, "HV122", 1.0);
  const double time = time_until(world, 60.0, [&] { return world.value("HV122.void") < 0.5; });
  EXPECT_NEAR(time, 13.0 + 1.5, 2.0);
  EXPECT_LT(time_until(world, 60.0, [&] { return world.value("HV122.void") < 0.01; }), 12.0);
  run_for(world, 10.0);
  EXPECT_NEAR(3600.0 * world.value("HV122.flow") / 992.4, 1.157, 0.05 * 1.157);
  EXPECT_LT(world.value("P101B.alpha"), 0.01);
}

// HV111 shut in 20 s against FIC101: the suction limit (s = 1) comes at Kv 9.14 of 250, 19.3 s.
TEST(LossOfSuction, ComesWithTheLastOfHv111) {
  World world = changed_plant(PumpPlantStart::Normal,
                              {{"HV111", {{"characteristic", "linear"}, {"stroke_time", "20 s"}}}});
  FlowController fic(20000.0);
  fic.settle(world, 20.0);
  const double start = clock_of(world);
  set_tag(world, "HV111", 0.0);
  while (world.value("P101A.s") > 1.0 && clock_of(world) - start < 25.0) {
    fic.step(world);
  }
  EXPECT_NEAR(clock_of(world) - start, 19.3, 0.05 * 19.3);
}

// PV101B stuck open with PV101A saturated, FIC101 in AUTO: seconds from the fault, over its 5 s
// stroke, to s = 2.5, 1.3 and 1.0. The hand calculation is quasi-steady; 10 % here, as it says.
TEST(LossOfSuction, FollowsTheLossOfTheBlanket) {
  const struct { double flow; double times[3]; } rows[] = {{24000.0, {78, 97, 123}},
                                                           {20000.0, {106, 144, 204}}};
  for (const auto& row : rows) {
    World world = make_pump_plant(PumpPlantStart::Normal);
    set_tag(world, "LV101.demand", row.flow > 22000.0 ? 0.65 : 0.529);
    FlowController fic(row.flow);
    fic.settle(world, 30.0);
    const double start = clock_of(world);
    set_tag(world, "PV101B.demand", 1.0);
    set_tag(world, "PV101A.demand", 1.0);
    int k = 0;
    for (const double s : {2.5, 1.3, 1.0}) {
      while (world.value("P101A.s") > s && clock_of(world) - start < 400.0) {
        // LIC101 by hand: the feed rises as V101's pressure falls
        const double level = world.value("V101.L");
        set_tag(world, "LV101.demand", std::clamp(0.5 + 8.0 * (0.5 - level), 0.0, 1.0));
        fic.step(world);
      }
      // At 20 t/h s = 1 lies at 0.23 atm(g), V101 settles at 0.19: there the time says little.
      const bool is_flat = row.flow < 21000.0 && s == 1.0;
      EXPECT_NEAR(clock_of(world) - start, row.times[k], (is_flat ? 0.25 : 0.1) * row.times[k])
          << row.flow << " s " << s;
      ++k;
    }
  }
}

// Fault E6: dK on the strainer of branch A = 10^(2.904 t/240) - 1.
TEST(LossOfSuction, FollowsThePluggingOfTheStrainer) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  FlowController fic(20000.0);
  fic.settle(world, 20.0);
  const double start = clock_of(world);
  int k = 0;
  const double expected[] = {220, 224, 227};
  for (const double s : {2.5, 1.3, 1.0}) {
    while (world.value("P101A.s") > s && clock_of(world) - start < 300.0) {
      const double t = clock_of(world) - start;
      world.apply({"ST101A.plugging", std::min(800.0, std::pow(10.0, 2.904 * t / 240.0) - 1.0),
                   OperatorAction::Actor::Instructor});
      fic.step(world);
    }
    EXPECT_NEAR(clock_of(world) - start, expected[k++], 0.05 * 224.0) << s;
  }
  run_for(world, 30.0);
  EXPECT_GT(world.value("P101A.vibration"), 6e-3);
  EXPECT_GT(world.value("P101A.gravel"), 0.5);
}

// "alpha 2/4/6 % at 20 t/h needs an N2 leak of HV115 Kv 0.0133/0.0272/0.0417."
TEST(GasInThePump, FollowsTheLeakOfPurgeGas) {
  const struct { double kv, alpha; } rows[] = {{.0133, .02}, {.0272, .04}, {.0417, .06}};
  for (const auto& row : rows) {
    World world = make_pump_plant(PumpPlantStart::Normal);
    world.apply({"HV115.leak", row.kv, OperatorAction::Actor::Instructor});
    FlowController fic(20000.0);
    fic.settle(world, 60.0);
    EXPECT_NEAR(world.value("P101A.alpha"), row.alpha, 0.1 * row.alpha) << row.kv;
  }
}

// Fault E8: the purge valve passes, Kv 0 to 0.08 in 120 s: gas-bound at about 90 s, suction pressure
// rises to the static 5.35, discharge falls to it, current to no load; and only venting at rest,
// with the leak stopped, frees it.
TEST(GasInThePump, BindsItUntilItIsVented) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  set_tag(world, "LV101.demand", 0.4);
  FlowController fic(20000.0);
  fic.settle(world, 20.0);
  const double start = clock_of(world);
  while (world.value("P101A.bound") < 0.5 && clock_of(world) - start < 200.0) {
    world.apply({"HV115.leak", std::min(0.08, 0.08 * (clock_of(world) - start) / 120.0),
                 OperatorAction::Actor::Instructor});
    fic.step(world);
  }
  EXPECT_NEAR(clock_of(world) - start, 90.0, 15.0);
  run_for(world, 20.0);
  EXPECT_NEAR(world.value("P101A.I"), 10.1, 0.5);
  EXPECT_NEAR(atm_gauge(world.value("P101A.PS")), 5.35, 0.15);
  EXPECT_NEAR(3600 * world.value("FV101.flow"), 0.0, 100.0);
  set_tag(world, "P101A.RUN", 0.0);
  set_tag(world, "HV114", 0.0);
  set_tag(world, "LV101.demand", 0.0);
  set_tag(world, "HV115R", 0.0);
  run_for(world, 40.0);
  EXPECT_EQ(world.value("P101A.bound"), 1.0);
  set_tag(world, "HV112", 1.0);
  run_for(world, 60.0);
  EXPECT_EQ(world.value("P101A.bound"), 0.0);
  EXPECT_LT(world.value("P101A.alpha"), 0.01);
  set_tag(world, "HV112", 0.0);
  set_tag(world, "P101A.RUN", 1.0);
  run_for(world, 10.0);
  EXPECT_GT(atm_gauge(world.value("P101A.PD")), 13.5);
}

// n/n0 = 1/(1 + t/tau), tau = J w0^2/P = 1.24 s from 20 t/h, 2.3 s dead-headed: 20 % speed in 4.9 to
// 9 s without dry friction, which takes up to a fifth off.
TEST(Shaft, CoastsDownAndStartsDirectOnLine) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  run_for(world, 1.0);
  set_tag(world, "P101A.RUN", 0.0);
  const double time = time_until(world, 20.0, [&] { return world.value("P101A.speed") < 0.2 * 308.92; });
  EXPECT_GE(time, 4.0);
  EXPECT_LE(time, 9.0);
  time_until(world, 60.0, [&] { return world.value("P101A.speed") <= 0.0; });
  set_tag(world, "P101A.RUN", 1.0);
  run_for(world, 0.2);
  EXPECT_NEAR(world.value("P101A.I"), 206.0, 1.0);
  const double run_up = 0.2 + time_until(world, 5.0, [&] { return world.value("P101A.speed") >= 308.9; });
  EXPECT_GE(run_up, 0.45);
  EXPECT_LE(run_up, 0.65);
}

// Fault E4: the coupling shears: the impeller stops in under a second, the motor idles at 9.5 A.
TEST(Shaft, IdlesWhenTheCouplingShears) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  run_for(world, 5.0);
  world.apply({"P101A.coupling_shear", 1.0, OperatorAction::Actor::Instructor});
  run_for(world, 4.0);
  EXPECT_NEAR(3600 * world.value("FV101.flow"), 0.0, 400.0);
  EXPECT_NEAR(atm_gauge(world.value("P101A.PD")), 5.31, 0.1);
  EXPECT_NEAR(world.value("P101A.I"), 9.5, 0.01);
}

} // namespace
} // namespace jixia::test
