#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "support/pump_plant.h"
#include "support/random_operator.h"

// bench_flowsheet [hours] [seed]: how many times faster than the plant the flowsheet runs, one core.
namespace {

using namespace jixia;
using namespace jixia::test;

// Processor time of this thread: what one core needs, whatever else the machine does.
double core_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void report(const char* what, World& world, double plant_seconds, double core) {
  const auto count = [&](const char* name) { return world.value("Flowsheet." + std::string(name)); };
  const double steps = plant_seconds / 0.1;
  std::printf("%-20s %8.0f x real time  %5.1f us/step | per step: iterations %.2f jacobians %.3f | "
              "retries %.0f halvings %.0f failures %.0f deficits %.0f | closure mass %.1e energy %.1e O2 %.1e\n",
              what, plant_seconds / core, 1e6 * core / steps, count("iterations") / steps,
              count("jacobians") / steps, count("retries"), count("halvings"), count("failures"),
              count("deficits"), count("closure_mass"), count("closure_energy"), count("closure_oxygen"));
}

bool is_sound(const World& world, double time, const std::string& action) {
  for (const Tag& tag : world.tags()) {
    if (!std::isfinite(world.value(tag))) {
      std::printf("%s is not finite at %.1f s, after %s\n", tag.name.c_str(), time, action.c_str());
      return false;
    }
  }
  return true;
}

void bench_normal(double seconds) {
  World world = make_pump_plant(PumpPlantStart::Normal);
  const double start = core_seconds();
  run_for(world, seconds);
  report("steady, 20 t/h", world, seconds, core_seconds() - start);
}

void bench_random(PumpPlantStart from, const char* name, double seconds, std::uint64_t seed) {
  World world = make_pump_plant(from, seed);
  RandomOperator person(world, seed);
  const double start = core_seconds();
  double failures = 0.0;
  std::string action;
  for (double time = 0.0; time < seconds; time += 3.0) {
    action = person.act(world);
    run_for(world, 3.0);
    if (world.value("Flowsheet.failures") > failures) {
      failures = world.value("Flowsheet.failures");
      std::printf("failures %.0f at %.1f s, after %s\n", failures, time, action.c_str());
    }
    if (!is_sound(world, time, action)) {
      return;
    }
  }
  report(name, world, seconds, core_seconds() - start);
}

} // namespace

int main(int count, char** words) {
  const double hours = count > 1 ? std::atof(words[1]) : 1.0;
  const auto seed = static_cast<std::uint64_t>(count > 2 ? std::atoi(words[2]) : 1);
  bench_normal(3600.0 * hours);
  bench_random(PumpPlantStart::Normal, "random, from normal", 3600.0 * hours, seed);
  bench_random(PumpPlantStart::Cold, "random, from cold", 3600.0 * hours, seed + 1);
  return 0;
}
