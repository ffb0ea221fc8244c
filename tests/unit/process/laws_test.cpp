#include <gtest/gtest.h>

#include <cmath>

#include "process/flow_path.h"
#include "process/holdup.h"
#include "process/pipe_friction.h"
#include "process/pump_laws.h"
#include "process/relief_valve.h"
#include "process/shaft.h"
#include "process/stem.h"
#include "process/valve_flow.h"
#include "process/vessel_geometry.h"

namespace jixia::process {
namespace {

constexpr double kAtm = 101325.0;

// The law of one open valve between two pressures, as the network sees it.
double flow_through(double kv, double p1, double p2, double density, double saturation, double fl = 0.9,
                    double xt = 0.72) {
  const FlowElement element{conductance_of_kv(kv), fl, xt};
  const Restriction r = calc_restriction({element});
  const double in[] = {r.conductance, r.valve_share, r.before_share, r.recovery_squared, r.gas_limit, 0.0};
  const PathBranch path(0.0);
  BranchFlow<double> flow;
  path.calc({in, 0.1, nullptr}, {p1, density, saturation, 0.0}, {p2, density, saturation, 0.0}, nullptr, flow);
  return flow.volume_flow * 3600.0;
}

// Kv by its definition: water at 1 bar.
TEST(ValveFlow, IsKvForWaterAtOneBar) {
  EXPECT_NEAR(flow_through(25.0, 3e5, 2e5, 999.1, 1e3), 25.0, 0.01);
  EXPECT_NEAR(flow_through(25.0, 2e5, 3e5, 999.1, 1e3), -25.0, 0.01);
}

// IEC 60534-2-1 example 1: 360 m3/h needs Kv 164.995; FL 0.9, not choked.
TEST(ValveFlow, ReproducesTheStandardsLiquidExample) {
  EXPECT_NEAR(flow_through(164.995, 680e3, 220e3, 965.4, 70.1e3), 360.0, 0.5);
}

// Example 2: FL 0.6: choked, Kv 238.058 for the same flow; and lowering p2 does not add to it. Our
// smooth corner lies up to 2 % below the standard's (the drop is 1.5 times the choked one).
TEST(ValveFlow, ChokesALiquid) {
  EXPECT_NEAR(flow_through(238.058, 680e3, 220e3, 965.4, 70.1e3, 0.6), 360.0, 0.02 * 360.0);
  const double a = flow_through(238.058, 680e3, 100e3, 965.4, 70.1e3, 0.6);
  const double b = flow_through(238.058, 680e3, 80e3, 965.4, 70.1e3, 0.6);
  EXPECT_NEAR(a, b, 1e-3 * a);
}

// W = 31.6 Kv Y sqrt(x p1 rho1), choked at x = 0.72: PV101A 205.6 kg/h into an empty vessel, 176 kg/h
// into 5.0 atm(g) (hand calculation of the pump unit).
TEST(ValveFlow, PassesNitrogenByTheGasEquation) {
  const double p1 = 8.9 * kAtm, density = p1 / (296.8 * 298.15);
  EXPECT_NEAR(flow_through(1.2, p1, kAtm, density, 0.0) * density, 205.64, 0.5);
  EXPECT_NEAR(flow_through(1.2, p1, 0.5 * kAtm, density, 0.0) * density, 205.64, 0.5);
  const double x = (8.9 - 6.0) / 8.9;
  const double by_hand = 31.6 * 1.2 * (1.0 - x / 2.16) * std::sqrt(x * p1 / 1e5 * density);
  EXPECT_NEAR(flow_through(1.2, p1, 6.0 * kAtm, density, 0.0) * density, by_hand, 0.005 * by_hand);
}

TEST(ValveFlow, RisesWithTheDropAndHasNoJumpAtZero) {
  double last = -1e9;
  for (double drop = -3e5; drop <= 3e5; drop += 1e3) {
    const double now = flow_through(10.0, 5e5 + drop / 2, 5e5 - drop / 2, 990.0, 7e3);
    EXPECT_GE(now, last) << drop;
    last = now;
  }
  EXPECT_NEAR(flow_through(10.0, 5e5 + 1e-6, 5e5, 990.0, 7e3), 0.0, 1e-6);
  EXPECT_EQ(flow_through(10.0, 5e5, 5e5, 990.0, 7e3), 0.0);
}

// R^(x-1): 30^-0.5 = 0.18257 at half stroke.
TEST(Characteristic, FollowsItsDefinition) {
  EXPECT_NEAR(calc_characteristic(Characteristic::EqualPercentage, 0.5, 30.0), 0.18257, 1e-5);
  EXPECT_EQ(calc_characteristic(Characteristic::EqualPercentage, 0.0, 30.0), 0.0);
  EXPECT_EQ(calc_characteristic(Characteristic::EqualPercentage, 1.0, 30.0), 1.0);
  EXPECT_NEAR(calc_characteristic(Characteristic::EqualPercentage, 0.05, 30.0),
              calc_characteristic(Characteristic::EqualPercentage, 0.0499999, 30.0), 1e-6);
  EXPECT_EQ(calc_characteristic(Characteristic::Linear, 0.3, 30.0), 0.3);
  EXPECT_EQ(calc_characteristic(Characteristic::Square, 0.5, 30.0), 0.25);
  EXPECT_EQ(calc_characteristic(Characteristic::QuickOpening, 0.25, 30.0), 0.5);
  EXPECT_EQ(calc_characteristic(Characteristic::Linear, 7.0, 30.0), 1.0);
}

// Two equal resistances in series: 1/sqrt(2).
TEST(Train, AddsItsDrops) {
  const Restriction r = calc_restriction({{2e-3}, {2e-3}});
  EXPECT_NEAR(r.conductance, 2e-3 / std::sqrt(2.0), 1e-12);
  EXPECT_EQ(calc_restriction({{2e-3}, {0.0}}).conductance, 0.0);
}

TEST(CheckValve, HoldsBackAndLetsThrough) {
  const CheckPathBranch check(0.0);
  const double in[] = {1e-3, 0.0, 2000.0, 0.75};
  const auto residual = [&](double drop, double u) {
    BranchFlow<double> flow;
    check.calc({in, 0.1, nullptr}, {5e5 + drop, 990.0, 7e3, 0.0}, {5e5, 990.0, 7e3, 0.0}, &u, flow);
    return flow;
  };
  EXPECT_NEAR(residual(-1e5, 0.0).residuals[0], 0.0, 1e-6);           // shut
  EXPECT_EQ(residual(-1e5, 0.0).volume_flow, 0.0);
  const double u = std::sqrt(98e3 / 990.0);                          // 1 bar less 2 kPa of spring
  EXPECT_NEAR(residual(1e5, u).residuals[0], 0.0, 0.02);
  EXPECT_LT(residual(1e5, 0.5 * u).residuals[0], -0.1);
}

// 2:1 heads of D = 1.6 m hold pi D^3/24 = 0.53617 m3 each; the unit's V101 is 8.31056 m3, 4.15528 m3
// at EL 3.80.
TEST(VesselGeometry, AgreesWithTheFormulae) {
  const VesselGeometry v(1.6, 3.6);
  EXPECT_NEAR(v.volume(), 8.310559766, 1e-8);
  EXPECT_NEAR(v.find_volume(0.4), 0.5361651462, 1e-9);
  EXPECT_NEAR(v.find_volume(2.2), 4.155279883, 1e-8);
  EXPECT_NEAR(v.height(), 4.4, 1e-12);
}

TEST(VesselGeometry, InvertsItself) {
  const VesselGeometry v(1.6, 3.6);
  for (double height = 0.03; height < 4.37; height += 0.01) {
    EXPECT_NEAR(v.find_height(v.find_volume(height)), height, 1e-9);
  }
  for (double volume = 0.002; volume < v.volume() - 0.002; volume += 0.05) {
    const double step = 1e-6;
    const double slope = (v.find_height(volume + step) - v.find_height(volume - step)) / (2 * step);
    EXPECT_NEAR(v.find_slope(volume), slope, 1e-4 * slope);
  }
  EXPECT_EQ(v.find_height(0.0), 0.0);
  EXPECT_NEAR(v.find_height(v.volume()), 4.4, 1e-12);
}

// The design basis' table of the pump.
TEST(PumpCurves, GiveTheTable) {
  const PumpCurves c{93.0, 0.0235, 5.0, 0.235, -0.0012, 1.80, 0.0020};
  EXPECT_NEAR(calc_head(c, 20.15, 1.0), 83.46, 0.01);
  EXPECT_NEAR(calc_shaft_power(c, 20.15, 1.0), 9.25, 0.005);
  EXPECT_NEAR(calc_npsh_required(c, 28.0, 1.0), 3.37, 0.005);
  EXPECT_NEAR(calc_motor_current(9.5, 1.855, 9.25), 19.61, 0.02);
  EXPECT_GE(calc_shaft_power(c, 500.0, 1.0), calc_shaft_power(c, 97.0, 1.0));
}

TEST(PumpLosses, FollowTheirDefinitions) {
  EXPECT_EQ(calc_cavitation_factor(2.0), 1.0);
  EXPECT_DOUBLE_EQ(calc_cavitation_factor(1.0), 0.97);
  EXPECT_NEAR(calc_cavitation_factor(0.825), 0.485, 1e-12);
  EXPECT_EQ(calc_cavitation_factor(0.1), 0.05);
  EXPECT_EQ(calc_gas_factor(0.0), 1.0);
  EXPECT_NEAR(calc_gas_factor(0.06), 0.6, 1e-12);
  EXPECT_NEAR(calc_gas_factor(0.0999999), 0.1, 1e-4);
  EXPECT_EQ(calc_gas_factor(0.5), 0.03);
  EXPECT_DOUBLE_EQ(calc_vibration(20.0, 0.0, 20.0), 2.0);
}

TEST(Stem, MovesNoFasterThanItsStrokeAndEndsOnTarget) {
  double position = 0.0;
  for (int k = 0; k < 50; ++k) {
    const double next = move_stem(position, 1.0, 0.0, 5.0, 0.1);
    EXPECT_LE(next - position, 0.02 + 1e-12);
    position = next;
  }
  EXPECT_EQ(position, 1.0);
  EXPECT_EQ(move_stem(0.4, 0.4, 0.8, 5.0, 0.1), 0.4);
}

// 498 kg/h of N2 at 110 % of 0.70 MPa(g) and 40 C through 78.5 mm2, Kd 0.9 (ideal nozzle).
TEST(ReliefValve, HasTheNozzlesCapacity) {
  const double p1 = 0.77e6 + kAtm, density = p1 / (296.8 * 313.15);
  FlowElement nozzle;
  nozzle.conductance = conductance_of_orifice(78.5e-6, 0.9);
  nozzle.gas_limit = 0.527;
  const Restriction r = calc_restriction({nozzle});
  const double drop = calc_driving_drop(r, p1 - kAtm, p1, 0.0, density);
  EXPECT_NEAR(3600.0 * r.conductance * std::sqrt(drop * density), 497.7, 2.0);
}

TEST(ReliefValve, PopsAndReseatsWithHysteresis) {
  EXPECT_EQ(find_relief_lift(0.0, 0.69e6, 0.70e6, 0.63e6, 0.1), 0.0);
  EXPECT_EQ(find_relief_lift(0.0, 0.70e6, 0.70e6, 0.63e6, 0.1), 0.6);
  EXPECT_EQ(find_relief_lift(0.6, 0.77e6, 0.70e6, 0.63e6, 0.1), 1.0);
  EXPECT_EQ(find_relief_lift(1.0, 0.65e6, 0.70e6, 0.63e6, 0.1), 0.6);
  EXPECT_EQ(find_relief_lift(0.6, 0.62e6, 0.70e6, 0.63e6, 0.1), 0.0);
}

// w/(1 + t/tau) with tau = J w0^2/P, step by step as at once.
TEST(Shaft, CoastsExactlyUnderASquareTorque) {
  const Shaft shaft{0.12, 308.92, 75.0, 0.0};
  const double tau = 0.12 * 308.92 * 308.92 / 9250.0;
  double speed = 308.92;
  for (int k = 0; k < 20; ++k) {
    speed = shaft.advance(speed, false, 9250.0 * std::pow(speed / 308.92, 3), 0.1);
  }
  EXPECT_NEAR(speed, 308.92 / (1.0 + 2.0 / tau), 0.01);
}

// Automatic derivatives of a holdup's equations against differences.
TEST(Holdup, HasExactDerivatives) {
  HoldupSpec spec;
  spec.volume = 0.5;
  spec.wall_heat_capacity = 2e4;
  const double x[] = {330.0, 4e5, 0.2, 1.2e4, 28.0};
  Dual<kHoldupUnknowns> seeds[kHoldupUnknowns];
  for (int k = 0; k < kHoldupUnknowns; ++k) {
    seeds[k] = seeded<kHoldupUnknowns>(x[k], k);
  }
  const auto exact = calc_contents(spec, seeds);
  for (int k = 0; k < kHoldupUnknowns; ++k) {
    double up[5], down[5];
    std::copy(x, x + 5, up);
    std::copy(x, x + 5, down);
    const double h = 1e-5 * x[k];
    up[k] += h;
    down[k] -= h;
    const auto a = calc_contents(spec, up), b = calc_contents(spec, down);
    const auto near = [&](double one, double two, double slope) {
      const double difference = (one - two) / (2 * h);
      EXPECT_NEAR(slope, difference, 1e-5 * (std::fabs(difference) + 1e-9)) << k;
    };
    near(a.water, b.water, exact.water.slope[k]);
    near(a.energy, b.energy, exact.energy.slope[k]);
    near(a.gas_law, b.gas_law, exact.gas_law.slope[k]);
  }
}

} // namespace
} // namespace jixia::process
