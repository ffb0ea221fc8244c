#pragma once

#include "world/component_registry.h"

namespace jixia::control {

/// Adds every component of this floor.
void register_control(ComponentRegistry& registry);

} // namespace jixia::control
