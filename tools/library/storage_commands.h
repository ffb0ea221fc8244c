#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "database/library_places.h"

namespace jixia {

/// `backup`, `restore` and `shard move`.
/// @param places  of the library, as --db says when the command runs
/// @param chosen  receives what the command does
void add_storage_commands(CLI::App& app, const LibraryPlaces& places, std::function<int()>& chosen);

} // namespace jixia
