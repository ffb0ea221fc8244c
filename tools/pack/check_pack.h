#pragma once

#include <filesystem>
#include <optional>

#include "scenario/scenario.h"
#include "world/component_registry.h"

namespace jixia {

/// All that can be found without playing: loads the pack, builds the world of every exercise,
/// parses every condition and script against it, and looks up every tag of screens and scene. What
/// several exercises have in common is reported once.
///
/// @returns nullopt if it cannot even be loaded; a pack that has errors otherwise is returned too.
std::optional<Scenario> check_pack(const std::filesystem::path& folder,
                                   const ComponentRegistry& registry, Diagnostics& problems);

} // namespace jixia
