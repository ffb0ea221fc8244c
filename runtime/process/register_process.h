#pragma once

#include "world/component_registry.h"

namespace jixia::process {

/// Adds the flowsheet and its unit operations.
void register_process(ComponentRegistry& registry);

} // namespace jixia::process
