// A vessel with its level loop, alarm, interlock and pump starter, written as a pack author would.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "control/register_control.h"
#include "world/register_world.h"
#include "world/world_builder.h"

namespace jixia::control {
namespace {

/// level' = 0.01/s feed - 0.005/s run, between 0 and 1. Stands for the process floor.
class Vessel final : public Component {
 public:
  explicit Vessel(const ComponentInputs& in)
      : feed_(in.port("feed")), run_(in.port("run")), level_out_(in.port("level")) {}
  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase == Phase::Publish) {
      signals.set(level_out_, level_);
    } else if (phase == Phase::Integrate) {
      const double change = 0.01 * signals.get(feed_) - 0.005 * signals.get(run_);
      level_ = std::clamp(level_ + info.dt * change, 0.0, 1.0);
      signals.set(level_out_, level_);
    }
  }
  void list_state(StateVisitor& visitor) override { visitor.visit("level", level_); }

 private:
  SignalId feed_, run_, level_out_;
  double level_ = 0.5;
};

ComponentSpec vessel_spec() {
  ComponentSpec spec;
  spec.type = "Vessel";
  spec.meaning = {"容器", "a vessel"};
  PortSpec feed, run, level;
  feed.name = "feed";
  feed.direction = PortSpec::Direction::Input;
  run.name = "run";
  run.direction = PortSpec::Direction::Input;
  level.name = "level";
  spec.ports = {feed, run, level};
  spec.main_port = "level";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Vessel>(in); };
  return spec;
}

using Pairs = std::map<std::string, std::string>;

ComponentEntry entry(const std::string& tag, const std::string& type, const Pairs& parameters,
                     const Pairs& connections) {
  ComponentEntry made;
  made.tag = tag;
  made.type = type;
  for (const auto& [name, text] : parameters) {
    made.parameters[name] = {{text}, {"plant.yaml", 1, 1}};
  }
  for (const auto& [name, source] : connections) {
    made.connections[name] = {{source}, {"plant.yaml", 1, 1}};
  }
  return made;
}

std::vector<ComponentEntry> plant() {
  return {
      entry("V101", "Vessel", {}, {{"feed", "LIC101.OP"}, {"run", "P101A.RUN"}}),
      entry("LT101", "LevelTransmitter",
            {{"range_low", "0 %"}, {"range_high", "100 %"}, {"lag", "2 s"}, {"noise", "0.1 %"}},
            {{"input", "V101.level"}, {"FREEZE", "F1.OUT"}}),
      entry("F1", "Malfunction", {{"severity", "1"}}, {}),
      entry("LIC101", "LevelController",
            {{"range_low", "0 %"},
             {"range_high", "100 %"},
             {"gain", "2"},
             {"integral_time", "100 s"},
             {"initial_sp", "50 %"},
             {"initial_op", "50 %"},
             {"initial_mode", "AUTO"},
             {"scan", "0.25 s"}},
            {{"input", "LT101.PV"}, {"BAD", "LT101.BAD"}, {"TRACK", "I102.TRIP"}}),
      entry("LAL101", "LevelAlarm",
            {{"kind", "low"},
             {"limit", "30 %"},
             {"deadband", "1 %"},
             {"on_delay", "2 s"},
             {"priority", "2"}},
            {{"IN", "LIC101.PV"}}),
      entry("LSLL101", "LevelTrip",
            {{"kind", "low"}, {"limit", "10 %"}, {"reset", "20 %"}, {"delay", "3 s"}},
            {{"IN", "LT101.PV"}, {"BAD", "LT101.BAD"}}),
      entry("LSHH101", "LevelTrip",
            {{"kind", "high"}, {"limit", "90 %"}, {"reset", "75 %"}, {"delay", "3 s"}},
            {{"IN", "LT101.PV"}}),
      entry("I101", "Interlock", {}, {{"CAUSE1", "LSLL101.ON"}, {"CLEAR1", "LSLL101.CLEAR"}}),
      entry("I102", "Interlock", {}, {{"CAUSE1", "LSHH101.ON"}, {"CLEAR1", "LSHH101.CLEAR"}}),
      entry("I108", "Interlock", {}, {{"CAUSE1", "HS001.ON"}, {"CLEAR1", "HS001.OFF"}}),
      entry("HS001", "EmergencyStop", {}, {}),
      entry("P101A", "MotorStarter", {{"initial", "running"}, {"interlocks", "I-101 I-108"}},
            {{"TRIP1", "I101.TRIP"}, {"TRIP2", "I108.TRIP"}}),
  };
}

World make_world(std::uint64_t seed = 1) {
  ComponentRegistry registry;
  register_world(registry);
  register_control(registry);
  registry.add(vessel_spec());
  Diagnostics problems;
  WorldOptions options;
  options.seed = seed;
  std::optional<World> world = build_world(plant(), {}, registry, options, problems);
  EXPECT_EQ(problems.text(Language::English), "");
  return std::move(world.value());
}

void run(World& world, double duration) {
  for (int k = 0; k < static_cast<int>(duration * 10.0 + 0.5); ++k) {
    world.step();
  }
}

std::string apply(World& world, const std::string& tag, double value) {
  const std::optional<Text> refusal = world.apply({tag, value, OperatorAction::Actor::Learner});
  return refusal ? refusal->zh : "";
}

TEST(ControlInWorld, HoldsItsLevelFromTheFirstStepOn) {
  World world = make_world();
  double worst = 0.0;
  for (int k = 0; k < 6000; ++k) {
    world.step();
    worst = std::max(worst, std::abs(world.value("V101") - 0.5));
  }
  EXPECT_LT(worst, 0.005);
  EXPECT_EQ(world.value("LIC101.MODE"), 1.0);
  EXPECT_EQ(world.value("LAL101"), 0.0);
  EXPECT_EQ(world.value("I101"), 0.0);
}

// 0.005/s out, nothing in: 50 -> 30 % in 40 s, -> 10 % in 80 s.
TEST(ControlInWorld, LosingTheFeedGivesTheAlarmTheTripAndTheWayBack) {
  World world = make_world();
  run(world, 10.0);
  EXPECT_EQ(apply(world, "LIC101.OP", 0.0), "LIC101 在自动，不能改 OP；先投手动");
  EXPECT_EQ(apply(world, "LIC101.MODE", 0.0), "");
  EXPECT_EQ(apply(world, "LIC101.OP", 0.0), "");
  run(world, 50.0);
  EXPECT_EQ(world.value("LAL101.STATE"), 1.0);
  EXPECT_NEAR(world.value("LAL101.SINCE"), 10.0 + 40.0 + 2.0 + 2.0, 1.5); // lag 2 s, delay 2 s
  EXPECT_EQ(apply(world, "LAL101.ACK", 1.0), "");
  EXPECT_EQ(world.value("LAL101.STATE"), 2.0);
  run(world, 40.0);
  EXPECT_EQ(world.value("I101.TRIP"), 1.0);
  EXPECT_EQ(world.value("I101.FIRST_OUT"), 1.0);
  EXPECT_EQ(world.value("P101A.RUN"), 0.0);
  EXPECT_EQ(apply(world, "P101A.RUN", 1.0), "I-101 联锁，P101A 不能启动；先复位");
  EXPECT_EQ(apply(world, "LIC101.OP", 1.0), "");
  run(world, 8.0); // above 10 %, below 20 %
  EXPECT_EQ(apply(world, "I101.RESET", 1.0), "I101 的复位条件 1 未满足，不能复位；等它恢复");
  run(world, 8.0);
  EXPECT_EQ(apply(world, "I101.RESET", 1.0), "");
  EXPECT_EQ(apply(world, "P101A.RUN", 1.0), "");
  EXPECT_EQ(world.value("P101A.RUN"), 1.0);
  EXPECT_EQ(apply(world, "LIC101.MODE", 1.0), "");
  run(world, 600.0);
  EXPECT_NEAR(world.value("V101"), 0.5, 0.01);
  EXPECT_EQ(world.value("LAL101.STATE"), 0.0);
}

TEST(ControlInWorld, OverfillingShutsTheFeedThroughTheController) {
  World world = make_world();
  EXPECT_EQ(apply(world, "LIC101.MODE", 0.0), "");
  EXPECT_EQ(apply(world, "LIC101.OP", 1.0), "");
  run(world, 100.0);
  EXPECT_EQ(world.value("I102"), 1.0);
  EXPECT_EQ(world.value("LIC101.OP"), 0.0);
  EXPECT_EQ(apply(world, "LIC101.OP", 0.5), "LIC101 的 OP 被联锁或跟踪锁定，不能改；先复位");
}

TEST(ControlInWorld, TheEmergencyStopStopsAndDoesNotRestart) {
  World world = make_world();
  run(world, 10.0);
  EXPECT_EQ(apply(world, "HS001", 1.0), "");
  run(world, 0.3);
  EXPECT_EQ(world.value("P101A"), 0.0);
  EXPECT_EQ(apply(world, "HS001", 0.0), "");
  run(world, 5.0);
  EXPECT_EQ(world.value("P101A"), 0.0);
  EXPECT_EQ(apply(world, "P101A", 1.0), "I-108 联锁，P101A 不能启动；先复位");
  EXPECT_EQ(apply(world, "I108.RESET", 1.0), "");
  run(world, 0.2);
  EXPECT_EQ(apply(world, "P101A", 1.0), "");
}

TEST(ControlInWorld, AFrozenTransmitterLetsTheVesselDriftUnseen) {
  World world = make_world();
  run(world, 10.0);
  EXPECT_EQ(apply(world, "LIC101.MODE", 0.0), "");
  ASSERT_FALSE(world.apply({"F1.ACTIVE", 1.0, OperatorAction::Actor::Instructor}));
  EXPECT_EQ(apply(world, "LIC101.OP", 0.0), "");
  run(world, 60.0);
  EXPECT_LT(world.value("V101"), 0.25);
  EXPECT_NEAR(world.value("LIC101.PV"), 0.5, 0.01);
}

TEST(ControlInWorld, ABypassWaitsForTheSupervisorsKey) {
  World world = make_world();
  run(world, 1.0);
  EXPECT_NE(apply(world, "I101.BYPASS", 1.0), "");
  ASSERT_FALSE(world.apply({"I101.KEY", 1.0, OperatorAction::Actor::Instructor}));
  EXPECT_EQ(apply(world, "I101.BYPASS", 1.0), "");
  EXPECT_EQ(world.value("I101.BYPASSED"), 1.0);
}

TEST(ControlInWorld, ContinuesBitIdenticallyFromASnapshot) {
  World world = make_world();
  run(world, 30.0);
  EXPECT_EQ(apply(world, "LIC101.SP", 0.6), "");
  run(world, 5.0);
  const Snapshot snapshot = world.snapshot();
  const auto play = [&] {
    run(world, 20.0);
    apply(world, "LIC101.MODE", 0.0);
    apply(world, "LIC101.OP", 0.0);
    run(world, 120.0);
    apply(world, "LAL101.ACK", 1.0);
    run(world, 10.0);
    return world.fingerprint();
  };
  const std::uint64_t first = play();
  world.restore(snapshot);
  EXPECT_EQ(play(), first);
}

TEST(ControlInWorld, SameSeedSameBitsAnotherSeedOtherNoise) {
  World one = make_world(4), same = make_world(4), other = make_world(5);
  run(one, 60.0);
  run(same, 60.0);
  run(other, 60.0);
  EXPECT_EQ(one.fingerprint(), same.fingerprint());
  EXPECT_NE(one.fingerprint(), other.fingerprint());
}

} // namespace
} // namespace jixia::control
