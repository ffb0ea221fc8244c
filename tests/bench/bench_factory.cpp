// bench_factory: processor time per step and real-time factor of rigid-body lines; not part of ctest.
#include <cstdio>
#include <ctime>

#include "catalogue/component_catalogue.h"
#include "world/entity_table.h"
#include "world/world_builder.h"

namespace jixia {
namespace {

ComponentEntry entry(const std::string& tag, const std::string& type,
                     const std::vector<std::pair<std::string, std::string>>& parameters,
                     const std::vector<std::pair<std::string, std::string>>& connections = {}) {
  ComponentEntry made;
  made.tag = tag;
  made.type = type;
  for (const auto& [name, value] : parameters) {
    made.parameters[name] = {{value}, {}};
  }
  for (const auto& [name, source] : connections) {
    made.connections[name] = {{source}, {}};
  }
  return made;
}

// `lanes` belts side by side, a box every `interval`, photo-eye, stop and remover on each.
std::vector<ComponentEntry> make_lanes(int lanes, const std::string& interval) {
  std::vector<ComponentEntry> line;
  for (int k = 0; k < lanes; ++k) {
    const std::string n = std::to_string(k);
    line.push_back(entry("M" + n, "Conveyor", {{"length", "10 m"}, {"y", n}}));
    line.push_back(entry("E" + n, "Emitter", {{"belt", "M" + n}, {"at", "0.3 m"}, {"interval", interval},
                                              {"place_spread", "20 mm"}}));
    line.push_back(entry("B" + n, "PhotoEye", {{"belt", "M" + n}, {"at", "5 m"}}));
    line.push_back(entry("Y" + n, "StopBlade", {{"belt", "M" + n}, {"at", "8 m"}}));
    line.push_back(entry("R" + n, "Remover", {{"belt", "M" + n}, {"at", "9.5 m"}}));
  }
  return line;
}

void measure(const char* name, int lanes, const std::string& interval) {
  constexpr double kFill = 40.0, kMeasured = 20.0; // simulated [s]
  const ComponentRegistry registry = make_registry();
  Diagnostics problems;
  WorldOptions options;
  options.step = std::chrono::milliseconds(5);
  std::optional<World> world = build_world(make_lanes(lanes, interval), {}, registry, options, problems);
  if (!world) {
    std::puts(problems.text(Language::English).c_str());
    return;
  }
  world->step();
  for (int k = 0; k < lanes; ++k) {
    (void)world->apply({"M" + std::to_string(k) + ".RUN", 1.0, OperatorAction::Actor::Instructor});
    (void)world->apply({"E" + std::to_string(k) + ".RUN", 1.0, OperatorAction::Actor::Instructor});
  }
  for (int k = 0; k < static_cast<int>(kFill / 0.005); ++k) {
    world->step();
  }
  const std::clock_t start = std::clock();
  const int steps = static_cast<int>(kMeasured / 0.005);
  for (int k = 0; k < steps; ++k) {
    world->step();
  }
  const double taken = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf("%-24s %3zu boxes  %7.4f ms/step  %7.0f x real time\n", name,
              world->entities().at(0)->all().size(), 1e3 * taken / steps, kMeasured / taken);
}

} // namespace
} // namespace jixia

int main() {
  jixia::measure("one line", 1, "6 s");
  jixia::measure("one dense line", 1, "1.5 s");
  jixia::measure("five dense lines", 5, "1.5 s");
  jixia::measure("fourteen dense lines", 14, "1.5 s");
}
