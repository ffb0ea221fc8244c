#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "database/library_places.h"

namespace jixia {

/// Adds to `admin`: add-person (the first administrator of a school; the alliance's people),
/// reset-password, verify-audit, apply-retention. `places` outlives the command line.
void add_people_commands(CLI::App& admin, const LibraryPlaces& places, std::function<int()>& chosen);

} // namespace jixia
