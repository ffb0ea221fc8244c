#include <gtest/gtest.h>

#include "support/pump_plant.h"

namespace jixia::test {
namespace {

TEST(SteadyState, RunsNormally) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  for (int k = 0; k < 13; ++k) {
    run_for(world, 10.0);
    std::printf("t %5.1f L %.2f P %.3f | FV %.1f LV %.1f kg/h PI101 %.3f PI102 %.3f PI103 %.3f I %.2f T %.2f s %.2f D101 %.3f D102 %.3f fail %g halv %g retry %g it %g J %g closm %.1e e %.1e\n",
                seconds(world.time()), 100 * world.value("V101.L"), atm_gauge(world.value("V101.P")),
                3600 * world.value("FV101.flow"), 3600 * world.value("LV101.flow"),
                atm_gauge(world.value("P101A.PS")), atm_gauge(world.value("P101A.PD")), atm_gauge(world.value("P101B.PS")),
                world.value("P101A.I"), world.value("P101A.T") - 273.15, world.value("P101A.s"),
                atm_gauge(world.value("D101.P")), atm_gauge(world.value("D102.P")), world.value("Flowsheet.failures"), world.value("Flowsheet.halvings"),
                world.value("Flowsheet.retries"), world.value("Flowsheet.iterations"), world.value("Flowsheet.jacobians"), world.value("Flowsheet.closure_mass"), world.value("Flowsheet.closure_energy"));
  }
}

} // namespace
} // namespace jixia::test
