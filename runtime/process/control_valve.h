#pragma once

#include "world/component_spec.h"

namespace jixia::process {

/// A throttling valve with a pneumatic actuator (process/valve_flow.h: IEC 60534-2-1, choked and
/// flashing liquid through FL, gas through xT and Y; process/stem.h: positioner and stroke).
///
/// `demand` 0..1 from a controller. Without instrument air (`air_pressure` connected and below
/// `air_needed`) or with `trip` on, the spring drives it to its `fail` position.
/// Malfunctions: `stuck` (1: the stem stands), `travel_limit` (the farthest the actuator can open:
/// an air leak), `positioner_bias` (added to the demand), `leak` (Kv that passes when it is shut).
///
/// Left out: stiction and dead band, reducers, Reynolds-number correction (FR), cavitation damage.
ComponentSpec control_valve_spec();

} // namespace jixia::process
