#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "thermo/gas.h"
#include "thermo/if97.h"
#include "thermo/water.h"

namespace jixia {
namespace {

// R7-97(2012), table 5.
TEST(If97, GivesTheReleasesVerificationValues) {
  const struct { double t, p, v, h, s, cp, w; } rows[] = {
      {300, 3e6, 0.00100215168, 115331.273, 392.294792, 4173.01218, 1507.73921},
      {300, 80e6, 0.000971180894, 184142.828, 368.563852, 4010.08987, 1634.69054},
      {500, 3e6, 0.001202418, 975542.239, 2580.41912, 4655.80682, 1240.71337}};
  for (const auto& row : rows) {
    const if97::Properties found = if97::calc_liquid(row.t, row.p);
    EXPECT_NEAR(found.volume / row.v, 1.0, 2e-8);
    EXPECT_NEAR(found.enthalpy / row.h, 1.0, 1e-8);
    EXPECT_NEAR(found.entropy / row.s, 1.0, 1e-8);
    EXPECT_NEAR(found.heat_capacity / row.cp, 1.0, 1e-8);
    EXPECT_NEAR(found.sound_speed / row.w, 1.0, 1e-8);
  }
}

TEST(If97, GivesTheSaturationLineBothWays) {
  EXPECT_NEAR(if97::calc_saturation_pressure(300.0), 3536.58941, 1e-5);
  EXPECT_NEAR(if97::calc_saturation_pressure(600.0), 12344314.6, 0.1);
  EXPECT_NEAR(if97::calc_saturation_temperature(1e6), 453.035632, 1e-6);
  for (double t = 275.0; t < 640.0; t += 5.0) {
    EXPECT_NEAR(if97::calc_saturation_temperature(if97::calc_saturation_pressure(t)), t, 1e-6);
  }
}

TEST(If97, RefusesWhatItDoesNotCover) {
  EXPECT_THROW(if97::calc_liquid(700.0, 1e6), std::domain_error);
  EXPECT_THROW(if97::calc_liquid(300.0, -1.0), std::domain_error);
  EXPECT_THROW(if97::calc_liquid(std::nan(""), 1e6), std::domain_error);
  EXPECT_THROW(if97::calc_saturation_pressure(200.0), std::domain_error);
  EXPECT_THROW(if97::calc_saturation_temperature(1.0), std::domain_error);
}

// The errors that thermo/water.h states, over its whole range.
TEST(Water, StaysWithinItsStatedErrors) {
  for (double celsius = 0.0; celsius <= 180.0; celsius += 2.0) {
    const double t = celsius + 273.15;
    const double lowest = std::fmax(water::saturation_pressure(t), 0.1e6);
    EXPECT_NEAR(water::saturation_pressure(t) / if97::calc_saturation_pressure(t), 1.0, 1e-9);
    for (const double p : {lowest, 1e6, 3e6}) {
      if (p < lowest) {
        continue;
      }
      const if97::Properties exact = if97::calc_liquid(t, p);
      EXPECT_NEAR(water::liquid_density(t, p) * exact.volume, 1.0, p > 2e6 ? 4e-4 : 1.5e-4) << celsius << " " << p;
      if (p <= 1e6) {
        EXPECT_NEAR(water::liquid_energy(t), exact.energy, p > lowest ? 500.0 : 80.0) << celsius;
      }
    }
  }
}

// Saturated vapour's internal energy, kJ/kg: steam tables (IF97 region 2 at saturation).
TEST(Water, KnowsTheEnergyOfItsVapour) {
  const struct { double t, u; } rows[] = {{20, 2402.3}, {60, 2455.9}, {100, 2506.0}, {140, 2549.6}, {180, 2582.8}};
  for (const auto& row : rows) {
    EXPECT_NEAR(water::vapour_energy(row.t + 273.15) / 1e3, row.u, 0.3);
  }
}

TEST(Water, GoesOnSmoothlyBeyondItsRange) {
  for (const double t : {100.0, 249.999, 250.001, 639.999, 640.001, 900.0}) {
    const double p = water::saturation_pressure(t);
    EXPECT_TRUE(std::isfinite(p) && p > 0.0) << t;
  }
  EXPECT_NEAR(water::saturation_pressure(249.9999) / water::saturation_pressure(250.0001), 1.0, 1e-4);
}

TEST(Gas, AirIsAMixture) {
  EXPECT_NEAR(gas::molar_mass(gas::kAirFractions), 0.02885, 1e-5);
  EXPECT_EQ(gas::substances().size(), gas::kCount);
  EXPECT_NEAR(gas::kCp / gas::kCv, gas::kHeatRatio, 1e-12);
}

} // namespace
} // namespace jixia
