#include "tiny_scenario.h"

#include "world/register_world.h"

namespace jixia::test {
namespace {

ComponentEntry checkpoint(const std::string& tag) {
  ComponentEntry entry;
  entry.tag = tag;
  entry.type = "Checkpoint";
  return entry;
}

Criterion step(const std::string& id, double points, const std::string& done,
               const std::vector<std::string>& after) {
  Criterion criterion;
  criterion.id = id;
  criterion.title = {"步骤", "step"};
  criterion.points = points;
  criterion.done.text = done;
  criterion.after = after;
  return criterion;
}

} // namespace

Scenario tiny_scenario() {
  Scenario pack;
  pack.id = "tiny";
  pack.digest = "d0";
  pack.components = {checkpoint("A"), checkpoint("B"), checkpoint("C")};
  ComponentEntry fault;
  fault.tag = "MF1";
  fault.type = "Malfunction";
  fault.parameters = {{"start", {{"5 s"}, {}}}, {"ramp", {{"10 s"}, {}}}, {"spread", {{"3 s"}, {}}}};
  pack.components.push_back(fault);
  Exercise exercise;
  exercise.id = "only";
  exercise.duration = std::chrono::minutes(2);
  exercise.criteria = {step("S1", 60.0, "A == 1", {}), step("S2", 40.0, "for(B == 1, 5 s)", {"S1"})};
  pack.exercises = {exercise};
  return pack;
}

ComponentRegistry tiny_registry() {
  ComponentRegistry registry;
  register_world(registry);
  return registry;
}

} // namespace jixia::test
