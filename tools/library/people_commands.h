#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace jixia {

/// Adds to `admin`: add-person (the first administrator of a school; the alliance's people),
/// reset-password, verify-audit, apply-retention. `folder` outlives the command line.
void add_people_commands(CLI::App& admin, const std::string& folder, std::function<int()>& chosen);

} // namespace jixia
