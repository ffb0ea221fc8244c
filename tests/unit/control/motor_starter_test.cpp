#include "control/motor_starter.h"

#include "bench.h"
#include "control/operator_switch.h"

namespace jixia::control {
namespace {

Bench make(std::map<std::string, double> quantities = {}, std::set<std::string> connected = {},
           const std::string& initial = "stopped") {
  Bench bench(motor_starter_spec(), {std::move(quantities),
                                     {{"interlocks", "I-101 I-104"}, {"initial", initial}},
                                     std::move(connected),
                                     0.1,
                                     1,
                                     "P101A"});
  bench.step(10);
  return bench;
}

TEST(MotorStarter, StartsAndStopsFromTheConsole) {
  Bench bench = make();
  EXPECT_EQ(bench.get("READY"), 1.0);
  EXPECT_EQ(bench.operate("RUN", 1.0), "");
  EXPECT_EQ(bench.get("RUN"), 1.0);
  EXPECT_EQ(bench.get("RUNNING"), 1.0);
  bench.run(10.0);
  EXPECT_EQ(bench.get("RUN"), 1.0);
  EXPECT_EQ(bench.operate("RUN", 0.0), "");
  EXPECT_EQ(bench.get("RUN"), 0.0);
}

TEST(MotorStarter, SaysWhyItCannotStart) {
  Bench bench = make();
  bench.set("TRIP2", 1.0);
  EXPECT_EQ(bench.operate("RUN", 1.0), "I-104 联锁，P101A 不能启动；先复位");
  bench.set("TRIP1", 1.0);
  EXPECT_EQ(bench.operate("RUN", 1.0), "I-101 联锁，P101A 不能启动；先复位");
  bench.set("TRIP1", 0.0);
  bench.set("TRIP2", 0.0);
  bench.set("TRIP5", 1.0);
  EXPECT_EQ(bench.operate("RUN", 1.0), "TRIP5 联锁，P101A 不能启动；先复位");
  bench.set("TRIP5", 0.0);
  bench.set("POWER", 0.0);
  EXPECT_EQ(bench.operate("RUN", 1.0), "P101A 未送电，不能启动；先合断路器");
  bench.set("POWER", 1.0);
  bench.set("PERMIT", 0.0);
  EXPECT_EQ(bench.operate("RUN", 1.0), "P101A 启动条件不满足，不能启动");
  bench.set("PERMIT", 1.0);
  EXPECT_EQ(bench.operate("RUN", 1.0), "");
}

TEST(MotorStarter, StopsOnATripAndWaitsForANewOrder) {
  Bench bench = make({}, {}, "running");
  EXPECT_EQ(bench.get("RUN"), 1.0);
  bench.set("TRIP1", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("RUN"), 0.0);
  EXPECT_EQ(bench.get("TRIPPED"), 1.0);
  bench.set("TRIP1", 0.0);
  bench.run(10.0);
  EXPECT_EQ(bench.get("RUN"), 0.0);
}

TEST(MotorStarter, KeepsRunningWithoutPermitAndStopsWithoutPower) {
  Bench bench = make({}, {}, "running");
  bench.set("PERMIT", 0.0);
  bench.step();
  EXPECT_EQ(bench.get("RUN"), 1.0);
  bench.set("POWER", 0.0);
  bench.step();
  EXPECT_EQ(bench.get("RUN"), 0.0);
}

TEST(MotorStarter, OnlyTheChosenPlaceMayStartAndBothMayStop) {
  Bench bench = make();
  EXPECT_EQ(bench.operate("LOCAL_RUN", 1.0), "P101A 在远程，不能从现场启动；先切就地");
  EXPECT_EQ(bench.operate("LOCAL", 1.0), "");
  EXPECT_EQ(bench.operate("RUN", 1.0), "P101A 在就地，不能从内操启动；先切远程");
  EXPECT_EQ(bench.operate("LOCAL_RUN", 1.0), "");
  EXPECT_EQ(bench.operate("RUN", 0.0), "");
  EXPECT_EQ(bench.get("RUN"), 0.0);
}

// 3 starts per 30 min (pump unit 1.5).
TEST(MotorStarter, CountsItsStartsWithinHalfAnHour) {
  Bench bench = make({{"most_starts", 3.0}});
  for (int k = 1; k <= 3; ++k) {
    EXPECT_EQ(bench.operate("RUN", 1.0), "");
    EXPECT_EQ(bench.get("STARTS"), k);
    EXPECT_EQ(bench.operate("RUN", 1.0), ""); // already running: no further start
    EXPECT_EQ(bench.get("STARTS"), k);
    bench.run(60.0);
    bench.operate("RUN", 0.0);
  }
  EXPECT_NE(bench.operate("RUN", 1.0), "");
  bench.run(1800.0 - 180.0 + 0.2);
  EXPECT_EQ(bench.get("STARTS"), 2.0);
  EXPECT_EQ(bench.operate("RUN", 1.0), "");
}

TEST(MotorStarter, GivesUpWhenTheMotorDoesNotReportBack) {
  Bench bench = make({{"start_time", 5.0}}, {"FEEDBACK"});
  EXPECT_EQ(bench.operate("RUN", 1.0), "");
  EXPECT_EQ(bench.get("RUNNING"), 0.0);
  bench.run(5.0);
  EXPECT_EQ(bench.get("RUN"), 1.0);
  bench.step();
  EXPECT_EQ(bench.get("RUN"), 0.0);
  EXPECT_EQ(bench.get("FAILED"), 1.0);
  EXPECT_EQ(bench.operate("RUN", 1.0), "");
  EXPECT_EQ(bench.get("FAILED"), 0.0);
  bench.set("FEEDBACK", 1.0);
  bench.run(20.0);
  EXPECT_EQ(bench.get("RUNNING"), 1.0);
}

TEST(MotorStarter, StandbyStartsByItselfOnlyWhenAskedToAndReady) {
  Bench bench = make();
  bench.set("STANDBY_START", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("RUN"), 0.0); // selector on manual, the default
  EXPECT_EQ(bench.operate("AUTO", 1.0), "");
  bench.step();
  EXPECT_EQ(bench.get("RUN"), 0.0); // needs a rising signal
  bench.set("STANDBY_START", 0.0);
  bench.step();
  bench.set("TRIP1", 1.0);
  bench.set("STANDBY_START", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("RUN"), 0.0);
  bench.set("TRIP1", 0.0);
  bench.set("STANDBY_START", 0.0);
  bench.step();
  bench.set("STANDBY_START", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("RUN"), 1.0);
}

TEST(MotorStarter, ContinuesIdenticallyFromASnapshot) {
  Bench bench = make({}, {"FEEDBACK"});
  bench.operate("RUN", 1.0);
  bench.run(3.0);
  bench.save();
  const auto play = [&] {
    bench.run(4.0);
    bench.operate("RUN", 1.0);
    bench.run(2.0);
  };
  play();
  const std::vector<double> first = bench.values();
  bench.restore();
  play();
  EXPECT_EQ(bench.values(), first);
}

Bench make_switch(const std::string& type, std::map<std::string, double> quantities = {}) {
  static const std::vector<ComponentSpec> specs = operator_switch_specs();
  return Bench(find_spec(specs, type), {std::move(quantities), {}, {}});
}

TEST(PushButton, LetsGoByItself) {
  Bench bench = make_switch("PushButton", {{"release_after", 0.5}});
  EXPECT_EQ(bench.operate("PRESS", 1.0), "");
  EXPECT_EQ(bench.get("ON"), 1.0);
  EXPECT_EQ(bench.get("OFF"), 0.0);
  bench.run(0.4);
  EXPECT_EQ(bench.get("ON"), 1.0);
  bench.step();
  EXPECT_EQ(bench.get("ON"), 0.0);
  EXPECT_EQ(bench.get("OFF"), 1.0);
}

TEST(PushButton, AQuickPressIsSeenForAWholeStep) {
  Bench bench = make_switch("ConsoleButton", {{"release_after", 0.0}});
  bench.operate("PRESS", 1.0);
  bench.operate("PRESS", 0.0);
  EXPECT_EQ(bench.get("ON"), 1.0);
  bench.step();
  EXPECT_EQ(bench.get("ON"), 0.0);
}

TEST(PushButton, IsHeldAsLongAsWanted) {
  Bench bench = make_switch("PushButton", {{"release_after", 0.0}});
  bench.operate("PRESS", 1.0);
  bench.run(100.0);
  EXPECT_EQ(bench.get("ON"), 1.0);
}

TEST(EmergencyStop, StaysPressedUntilTurned) {
  Bench bench = make_switch("EmergencyStop");
  bench.operate("PRESS", 1.0);
  bench.run(100.0);
  EXPECT_EQ(bench.get("ON"), 1.0);
  EXPECT_EQ(bench.get("OFF"), 0.0);
  bench.operate("PRESS", 0.0);
  EXPECT_EQ(bench.get("OFF"), 1.0);
}

} // namespace
} // namespace jixia::control
