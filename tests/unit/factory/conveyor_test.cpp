#include <gtest/gtest.h>

#include "factory/belt_drive.h"
#include "line_bench.h"

namespace jixia::factory {
namespace {

const ComponentEntry kBelt = entry("C1", "Conveyor", {{"length", "8 m"}});
const ComponentEntry kSource =
    entry("E1", "Emitter", {{"at", "0.3 m"}, {"most", "1"}, {"interval", "0.5 s"}});

double time_to_95_percent(const std::string& acceleration, double friction) {
  LineBench line({entry("C1", "Conveyor",
                        {{"length", "8 m"}, {"acceleration", acceleration},
                         {"speed", "0.5 m/s"}, {"friction", number_text(friction)},
                         {"most_force", "3000 N"}, {"grip_force", "3000 N"}}),
                  kSource});
  line.set("E1.ONE", 1);
  line.run(1.0);
  const double from = line.boxes().at(0).position[0];
  line.set("C1.RUN", 1);
  double before = from, time = 0.0;
  for (double speed = 0.0; speed < 0.95 * 0.5 && time < 5.0; time += 0.005) {
    line.run(0.005);
    speed = (line.boxes()[0].position[0] - before) / 0.005;
    before = line.boxes()[0].position[0];
  }
  return time;
}

TEST(Conveyor, CarriesABoxAtItsSetSpeedWithin5PartsInTenThousand) {
  LineBench line({entry("C1", "Conveyor", {{"length", "8 m"}, {"x", "12 m"}, {"heading", "30 deg"}}),
                  kSource});
  line.set("E1.ONE", 1);
  line.run(0.5);
  line.set("C1.RUN", 1);
  line.run(3.0);
  EXPECT_NEAR(line.get("C1.SPEED"), 0.3, 0.3 * 5e-4);
  const auto from = line.boxes().at(0).position;
  line.run(10.0);
  const auto to = line.boxes().at(0).position;
  EXPECT_NEAR(std::hypot(to[0] - from[0], to[1] - from[1]), 3.0, 3.0 * 5e-4);
  EXPECT_NEAR(std::atan2(to[1] - from[1], to[0] - from[0]), 30 * M_PI / 180, 1e-3);
}

TEST(Conveyor, FrictionSetsTheStartUpOfABoxOnAFastBelt) {
  // t95 = 0.95 V / (mu g), since the belt itself (5 m/s2) is faster; issue 2 asks for 10 %.
  for (const double mu : {0.1, 0.2}) {
    const double expected = 0.95 * 0.5 / (mu * 9.81);
    EXPECT_NEAR(time_to_95_percent("5 m/s2", mu), expected, 0.1 * expected) << mu;
  }
}

TEST(Conveyor, ItsOwnRampSetsTheStartUpWhenFrictionHolds) {
  EXPECT_NEAR(time_to_95_percent("0.5 m/s2", 0.5), 0.95 * 0.5 / 0.5, 0.03);
}

TEST(Conveyor, DoesNotRestartByItself) {
  LineBench line({kBelt});
  line.set("C1.RUN", 1); // before it was ever seen off
  line.run(1.0);
  EXPECT_EQ(line.get("C1.RUNNING"), 0);
  line.set("C1.RUN", 0);
  line.run(0.1);
  line.set("C1.RUN", 1);
  line.run(2.0);
  EXPECT_NEAR(line.get("C1.SPEED"), 0.3, 1e-6);
  line.set("C1.ISOLATOR", 1);
  line.run(2.0);
  EXPECT_EQ(line.get("C1.SPEED"), 0);
  EXPECT_EQ(line.get("C1.CURRENT"), 0);
  line.set("C1.ISOLATOR", 0);
  line.run(2.0);
  EXPECT_EQ(line.get("C1.SPEED"), 0);
  EXPECT_EQ(line.get("C1.READY"), 0);
}

TEST(Conveyor, CoastsWithoutTorqueAsFastAsItsFrictionStopsIt) {
  // m dv/dt = -F: from 0.3 m/s with 40 N on 30 kg after 0.225 s.
  LineBench line({kBelt, entry("OK", "Switch", {}), entry("C2", "Conveyor", {{"length", "1 m"},
                  {"y", "5 m"}}, {{"ENABLE", "OK.ON"}})});
  line.set("OK.POSITION", 1);
  line.run(0.1);
  line.set("C2.RUN", 1);
  line.run(2.0);
  EXPECT_NEAR(line.get("C2.SPEED"), 0.3, 1e-9);
  line.set("OK.POSITION", 0);
  EXPECT_NEAR(line.run_until("C2.SPEED", 0.0, 1e-9, 2.0), 0.225, 0.02);
}

TEST(Conveyor, PullsWhatABoxHeldByAStopDemands) {
  // mu m g = 0.5 * 2 kg * 9.81 = 9.81 N more than the empty belt's 40 N.
  LineBench line({kBelt, kSource, entry("Y1", "StopBlade", {{"at", "1 m"}})});
  line.set("Y1.UP", 1);
  line.set("E1.ONE", 1);
  line.run(0.5);
  line.set("C1.RUN", 1);
  line.run(1.0);
  EXPECT_NEAR(line.get("C1.FORCE"), 40.0, 1.0);
  const double empty = line.get("C1.CURRENT");
  line.run(4.0);
  EXPECT_NEAR(line.get("C1.FORCE"), 49.81, 1.0);
  EXPECT_GT(line.get("C1.CURRENT"), empty);
  EXPECT_NEAR(line.boxes()[0].position[0], 1.0 - 0.01 - 0.2, 0.01); // its front at the blade
}

TEST(Conveyor, SlipsOnItsDrumWhenTheGripIsLost) {
  LineBench line({kBelt});
  line.run(0.1);
  line.set("C1.RUN", 1);
  line.run(2.0);
  line.set("C1.SLIP", 0.95); // 22.5 N of grip against 40 N of friction
  line.run(2.0);
  EXPECT_EQ(line.get("C1.SPEED"), 0.0);
  EXPECT_NEAR(line.get("C1.DRUM_SPEED"), 0.3, 1e-9); // the motor notices nothing
  EXPECT_EQ(line.get("C1.TRIPPED"), 0.0);
}

TEST(Conveyor, TripsWhenARollerSeizesAndStartsAgainAfterResetOnly) {
  LineBench line({kBelt});
  line.run(0.1);
  line.set("C1.RUN", 1);
  line.run(2.0);
  line.set("C1.DRAG", 400);
  EXPECT_NEAR(line.run_until("C1.TRIPPED", 1.0, 0.1, 10.0), 2.0, 0.5); // stall_time and the braking
  line.set("C1.DRAG", 0);
  line.run(1.0);
  EXPECT_EQ(line.get("C1.RUNNING"), 0.0);
  line.set("C1.RUN", 0);
  line.set("C1.RESET", 1);
  line.run(0.1);
  line.set("C1.RUN", 1);
  line.run(2.0);
  EXPECT_NEAR(line.get("C1.SPEED"), 0.3, 1e-9);
}

TEST(Conveyor, RefusesResetWhileTheFaultStands) {
  LineBench line({kBelt});
  line.run(0.1);
  line.set("C1.TRIP", 1);
  line.run(0.1);
  const auto refusal = line.refused("C1.RESET", 1);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->zh, "C1 变频器故障未消除，不能复位");
}

TEST(Conveyor, ItsEncoderFollowsTheBeltAndStartsOver) {
  LineBench line({kBelt});
  line.run(0.1);
  line.set("C1.RUN", 1);
  line.run(3.0);
  const double from = line.get("C1.ENCODER");
  line.run(5.0); // 1.5 m: two turns of 0.58 m and 0.34 m
  EXPECT_NEAR(std::remainder(line.get("C1.ENCODER") - from - 1.5, 0.58), 0.0, 1e-6);
  EXPECT_LT(line.get("C1.ENCODER"), 0.58);
}

TEST(BeltMotion, FollowsItsRampAndNeverOvershoots) {
  BeltMotion motion;
  BeltLoad load;
  load.is_powered = true;
  load.reference = 0.3;
  for (int k = 1; k <= 200; ++k) {
    motion = calc_belt_motion({}, motion, load, 0.005);
    EXPECT_NEAR(motion.belt_speed, std::min(0.3, 0.5 * 0.005 * k), 1e-12);
  }
}

TEST(BeltMotion, FrictionHoldsABeltAtRest) {
  BeltLoad load;
  load.boxes = 39.0;
  EXPECT_EQ(calc_belt_motion({}, {}, load, 0.005).belt_speed, 0.0);
  load.boxes = 43.0; // 3 N more than the 40 N of friction on 30 kg
  EXPECT_NEAR(calc_belt_motion({}, {}, load, 0.005).belt_speed, 3.0 / 30.0 * 0.005, 1e-12);
}

TEST(MotorCurrent, AddsMagnetisingAndActivePartAtRightAngles) {
  EXPECT_NEAR(calc_motor_current(0.0, 300, 5.0, 3.0), 3.0, 1e-12);
  EXPECT_NEAR(calc_motor_current(300.0, 300, 5.0, 3.0), 5.0, 1e-12);
  EXPECT_NEAR(calc_motor_current(150.0, 300, 5.0, 3.0), std::sqrt(9.0 + 4.0), 1e-12);
}

} // namespace
} // namespace jixia::factory
