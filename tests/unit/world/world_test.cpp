#include "world/world.h"

#include <gtest/gtest.h>

#include <limits>

#include "world/register_world.h"
#include "world/world_builder.h"

namespace jixia {
namespace {

/// Integrates its input; a person may set its total.
class Totaliser final : public Component {
 public:
  explicit Totaliser(const ComponentInputs& in)
      : gain_(in.quantity("gain")), in_(in.port("in")), total_out_(in.port("total")) {}
  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase == Phase::Integrate) {
      total_ += gain_ * signals.get(in_) * info.dt;
    } else if (phase == Phase::Sense) {
      signals.set(total_out_, total_);
    }
  }
  std::optional<Text> operate(SignalId, double value, Signals& signals) override {
    if (value == 13.0) {
      return Text{"联锁", "interlocked"};
    }
    total_ = value;
    signals.set(total_out_, total_);
    return std::nullopt;
  }
  void list_state(StateVisitor& visitor) override { visitor.visit("total", total_); }

 private:
  double gain_;
  SignalId in_, total_out_;
  double total_ = 0.0;
};

ComponentSpec totaliser_spec() {
  ComponentSpec spec;
  spec.type = "Totaliser";
  spec.meaning = {"累加", "adds up"};
  ParameterSpec gain;
  gain.name = "gain";
  gain.meaning = {"倍数", "Factor on the input."};
  gain.lowest = 0.1;
  gain.highest = 10.0;
  spec.parameters = {gain};
  PortSpec in, total;
  in.name = "in";
  in.direction = PortSpec::Direction::Input;
  in.place = Place::Console;
  in.lowest = -5.0;
  in.highest = 5.0;
  total.name = "total";
  total.direction = PortSpec::Direction::Operable;
  total.place = Place::Field;
  total.lowest = -100.0;
  total.highest = 100.0;
  spec.ports = {in, total};
  spec.main_port = "total";
  spec.make = [](ComponentInputs&& inputs, Diagnostics&) {
    return std::make_unique<Totaliser>(inputs);
  };
  return spec;
}

ComponentRegistry registry() {
  ComponentRegistry all;
  all.add(totaliser_spec());
  register_world(all);
  return all;
}

ComponentEntry entry(const std::string& tag, const std::string& gain, const std::string& in = "") {
  ComponentEntry written;
  written.mark = {"plant.yaml", 3, 5};
  written.tag = tag;
  written.type = "Totaliser";
  written.parameters["gain"] = {{gain}, {"plant.yaml", 4, 11}};
  if (!in.empty()) {
    written.connections["in"] = {{in}, {"plant.yaml", 5, 9}};
  }
  return written;
}

World build(const std::vector<ComponentEntry>& entries) {
  Diagnostics problems;
  std::optional<World> world = build_world(entries, {}, registry(), {}, problems);
  EXPECT_TRUE(world) << problems.text(Language::English);
  return std::move(world).value();
}

std::string problems_of(const std::vector<ComponentEntry>& entries) {
  Diagnostics problems;
  EXPECT_FALSE(build_world(entries, {}, registry(), {}, problems));
  return problems.text(Language::English);
}

TEST(BuildWorld, NamesTheAllowedRange) {
  EXPECT_EQ(problems_of({entry("A", "12")}),
            "plant.yaml:4:11: error: parameter 'gain' of A (Totaliser) is 12 -; "
            "allowed 0.1 - to 10 -\n  help: Factor on the input.\n");
}

TEST(BuildWorld, SuggestsTheNearestTypeParameterAndTag) {
  ComponentEntry wrong = entry("A", "1", "B.totla");
  wrong.parameters["gian"] = {{"1"}, {"plant.yaml", 6, 1}};
  ComponentEntry unknown = entry("C", "1");
  unknown.type = "Totalizer";
  const std::string text = problems_of({wrong, entry("B", "1"), unknown});
  EXPECT_NE(text.find("did you mean Totaliser?"), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean gain?"), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean B.total?"), std::string::npos) << text;
}

TEST(BuildWorld, RefusesATagWrittenTwice) {
  EXPECT_NE(problems_of({entry("A", "1"), entry("A", "1")}).find("A is written twice"),
            std::string::npos);
}

TEST(World, DoesNotDependOnTheOrderOfComponents) {
  World first = build({entry("A", "1"), entry("B", "2", "A"), entry("C", "3", "B")});
  World second = build({entry("C", "3", "B"), entry("B", "2", "A"), entry("A", "1")});
  for (World* world : {&first, &second}) {
    EXPECT_FALSE(world->apply({"A.in", 1.0}));
    for (int k = 0; k < 100; ++k) {
      world->step();
    }
  }
  EXPECT_EQ(first.value("C"), second.value("C"));
  EXPECT_GT(first.value("C"), 0.0);
}

TEST(World, RefusesWhatMayNotBeSetAndSaysWhy) {
  World world = build({entry("A", "1"), entry("B", "1", "A")});
  const auto refusal = [&](const std::string& tag, double value) {
    return world.apply({tag, value}).value_or(Text{}).en;
  };
  EXPECT_EQ(refusal("A.total", 13.0), "interlocked");
  EXPECT_NE(refusal("A.in", 6.0).find("outside -5"), std::string::npos);
  EXPECT_NE(refusal("A.in", std::numeric_limits<double>::quiet_NaN()).find("finite"),
            std::string::npos);
  EXPECT_NE(refusal("A.tolal", 1.0).find("did you mean A.total?"), std::string::npos);
  EXPECT_NE(refusal("B.in", 1.0).find("no tag"), std::string::npos); // driven by A
}

TEST(World, GoesOnBitIdenticallyFromASnapshot) {
  World world = build({entry("A", "0.3"), entry("B", "2", "A")});
  world.apply({"A.in", 1.7});
  for (int k = 0; k < 37; ++k) {
    world.step();
  }
  const Snapshot snapshot = world.snapshot();
  const auto run_on = [&] {
    for (int k = 0; k < 53; ++k) {
      world.step();
    }
    return world.fingerprint();
  };
  const std::uint64_t straight = run_on();
  world.apply({"A", 50.0});
  run_on();
  world.restore(snapshot);
  EXPECT_EQ(run_on(), straight);
}

TEST(Malfunction, RampsToItsSeverityFromItsStart) {
  ComponentEntry fault;
  fault.tag = "MF1";
  fault.type = "Malfunction";
  fault.parameters = {{"severity", {{"4"}, {}}}, {"ramp", {{"2 s"}, {}}}, {"start", {{"1 s"}, {}}}};
  World world = build({fault});
  std::vector<double> values;
  for (int k = 0; k < 50; ++k) {
    world.step();
    values.push_back(world.value("MF1.OUT"));
  }
  EXPECT_EQ(values[9], 0.0);
  EXPECT_NEAR(values[20], 2.0, 1e-9); // one second into a ramp of two
  EXPECT_EQ(values[49], 4.0);
  EXPECT_FALSE(world.apply({"MF1", 0.0, OperatorAction::Actor::Instructor}));
  world.step();
  EXPECT_EQ(world.value("MF1.OUT"), 0.0);
}

TEST(Checkpoint, KeepsAFinalAnswer) {
  ComponentEntry question;
  question.tag = "Q1";
  question.type = "Checkpoint";
  question.parameters["final"] = {{"yes"}, {}};
  World world = build({question});
  EXPECT_FALSE(world.apply({"Q1", 2.0}));
  EXPECT_TRUE(world.apply({"Q1", 3.0}));
  world.step();
  EXPECT_EQ(world.value("Q1"), 2.0);
}

} // namespace
} // namespace jixia
