#pragma once

#include <filesystem>
#include <optional>

#include "base/diagnostics.h"
#include "scenario/scenario.h"

namespace jixia {

/// Reads a pack's folder (scenarios/README.md describes every file) and checks its form: known
/// keys, kinds, quantities, limits on size, depth and count, no path that leaves the folder, both
/// languages of every text.
///
/// @returns nullopt if anything is wrong; `problems` then holds every finding of every file.
std::optional<Scenario> load_scenario(const std::filesystem::path& folder, Diagnostics& problems);

/// Reads one operator's file from outside a pack, for `jixia play --operator FILE`. It must stand
/// alone: `like` has nothing to refer to here.
/// @param exercise  id of the exercise it will play
std::optional<OperatorScript> load_operator(const std::filesystem::path& file,
                                            const std::string& exercise, Diagnostics& problems);

} // namespace jixia
