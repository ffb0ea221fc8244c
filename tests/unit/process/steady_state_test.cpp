#include <gtest/gtest.h>

#include <cmath>

#include "support/pump_plant.h"

// The steady states of the pump unit's design basis (hand calculation with Churchill friction,
// water at 992.4 kg/m3, checked there against Colebrook). Flows within 1 %, pressures within
// 0.05 atm, as the basis asks.
namespace jixia::test {
namespace {

struct OraclePoint {
  double flow;          // [kg/h]
  double fv101, lv101;  // travel
  double pi101, pi102;  // static [atm(g)]
  double lv101_inlet_drop_kpa, f101_kpa, st101_kpa;
  double fv101_drop_kpa;
  double npsha, npshr;
  double shaft_kw, current, outlet_temperature;
};

class SteadyState : public testing::TestWithParam<OraclePoint> {};

TEST_P(SteadyState, MatchesTheHandCalculation) {
  const OraclePoint& p = GetParam();
  World world = make_pump_plant(PumpPlantStart::Normal);
  set_tag(world, "FV101.demand", p.fv101);
  set_tag(world, "LV101.demand", p.lv101);
  run_for(world, 60.0);
  EXPECT_NEAR(3600 * world.value("FV101.flow"), p.flow, 0.01 * p.flow);
  EXPECT_NEAR(3600 * world.value("LV101.flow"), p.flow, 0.01 * p.flow);
  EXPECT_NEAR(atm_gauge(world.value("P101A.PS")), p.pi101, 0.05);
  EXPECT_NEAR(atm_gauge(world.value("P101A.PD")), p.pi102, 0.05);
  EXPECT_NEAR(world.value("F101.dp") / 1e3, p.f101_kpa, 0.02 * p.f101_kpa);
  EXPECT_NEAR(world.value("FV101.dp") / 1e3, p.fv101_drop_kpa, 0.01 * p.fv101_drop_kpa);
  EXPECT_NEAR(world.value("LV101.dp") / 1e3, p.lv101_inlet_drop_kpa, 0.015 * p.lv101_inlet_drop_kpa);
  EXPECT_NEAR(world.value("P101A.NPSHa"), p.npsha, 0.01 * p.npsha);
  EXPECT_NEAR(world.value("P101A.NPSHr"), p.npshr, 0.01 * p.npshr);
  EXPECT_NEAR(world.value("P101A.shaft_power") / 1e3, p.shaft_kw, 0.01 * p.shaft_kw);
  EXPECT_NEAR(world.value("P101A.I"), p.current, 0.01 * p.current);
  EXPECT_NEAR(world.value("Flowsheet.failures"), 0.0, 0.0);
}

INSTANTIATE_TEST_SUITE_P(
    DesignBasis41, SteadyState,
    testing::Values(
        OraclePoint{16000, .45371, .41502, 4.516, 12.844, 239.84, 12.83, 2.26, 663.27, 56.75, 2.320, 8.477, 18.37, 40.252},
        OraclePoint{20000, .54543, .52883, 4.082, 12.070, 230.81, 20.04, 3.54, 555.34, 52.27, 2.612, 9.249, 19.61, 40.203},
        OraclePoint{24000, .63876, .65028, 3.554, 11.126, 219.81, 28.86, 5.09, 423.84, 46.83, 2.970, 9.981, 20.81, 40.172}));

// "Flow versus FV101 travel (one pump)" of the design basis.
TEST(SteadyFlow, FollowsTheTravelOfFv101) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  const struct { double travel, tonnes; } rows[] = {{.2, 7.48}, {.3, 10.27}, {.4, 13.81}, {.5, 18.00},
                                                    {.6, 22.38}, {.7, 26.33}, {1.0, 32.49}};
  for (const auto& row : rows) {
    set_tag(world, "FV101.demand", row.travel);
    set_tag(world, "LV101.demand", std::min(1.0, row.tonnes / 36.0));
    run_for(world, 25.0);
    EXPECT_NEAR(3.6 * world.value("FV101.flow"), row.tonnes, 0.012 * row.tonnes) << row.travel;
  }
}

// PI102 = PIC101 + 3.2 m + 93 m of water = 14.240 atm(g) with the discharge shut.
TEST(PumpStatic, BuildsItsShutOffHeadAgainstAShutDischarge) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  set_tag(world, "LV101.demand", 0.0);
  set_tag(world, "FV101.demand", 0.0);
  set_tag(world, "HV114", 0.0);
  run_for(world, 45.0);
  EXPECT_NEAR(atm_gauge(world.value("P101A.PD")), 14.240, 0.05);
  EXPECT_NEAR(world.value("P101A.flow"), 0.0, 0.02);
  EXPECT_NEAR(world.value("P101A.I"), 13.28, 0.1);
}

// Both pumps stopped: 5.00 atm(g) + 3.2 m = 5.307 at the eye, and the check valves hold back the
// receiver, which stands 0.46 atm higher.
TEST(PumpStatic, StandsUnderTheVesselsHeadWhenStopped) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  set_tag(world, "LV101.demand", 0.0);
  set_tag(world, "P101A.RUN", 0.0);
  run_for(world, 60.0);
  EXPECT_NEAR(atm_gauge(world.value("P101A.PS")), 5.307, 0.05);
  EXPECT_NEAR(atm_gauge(world.value("P101B.PS")), 5.307, 0.05);
  EXPECT_LT(std::fabs(3600 * world.value("FV101.flow")), 60.0);
  EXPECT_EQ(world.value("P101A.I"), 0.0);
}

// FV101 stuck at 35 %: 11.95 t/h, PI101 4.86, PI102 13.46, 17.1 A.
TEST(PumpStatic, GivesTheStuckValvesFlow) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  set_tag(world, "FV101.demand", 0.35);
  set_tag(world, "LV101.demand", 0.31);
  run_for(world, 60.0);
  EXPECT_NEAR(3600 * world.value("FV101.flow"), 11950, 120);
  EXPECT_NEAR(atm_gauge(world.value("P101A.PS")), 4.86, 0.05);
  EXPECT_NEAR(atm_gauge(world.value("P101A.PD")), 13.46, 0.05);
  EXPECT_NEAR(world.value("P101A.I"), 17.1, 0.2);
}

// P101B dead-headed while A delivers 20 t/h: 13.11; both on at FV101 52.2 %: 4.16 and 12.86, 16.5 A.
TEST(PumpStatic, RunsTwoPumpsInParallel) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  set_tag(world, "P101B.RUN", 1.0);
  run_for(world, 20.0);
  EXPECT_NEAR(atm_gauge(world.value("P101B.PD")), 13.11, 0.05);
  set_tag(world, "HV124", 1.0);
  set_tag(world, "FV101.demand", 0.5219);
  run_for(world, 90.0);
  EXPECT_NEAR(3600 * world.value("FV101.flow"), 20000, 200);
  EXPECT_NEAR(atm_gauge(world.value("P101A.PS")), 4.16, 0.05);
  EXPECT_NEAR(atm_gauge(world.value("P101A.PD")), 12.86, 0.05);
  EXPECT_NEAR(world.value("P101A.I"), 16.46, 0.2);
  EXPECT_NEAR(world.value("P101A.flow"), world.value("P101B.flow"), 0.02);
}

// dT = (P - rho g Q H) / (m cp) = 0.203 K over the pump at 20 t/h.
TEST(PumpStatic, WarmsTheLiquidByItsLosses) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  run_for(world, 300.0);
  EXPECT_NEAR(world.value("P101A.T") - world.value("E101A.T"), 0.203, 0.005);
}

// Dead-headed, 5.0 kW into 66.1 kJ/K: 15 K in 198 s.
TEST(PumpStatic, HeatsItsCasingWhenDeadHeaded) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  set_tag(world, "HV114", 0.0);
  run_for(world, 35.0);
  const double before = world.value("P101A.T");
  run_for(world, 198.0);
  EXPECT_NEAR(world.value("P101A.T") - before, 15.0, 0.75);
}

} // namespace
} // namespace jixia::test
