#pragma once

#include "scenario/scenario.h"
#include "world/component_registry.h"
#include "world/world.h"

namespace jixia {

/// The world of one exercise as it is built, before start actions and settling: the pack's
/// components, the exercise's own, and what every exercise has whatever its domain: the Checkpoints
/// HINT and HANDIN (see ScoreFold).
///
/// @returns nullopt if anything is wrong; `problems` then holds every finding.
std::optional<World> build_exercise_world(const Scenario& scenario, const Exercise& exercise,
                                          const ComponentRegistry& registry, std::uint64_t seed,
                                          Diagnostics& problems);

} // namespace jixia
