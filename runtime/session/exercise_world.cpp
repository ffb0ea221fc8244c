#include "session/exercise_world.h"

namespace jixia {
namespace {

ComponentEntry checkpoint(const std::string& tag, const Text& name) {
  ComponentEntry entry;
  entry.tag = tag;
  entry.type = "Checkpoint";
  entry.name = name;
  return entry;
}

} // namespace

std::optional<World> build_exercise_world(const Scenario& scenario, const Exercise& exercise,
                                          const ComponentRegistry& registry, std::uint64_t seed,
                                          Diagnostics& problems) {
  std::vector<ComponentEntry> entries = exercise_components(scenario, exercise);
  entries.push_back(checkpoint("HINT", {"已用提示", "Hints used"}));
  entries.push_back(checkpoint("HANDIN", {"交卷", "Handed in"}));
  WorldOptions options;
  options.step = scenario.step;
  options.seed = seed;
  return build_world(entries, scenario.displays, registry, options, problems);
}

} // namespace jixia
