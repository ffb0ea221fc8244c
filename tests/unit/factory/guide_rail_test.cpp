#include <gtest/gtest.h>

#include "line_bench.h"

namespace jixia::factory {
namespace {

/// A belt with rails whose plate begins at 2 m, a source and an end.
LineBench make_line(std::uint64_t seed = 1) {
  LineBench line({entry("C1", "Conveyor", {{"length", "5 m"}}),
                  entry("E1", "Emitter", {{"at", "0.3 m"}, {"interval", "4 s"}, {"place_spread", "20 mm"},
                                          {"turn_spread", "3 deg"}}),
                  entry("G1", "GuideRail", {{"at", "2 m"}, {"from", "0 m"}, {"to", "3.5 m"},
                                            {"gap", "0.42 m"}, {"clear_time", "3 s"}}),
                  entry("R1", "Remover", {{"at", "4.5 m"}})},
                 seed);
  line.run(0.1);
  line.set("C1.RUN", 1);
  line.set("E1.RUN", 1);
  return line;
}

/// Lets the plate bend in and boxes pile up behind it.
void jam(LineBench& line) {
  line.run(20.0);
  line.set("G1.BENT", 0.18, OperatorAction::Actor::Instructor);
  line.run(30.0);
}

TEST(GuideRail, LetsBoxesPassWhenStraight) {
  LineBench line = make_line();
  line.run(60.0);
  EXPECT_GE(line.get("R1"), 10); // (60 - 4.2 m / 0.3 m/s) / 4 s
}

TEST(GuideRail, ABentPlateJamsTheLineByContactAlone) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    LineBench line = make_line(seed);
    jam(line);
    const double count = line.get("R1"), free_force = 40.0;
    const double on_line = line.get("RigidBodyWorld.ON_LINE");
    line.run(10.0);
    EXPECT_EQ(line.get("R1"), count) << seed;
    EXPECT_NEAR(line.get("C1.SPEED"), 0.3, 1e-3); // the belt slips under the boxes ...
    EXPECT_GT(line.get("C1.FORCE"), free_force + 15.0); // ... and its drive feels them
    EXPECT_GE(line.get("RigidBodyWorld.ON_LINE"), on_line);
    EXPECT_EQ(line.get("RigidBodyWorld.FALLEN"), 0);
  }
}

TEST(GuideRail, IsClearedSafelyWhenStoppedAndLockedOut) {
  LineBench line = make_line();
  jam(line);
  line.set("C1.RUN", 0);
  line.set("E1.RUN", 0);
  line.run(2.0);
  line.set("C1.ISOLATOR", 1);
  line.set("G1.CLEAR", 1);
  line.run(1.0);
  EXPECT_EQ(line.get("G1.HAND_IN"), 1);
  line.run(6.0);
  EXPECT_EQ(line.get("G1.HAND_IN"), 0);
  EXPECT_EQ(line.get("G1.VIOLATION"), 0);
  EXPECT_GE(line.get("RigidBodyWorld.TAKEN"), 1);
  EXPECT_NEAR(line.get("G1.BEND"), 0.0, 1e-9);
  const double count = line.get("R1");
  line.set("C1.ISOLATOR", 0);
  line.run(0.1);
  line.set("C1.RUN", 1);
  line.set("E1.RUN", 1);
  line.run(30.0);
  EXPECT_GE(line.get("R1"), count + 3);
}

TEST(GuideRail, RemembersAHandInWithoutLockOut) {
  LineBench line = make_line();
  jam(line);
  line.set("C1.RUN", 0);
  line.run(2.0);
  line.set("G1.CLEAR", 1);
  line.run(6.0);
  EXPECT_EQ(line.get("G1.VIOLATION"), 1);
  EXPECT_GE(line.get("RigidBodyWorld.TAKEN"), 1); // it works, and it is wrong
}

TEST(GuideRail, AHandInAMovingBeltIsHurtAndClearsNothing) {
  LineBench line = make_line();
  jam(line);
  line.set("G1.CLEAR", 1);
  line.run(6.0);
  EXPECT_EQ(line.get("G1.VIOLATION"), 2);
  EXPECT_EQ(line.get("RigidBodyWorld.TAKEN"), 0);
}

TEST(GuideRail, ABeltThatStartsOnAHandCountsToo) {
  LineBench line = make_line();
  jam(line);
  line.set("C1.RUN", 0);
  line.run(2.0);
  line.set("G1.CLEAR", 1);
  line.run(1.0);
  line.set("C1.RUN", 1);
  line.run(1.0);
  EXPECT_EQ(line.get("G1.VIOLATION"), 2);
}

TEST(GuideRail, AHandCalledBackHasDoneNothing) {
  LineBench line = make_line();
  jam(line);
  line.set("C1.RUN", 0);
  line.run(2.0);
  line.set("C1.ISOLATOR", 1);
  line.set("G1.CLEAR", 1);
  line.run(1.0);
  line.set("G1.CLEAR", 0);
  line.run(5.0);
  EXPECT_EQ(line.get("RigidBodyWorld.TAKEN"), 0);
  EXPECT_GT(line.get("G1.BEND"), 0.1);
}

TEST(GuideRail, ThePlateStopsAtABoxInItsWay) {
  LineBench line = make_line();
  line.run(7.0); // the first box is beside the plate
  line.set("C1.RUN", 0);
  line.run(0.7);
  line.set("G1.BENT", 0.25, OperatorAction::Actor::Instructor);
  line.run(5.0);
  EXPECT_LT(line.get("G1.BEND"), 0.25);
  for (const Entity& box : line.boxes()) {
    EXPECT_NEAR(box.position[2], 0.8 + 0.125, 5e-3) << box.id; // none was squeezed up
  }
}

} // namespace
} // namespace jixia::factory
