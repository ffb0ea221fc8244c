#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "support/pump_plant.h"
#include "support/random_operator.h"

// Properties that must hold whatever anybody does: every valve, pump and malfunction is operated at
// random. Plant hours per start: JIXIA_RANDOM_HOURS (default a quarter; see CMakeLists.txt).
namespace jixia::test {
namespace {

double hours() {
  const char* text = std::getenv("JIXIA_RANDOM_HOURS");
  return text != nullptr ? std::atof(text) : 0.25;
}

struct Run {
  PumpPlantStart start;
  std::uint64_t seed;
};

class RandomOperation : public testing::TestWithParam<Run> {};

void check_sound(const World& world, const std::string& action) {
  for (const Tag& tag : world.tags()) {
    ASSERT_TRUE(std::isfinite(world.value(tag))) << tag.name << " after " << action;
  }
  ASSERT_EQ(world.value("Flowsheet.failures"), 0.0) << "after " << action;
  ASSERT_GE(world.value("Flowsheet.smallest_amount"), 0.0) << "after " << action;
  for (const char* what : {"mass", "water", "nitrogen", "oxygen", "energy"}) {
    ASSERT_LT(world.value("Flowsheet.closure_" + std::string(what)), 1e-7) << what << " after " << action;
  }
}

TEST_P(RandomOperation, NeverGivesUpNorLosesAnything) {
  World world = make_pump_plant(GetParam().start, GetParam().seed);
  RandomOperator person(world, GetParam().seed);
  for (int k = 0; k < static_cast<int>(1200.0 * hours()); ++k) {
    const std::string action = person.act(world);
    run_for(world, 3.0);
    check_sound(world, action + " at " + std::to_string(seconds(world.time())) + " s");
    if (HasFatalFailure()) {
      return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(PumpUnit, RandomOperation,
                         testing::Values(Run{PumpPlantStart::Normal, 11}, Run{PumpPlantStart::Cold, 12},
                                         Run{PumpPlantStart::Normal, 13}, Run{PumpPlantStart::Cold, 14}));

std::vector<double> values_of(const World& world) {
  std::vector<double> values;
  for (const Tag& tag : world.tags()) {
    values.push_back(world.value(tag));
  }
  return values;
}

// The Jacobian kept from step to step is a cache: a restored world must go on without it as the
// first did with it, bit for bit.
TEST(Snapshot, ContinuesBitIdentically) {
  World world = make_pump_plant(PumpPlantStart::Normal, 21);
  RandomOperator person(world, 21);
  for (int k = 0; k < 40; ++k) {
    person.act(world);
    run_for(world, 3.0);
    const RandomOperator same_person = person;
    const Snapshot snapshot = world.snapshot();
    const auto go_on = [&world](RandomOperator who) {
      for (int act = 0; act < 4; ++act) {
        who.act(world);
        run_for(world, 2.0);
      }
      return world.fingerprint();
    };
    const std::uint64_t first = go_on(same_person);
    const std::vector<double> first_values = values_of(world);
    world.restore(snapshot);
    ASSERT_EQ(go_on(same_person), first) << "snapshot " << k;
    ASSERT_EQ(values_of(world), first_values);
    world.restore(snapshot);
  }
}

TEST(Snapshot, GivesTheSameBitsToTwoWorlds) {
  World first = make_pump_plant(PumpPlantStart::Cold, 5);
  World second = make_pump_plant(PumpPlantStart::Cold, 5);
  RandomOperator one(first, 6), other(second, 6);
  for (int k = 0; k < 100; ++k) {
    one.act(first);
    other.act(second);
    run_for(first, 2.0);
    run_for(second, 2.0);
    ASSERT_EQ(first.fingerprint(), second.fingerprint()) << k;
  }
}

} // namespace
} // namespace jixia::test
