#pragma once

#include "world/component_spec.h"

namespace jixia::factory {

/// A signal tower (IEC 60073 colours: red danger, yellow attention, green normal) with a buzzer.
/// Inputs RED_IN ... : 0 off, 1 on, 2 flashing at `rate`. Outputs RED ... : lit now. The malfunction
/// BURNT (1 red, 2 yellow, 3 green) keeps one lamp dark.
ComponentSpec stack_light_spec();

} // namespace jixia::factory
