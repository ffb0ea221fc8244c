#include "session/script_operator.h"

#include <gtest/gtest.h>

#include "world/register_world.h"
#include "world/world_builder.h"

namespace jixia {
namespace {

/// Checkpoints A and B (console switches of any value) and a malfunction with two states.
World make_world() {
  ComponentRegistry registry;
  register_world(registry);
  std::vector<ComponentEntry> entries;
  for (const char* tag : {"A", "B"}) {
    ComponentEntry entry;
    entry.tag = tag;
    entry.type = "Checkpoint";
    entries.push_back(entry);
  }
  ComponentEntry fault;
  fault.tag = "MF1";
  fault.type = "Malfunction";
  entries.push_back(fault);
  Diagnostics problems;
  std::optional<World> world = build_world(entries, {}, registry, {}, problems);
  EXPECT_TRUE(world) << problems.text(Language::English);
  return std::move(world).value();
}

ScriptStep act(const std::string& tag, const std::string& value, double wait = 0.0,
               double ramp = 0.0) {
  ScriptStep step;
  step.mark = {"expert.yaml", 4, 3};
  step.tag = tag;
  step.value = value;
  step.wait = sim_time(wait);
  step.ramp = sim_time(ramp);
  return step;
}

ScriptStep until(const std::string& condition, const std::string& tag, const std::string& value,
                 double timeout = 0.0) {
  ScriptStep step = act(tag, value);
  step.until = {condition, {"expert.yaml", 5, 10}};
  step.timeout = sim_time(timeout);
  return step;
}

/// Plays a script for `time` seconds; "time tag=value" of each action.
std::vector<std::string> play(const std::vector<ScriptStep>& steps, World& world, double time) {
  OperatorScript script;
  script.steps = steps;
  Diagnostics problems;
  ScriptOperator person(script, world, problems);
  EXPECT_FALSE(problems.has_errors()) << problems.text(Language::English);
  std::vector<std::string> seen;
  while (world.time() < sim_time(time)) {
    for (const OperatorAction& action : person.actions_at(world)) {
      world.apply(action);
      seen.push_back(number_text(seconds(world.time())) + " " + action.tag + "=" +
                     number_text(action.value));
    }
    world.step();
  }
  return seen;
}

using Seen = std::vector<std::string>;

TEST(ScriptOperator, WaitsAndActs) {
  World world = make_world();
  EXPECT_EQ(play({act("A", "1"), act("B", "2"), act("A", "3", 1.5), act("MF1", "failed", 2.0)},
                 world, 10.0),
            (Seen{"0 A.VALUE=1", "0 B.VALUE=2", "1.5 A.VALUE=3", "3.5 MF1.ACTIVE=1"}));
}

TEST(ScriptOperator, WaitsForAConditionOnTheLiveWorld) {
  World world = make_world();
  EXPECT_EQ(play({act("A", "5", 2.0), until("for(A >= 5, 3 s)", "B", "1")}, world, 10.0),
            (Seen{"2 A.VALUE=5", "5.1 B.VALUE=1"})); // an action shows in the next step
}

TEST(ScriptOperator, GivesUpAfterItsTimeout) {
  World world = make_world();
  EXPECT_EQ(play({until("A >= 5", "B", "1", 4.0), until("A == 0", "B", "2")}, world, 10.0),
            (Seen{"4 B.VALUE=1", "4 B.VALUE=2"}));
}

TEST(ScriptOperator, RampsWithOneActionASecondToTheExactValue) {
  World world = make_world();
  EXPECT_EQ(play({act("A", "2"), act("A", "7.1", 1.0, 2.5), act("B", "1", 0.5)}, world, 10.0),
            (Seen{"0 A.VALUE=2", "2 A.VALUE=4.04", "3 A.VALUE=6.08", "3.5 A.VALUE=7.1",
                  "4 B.VALUE=1"}));
}

TEST(ScriptOperator, MayOnlyWait) {
  World world = make_world();
  ScriptStep pause;
  pause.wait = sim_time(3.0);
  EXPECT_EQ(play({pause, act("A", "1")}, world, 10.0), (Seen{"3 A.VALUE=1"}));
}

TEST(ScriptOperator, ReportsEveryFaultAndThenPlaysNothing) {
  const World world = make_world();
  OperatorScript script;
  script.steps = {act("A", "1"),       act("AB", "1"),   act("A", "fast"),
                  act("MF1", "brokn"), act("MF1", "7"),  act("MF1.OUT", "1"),
                  act("MF1", "failed", 0.0, 5.0), until("A >= ", "B", "1")};
  Diagnostics problems;
  ScriptOperator person(script, world, problems);
  const std::string text = problems.text(Language::English);
  for (const char* part :
       {"expert.yaml:4:3: error: there is no tag AB", "A.VALUE cannot be set to 'fast'",
        "allowed: healthy, failed", "MF1.ACTIVE cannot be set to '7'", "MF1.OUT is read only",
        "cannot be ramped", "expert.yaml:5:15: error: the expression ends too early"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_EQ(problems.all().size(), 7u);
  EXPECT_TRUE(person.finished());
  EXPECT_TRUE(person.actions_at(world).empty());
}

TEST(ScriptOperator, PlaysTheSameEveryTime) {
  const std::vector<ScriptStep> steps{act("A", "9", 0.3, 7.0), until("A > 4", "B", "3"),
                                      act("A", "0", 0.1, 3.3)};
  World first = make_world(), second = make_world();
  EXPECT_EQ(play(steps, first, 20.0), play(steps, second, 20.0));
  EXPECT_EQ(first.fingerprint(), second.fingerprint());
}

} // namespace
} // namespace jixia
