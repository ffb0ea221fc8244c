#include <gtest/gtest.h>

#include "base/random_stream.h"
#include "line_bench.h"

namespace jixia::factory {
namespace {

LineBench make_line(std::uint64_t seed) {
  return LineBench(
      {entry("C1", "Conveyor", {{"length", "4 m"}, {"speed", "0.4 m/s"}}),
       entry("C2", "Conveyor", {{"length", "2 m"}, {"x", "4.02 m"}, {"speed", "0.5 m/s"}}),
       entry("E1", "Emitter", {{"belt", "C1"}, {"at", "0.3 m"}, {"interval", "1.5 s"},
                               {"size_spread", "20 %"}, {"place_spread", "0.1 m"}, {"turn_spread", "20 deg"}}),
       entry("B1", "PhotoEye", {{"belt", "C1"}, {"at", "2.8 m"}}),
       entry("Y1", "StopBlade", {{"belt", "C1"}, {"at", "3 m"}}),
       entry("G1", "GuideRail", {{"belt", "C1"}, {"at", "1.5 m"}, {"from", "1 m"}, {"to", "2.5 m"},
                                 {"gap", "0.5 m"}, {"clear_time", "1 s"}}),
       entry("R1", "Remover", {{"belt", "C2"}, {"at", "1.8 m"}})},
      seed);
}

/// Sets one tag at random that a person or the instructor may set.
void disturb(LineBench& line, RandomStream& random) {
  std::vector<const Tag*> operable;
  for (const Tag& tag : line.world().tags()) {
    if (tag.is_operable()) {
      operable.push_back(&tag);
    }
  }
  const Tag& tag = *operable[random.next() % operable.size()];
  double value = tag.lowest + (tag.highest - tag.lowest) * random.uniform();
  if (!tag.states.empty()) {
    value = std::round(value);
  }
  (void)line.world().apply({tag.name, value, OperatorAction::Actor::Instructor});
}

std::uint64_t operate_at_random(std::uint64_t seed, double time) {
  LineBench line = make_line(seed);
  RandomStream random(seed, "hand");
  for (const char* tag : {"C1.RUN", "C2.RUN", "E1.RUN"}) {
    line.run(0.01);
    line.set(tag, 1);
  }
  const double belt_top = 0.8;
  for (double now = 0.0; now < time; now += 0.5) {
    disturb(line, random);
    if (random.uniform() < 0.3) { // so that the line does not stand still for ever
      line.set("C1.ISOLATOR", 0);
      line.set("C1.TRIP", 0);
      line.set("C1.RUN", random.uniform() < 0.8 ? 1 : 0);
      line.set("C1.DRAG", 0);
    }
    for (int k = 0; k < 100; ++k) {
      line.world().step();
      EXPECT_EQ(line.get("RigidBodyWorld.EMITTED"),
                line.get("RigidBodyWorld.ON_LINE") + line.get("RigidBodyWorld.REMOVED") +
                    line.get("RigidBodyWorld.TAKEN"));
      for (const Entity& box : line.boxes()) {
        const double smallest = *std::min_element(box.size.begin(), box.size.end());
        EXPECT_TRUE(std::isfinite(box.position[0] + box.position[1] + box.position[2]));
        EXPECT_GT(box.position[2], 0.5 * smallest - 0.01) << box.id; // not into the floor
        const bool is_over_belt = box.position[0] > 0.0 && box.position[0] < 6.0 &&
                                  std::abs(box.position[1]) < 0.29;
        if (is_over_belt && box.position[2] > belt_top - 0.04) { // it has not fallen off before
          EXPECT_GT(box.position[2], belt_top + 0.5 * smallest - 0.01) << box.id;
        }
      }
    }
  }
  for (const Tag& tag : line.world().tags()) {
    EXPECT_TRUE(std::isfinite(line.world().value(tag))) << tag.name;
  }
  EXPECT_LE(line.boxes().size(), 300u);
  return line.world().fingerprint();
}

TEST(RandomOperation, NeverLosesABoxNorSinksOneAndRepeatsBitByBit) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const std::uint64_t first = operate_at_random(seed, 60.0);
    EXPECT_EQ(operate_at_random(seed, 60.0), first) << seed;
  }
  EXPECT_NE(operate_at_random(8, 20.0), operate_at_random(9, 20.0));
}

TEST(RandomOperation, AFullLineTakesNoMoreBoxes) {
  LineBench line({entry("W", "RigidBodyWorld", {{"most_boxes", "3"}}),
                  entry("C1", "Conveyor", {{"length", "6 m"}}),
                  entry("E1", "Emitter", {{"at", "0.3 m"}, {"interval", "2 s"}})});
  line.run(0.1);
  line.set("C1.RUN", 1);
  line.set("E1.RUN", 1);
  line.run(15.0);
  EXPECT_EQ(line.get("W.ON_LINE"), 3);
  EXPECT_EQ(line.get("E1.BLOCKED"), 1);
}

TEST(RandomOperation, AWorldOfRigidBodiesSaysThatItCannotBeSaved) {
  EXPECT_FALSE(make_line(1).world().can_snapshot());
}

} // namespace
} // namespace jixia::factory
