#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "database/library_places.h"

namespace jixia {

/// `registry init|add-publisher|replace-online-key|recall`, `mirror` and `admit`, which the server
/// calls itself.
/// @param places  of the library, as --db says when the command runs
/// @param chosen  receives what the command does
void add_registry_commands(CLI::App& app, const LibraryPlaces& places,
                           std::function<int()>& chosen);

} // namespace jixia
