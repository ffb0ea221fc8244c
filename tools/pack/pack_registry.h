#pragma once

#include "world/component_registry.h"

namespace jixia {

/// Every component type that packs can use.
ComponentRegistry make_pack_registry();

} // namespace jixia
