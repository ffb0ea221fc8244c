#pragma once

#include "world/component_registry.h"

namespace jixia {

/// Adds the components that belong to no domain.
void register_world(ComponentRegistry& registry);

} // namespace jixia
