#pragma once

#include "world/component_spec.h"

namespace jixia::factory {

/// A stop that a single-acting cylinder raises through the belt; a spring lowers it. UP is the valve's
/// solenoid; the full stroke takes `stroke_time` with air and as long down. Boxes are stopped by the
/// blade itself; one that stands over it is lifted. IS_UP and IS_DOWN are the switches at the ends of
/// the stroke (the last 5 %).
///
/// AIR = 0: no compressed air, so the blade goes down. Malfunctions: STUCK stays where it is; SLOW, share
/// of the speed lost. Not modelled: force of the cylinder (it lifts any box), cushioning.
ComponentSpec stop_blade_spec();

} // namespace jixia::factory
