#pragma once

#include "world/component_spec.h"

namespace jixia::process {

/// A valve turned by hand in the field: `POS` is where it stands, and asking for another position
/// starts the turning, at `stroke_time` for the full stroke. Flow as a ControlValve's trim.
/// Malfunctions: `leak` (Kv that passes when shut), `stuck`.
ComponentSpec hand_valve_spec();

/// A hand valve on a high point, usually `from: P101A.top` to the flare; `void` is what its sight
/// glass shows: the gas share of what passes or stands before it.
ComponentSpec vent_spec();

/// A hand valve on a low point, usually `from: P101A.bottom` to a drain; `void` as a Vent's.
ComponentSpec drain_spec();

} // namespace jixia::process
