#pragma once

#include "world/component_registry.h"

namespace jixia::factory {

/// Adds every component of this floor.
void register_factory(ComponentRegistry& registry);

} // namespace jixia::factory
