#pragma once

#include "world/component_spec.h"

namespace jixia::factory {

/// Takes boxes off the belt whose centre has passed `at`: the next machine, or a chute. COUNT counts
/// boxes of `kind` (of any kind if left out), OTHER the rest; TAKT is the time between the last two [s].
/// Only while ENABLE = 1.
ComponentSpec remover_spec();

} // namespace jixia::factory
