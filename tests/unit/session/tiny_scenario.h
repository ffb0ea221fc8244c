#pragma once

#include "scenario/scenario.h"
#include "world/component_registry.h"

namespace jixia::test {

/// A pack without a plant: three checkpoints A, B, C and a malfunction MF1 that ramps in 10 s from
/// t = 5 s. Step S1 (60 points): A == 1; step S2 (40 points): for(B == 1, 5 s) after S1.
/// Ends after 2 min.
Scenario tiny_scenario();

/// Only the components that belong to no domain.
ComponentRegistry tiny_registry();

} // namespace jixia::test
