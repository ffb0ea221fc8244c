#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "base/text.h"
#include "world/component_registry.h"

namespace jixia {

/// `publish`, `yank`, `search` and `fetch`: what jixia-pack does with a library.
/// @param chosen  receives what the command does
void add_library_commands(CLI::App& app, const ComponentRegistry& registry, Language language,
                          std::function<int()>& chosen);

} // namespace jixia
