#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "control/register_control.h"
#include "factory/register_factory.h"
#include "world/entity_table.h"
#include "world/register_world.h"
#include "world/world_builder.h"

namespace jixia::factory {

using Values = std::vector<std::pair<std::string, std::string>>;

/// One component as a pack would write it.
inline ComponentEntry entry(const std::string& tag, const std::string& type, const Values& parameters,
                            const Values& connections = {}) {
  ComponentEntry made;
  made.mark = {"line.yaml", 1, 1};
  made.tag = tag;
  made.type = type;
  for (const auto& [name, value] : parameters) {
    made.parameters[name] = {{value}, made.mark};
  }
  for (const auto& [name, source] : connections) {
    made.connections[name] = {{source}, made.mark};
  }
  return made;
}

/// A world of factory and control components at 5 ms.
class LineBench {
 public:
  explicit LineBench(const std::vector<ComponentEntry>& entries, std::uint64_t seed = 1)
      : world_(make(entries, seed)) {}

  void run(double time) {
    for (long k = std::lround(time / 0.005); k > 0; --k) {
      world_.step();
    }
  }

  /// Steps until `tag` is nearer to `value` than `tolerance`; the time that took, or -1 after `limit`.
  double run_until(const std::string& tag, double value, double tolerance, double limit) {
    const SimTime start = world_.time();
    while (std::abs(get(tag) - value) > tolerance) {
      if (seconds(world_.time() - start) > limit) {
        return -1.0;
      }
      world_.step();
    }
    return seconds(world_.time() - start);
  }

  double get(const std::string& tag) const { return world_.value(tag); }

  void set(const std::string& tag, double value,
           OperatorAction::Actor actor = OperatorAction::Actor::Learner) {
    const auto refusal = world_.apply({tag, value, actor});
    EXPECT_FALSE(refusal) << tag << ": " << refusal->en;
  }

  std::optional<Text> refused(const std::string& tag, double value) {
    return world_.apply({tag, value, OperatorAction::Actor::Learner});
  }

  const std::vector<Entity>& boxes() const { return world_.entities().at(0)->all(); }
  World& world() { return world_; }

 private:
  static World make(const std::vector<ComponentEntry>& entries, std::uint64_t seed) {
    ComponentRegistry registry;
    register_world(registry);
    control::register_control(registry);
    register_factory(registry);
    Diagnostics problems;
    WorldOptions options;
    options.step = std::chrono::milliseconds(5);
    options.seed = seed;
    std::optional<World> made = build_world(entries, {}, registry, options, problems);
    if (!made) {
      throw std::runtime_error(problems.text(Language::English));
    }
    return std::move(*made);
  }

  World world_;
};

} // namespace jixia::factory
