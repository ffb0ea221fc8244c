#include "scenario/scenario.h"

namespace jixia {

const Exercise* find_exercise(const Scenario& scenario, const std::string& id) {
  for (const Exercise& exercise : scenario.exercises) {
    if (id.empty() || exercise.id == id) {
      return &exercise;
    }
  }
  return nullptr;
}

std::vector<ComponentEntry> exercise_components(const Scenario& scenario,
                                                const Exercise& exercise) {
  std::vector<ComponentEntry> entries = scenario.components;
  entries.insert(entries.end(), exercise.components.begin(), exercise.components.end());
  for (ComponentEntry& entry : entries) {
    if (const auto found = exercise.start_values.find(entry.tag);
        found != exercise.start_values.end()) {
      for (const auto& [name, value] : found->second) {
        entry.parameters[name] = value;
      }
    }
    if (const auto found = exercise.connections.find(entry.tag);
        found != exercise.connections.end()) {
      for (const auto& [port, source] : found->second) {
        entry.connections[port] = source;
      }
    }
  }
  return entries;
}

} // namespace jixia
