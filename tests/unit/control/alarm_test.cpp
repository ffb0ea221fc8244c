#include "control/alarm.h"

#include <cmath>

#include "bench.h"
#include "control/alarm_state.h"

namespace jixia::control {
namespace {

const ComponentSpec& spec_of(const std::string& type) {
  static const std::vector<ComponentSpec> specs = alarm_specs();
  return find_spec(specs, type);
}

AlarmState state(const Bench& bench) {
  return static_cast<AlarmState>(std::lround(bench.get("STATE")));
}

// LIC101 H of the pump unit: 70 %, deadband 1 % of the span.
Bench high_alarm(std::map<std::string, double> more = {}) {
  more.emplace("limit", 0.70);
  more.emplace("deadband", 0.01);
  more.emplace("priority", 3.0);
  Bench bench(spec_of("LevelAlarm"), {more, {{"kind", "high"}}, {}, 0.1, 1, "LAH101"});
  bench.set("IN", 0.5);
  bench.step(10);
  return bench;
}

void raise(Bench& bench) {
  bench.set("IN", 0.75);
  bench.step();
}
void clear(Bench& bench) {
  bench.set("IN", 0.5);
  bench.step();
}

// ISA-18.2 figure 5 (alarm state transition diagram), each arrow once.
TEST(Alarm, NormalToUnacknowledgedWhenTheConditionComes) {
  Bench bench = high_alarm();
  EXPECT_EQ(state(bench), AlarmState::Normal);
  raise(bench);
  EXPECT_EQ(state(bench), AlarmState::Unacknowledged);
  EXPECT_EQ(bench.get("ACTIVE"), 1.0);
  EXPECT_EQ(bench.get("SOUND"), 1.0);
}

TEST(Alarm, UnacknowledgedToAcknowledgedToNormal) {
  Bench bench = high_alarm();
  raise(bench);
  EXPECT_EQ(bench.operate("ACK", 1.0), "");
  EXPECT_EQ(state(bench), AlarmState::Acknowledged);
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::Acknowledged);
  EXPECT_EQ(bench.get("SOUND"), 0.0);
  clear(bench);
  EXPECT_EQ(state(bench), AlarmState::Normal);
}

TEST(Alarm, UnacknowledgedToReturnedToNormal) {
  Bench bench = high_alarm();
  raise(bench);
  clear(bench);
  EXPECT_EQ(state(bench), AlarmState::ReturnedUnacknowledged);
  EXPECT_EQ(bench.get("ACTIVE"), 0.0);
  EXPECT_EQ(bench.operate("ACK", 1.0), "");
  EXPECT_EQ(state(bench), AlarmState::Normal);
}

TEST(Alarm, ReturnedToUnacknowledgedWhenItComesAgain) {
  Bench bench = high_alarm();
  raise(bench);
  clear(bench);
  raise(bench);
  EXPECT_EQ(state(bench), AlarmState::Unacknowledged);
}

TEST(Alarm, ShelvedFromEveryStateAndBackByItselfOrByHand) {
  for (const bool stands : {true, false}) {
    for (const bool by_hand : {true, false}) {
      Bench bench = high_alarm();
      raise(bench);
      EXPECT_EQ(bench.operate("SHELVE", 60.0), "");
      EXPECT_EQ(state(bench), AlarmState::Shelved);
      bench.run(59.0);
      EXPECT_EQ(state(bench), AlarmState::Shelved);
      EXPECT_NEAR(bench.get("SHELVE"), 1.0, 1e-9);
      if (!stands) {
        clear(bench);
      }
      if (by_hand) {
        EXPECT_EQ(bench.operate("SHELVE", 0.0), "");
      }
      bench.run(1.0);
      EXPECT_EQ(state(bench), stands ? AlarmState::Unacknowledged : AlarmState::Normal);
    }
  }
}

TEST(Alarm, SuppressedByDesignAndBack) {
  Bench bench = high_alarm();
  bench.set("SUPPRESS", 1.0);
  raise(bench);
  EXPECT_EQ(state(bench), AlarmState::Suppressed);
  EXPECT_EQ(bench.get("ACTIVE"), 0.0);
  EXPECT_NE(bench.operate("ACK", 1.0), "");
  bench.set("SUPPRESS", 0.0);
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::Unacknowledged);
}

TEST(Alarm, OutOfServiceAndBack) {
  Bench bench = high_alarm();
  raise(bench);
  EXPECT_EQ(bench.operate("OUT_OF_SERVICE", 1.0), "");
  EXPECT_EQ(state(bench), AlarmState::OutOfService);
  EXPECT_NE(bench.operate("SHELVE", 60.0), "");
  clear(bench);
  EXPECT_EQ(bench.operate("OUT_OF_SERVICE", 0.0), "");
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::Normal);
}

TEST(Alarm, RefusesToAcknowledgeNothingAndToShelveForTooLong) {
  Bench bench = high_alarm({{"longest_shelve", 600.0}});
  EXPECT_EQ(bench.operate("ACK", 1.0), "LAH101 没有未确认的报警");
  EXPECT_NE(bench.operate("SHELVE", 601.0), "");
}

TEST(Alarm, WaitsForItsDelayAndForgetsAShortExcursion) {
  Bench bench = high_alarm({{"on_delay", 2.0}, {"off_delay", 1.0}});
  bench.set("IN", 0.8);
  bench.run(1.9);
  clear(bench);
  EXPECT_EQ(state(bench), AlarmState::Normal);
  bench.set("IN", 0.8);
  bench.run(2.0); // the scan that sees the limit crossed counts as 0 s
  EXPECT_EQ(state(bench), AlarmState::Normal);
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::Unacknowledged);
  bench.set("IN", 0.5);
  bench.run(1.0);
  EXPECT_EQ(state(bench), AlarmState::Unacknowledged);
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::ReturnedUnacknowledged);
}

TEST(Alarm, DoesNotChatterInsideItsDeadband) {
  Bench bench = high_alarm();
  int sounded = 0;
  for (int k = 0; k < 100; ++k) {
    const AlarmState before = state(bench);
    bench.set("IN", k % 2 == 0 ? 0.703 : 0.694);
    bench.step();
    sounded += state(bench) != before ? 1 : 0;
  }
  EXPECT_EQ(sounded, 1);
  bench.set("IN", 0.689);
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::ReturnedUnacknowledged);
}

TEST(Alarm, LowAlarmMirrorsAHighOne) {
  Bench bench(spec_of("PressureAlarm"),
              {{{"limit", 2e5}, {"deadband", 1e4}, {"priority", 1.0}}, {{"kind", "low"}}, {}});
  bench.set("IN", 3e5);
  bench.step(10);
  EXPECT_EQ(state(bench), AlarmState::Normal);
  bench.set("IN", 1.99e5);
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::Unacknowledged);
  bench.set("IN", 2.05e5);
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::Unacknowledged);
  bench.set("IN", 2.11e5);
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::ReturnedUnacknowledged);
}

// FIC101 deviation: 10 % of SP for 30 s.
TEST(Alarm, DeviationMayBeAFractionOfTheSetPoint) {
  Bench bench(spec_of("FlowDeviationAlarm"),
              {{{"fraction", 0.1}, {"on_delay", 30.0}, {"priority", 3.0}}, {}, {}});
  bench.set("REFERENCE", 5.0);
  bench.set("IN", 4.51);
  bench.run(60.0);
  EXPECT_EQ(state(bench), AlarmState::Normal);
  bench.set("IN", 4.49);
  bench.run(30.0);
  EXPECT_EQ(state(bench), AlarmState::Normal);
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::Unacknowledged);
}

TEST(Alarm, IsQuietWhileNotEnabledAndDuringWarmUp) {
  Bench bench(spec_of("FlowAlarm"), {{{"limit", 3.0}, {"priority", 3.0}}, {{"kind", "low"}}, {}});
  bench.step(5); // 0 kg/s while measurements arrive
  bench.set("ENABLE", 0.0);
  bench.run(10.0);
  EXPECT_EQ(state(bench), AlarmState::Normal);
  bench.set("ENABLE", 1.0);
  bench.step();
  EXPECT_EQ(state(bench), AlarmState::Unacknowledged);
}

TEST(Alarm, TellsSinceWhen) {
  Bench bench(spec_of("DiscreteAlarm"), {{{"priority", 2.0}}, {}, {}});
  bench.run(12.0);
  EXPECT_EQ(bench.get("SINCE"), -1.0);
  bench.set("IN", 1.0);
  bench.run(5.0);
  EXPECT_NEAR(bench.get("SINCE"), 12.0, 1e-9);
}

TEST(Alarm, IgnoresAValueThatIsNotANumber) {
  EXPECT_TRUE(is_beyond(true, std::nan(""), 1.0, 0.1));
  EXPECT_FALSE(is_beyond(false, std::nan(""), 1.0, 0.1));
}

TEST(Alarm, ContinuesIdenticallyFromASnapshot) {
  Bench bench = high_alarm({{"on_delay", 3.0}});
  const auto play = [&] {
    bench.set("IN", 0.8);
    bench.run(2.0);
    bench.operate("SHELVE", 5.0);
    bench.run(4.0);
    bench.run(3.0);
    bench.operate("ACK", 1.0);
    bench.step();
  };
  bench.set("IN", 0.72);
  bench.run(1.5);
  bench.save();
  play();
  const std::vector<double> first = bench.values();
  bench.restore();
  play();
  EXPECT_EQ(bench.values(), first);
}

} // namespace
} // namespace jixia::control
