#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace jixia {

/// `registry init|add-publisher|replace-online-key|recall`, `mirror` and `admit`, which the server calls
/// itself.
/// @param folder  of the library, as --db says when the command runs
/// @param chosen  receives what the command does
void add_registry_commands(CLI::App& app, const std::string& folder, std::function<int()>& chosen);

} // namespace jixia
