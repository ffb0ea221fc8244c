#pragma once

#include "world/component_registry.h"

namespace jixia {

/// Every component type of the product: the contents page of what packs can use.
ComponentRegistry make_registry();

} // namespace jixia
