#pragma once

#include "world/component_spec.h"

namespace jixia::process {

/// The plant's piping and equipment as one Component: hosts every unit operation, owns the solve of
/// pressures, flows, temperatures and holdups (process/flow_network.h) and publishes its balances.
///
/// All work is done in the Solve phase, with the inputs as they stand after Control. If a step
/// cannot be solved the plant stands still for that step, `failures` counts it and `stalled` is 1;
/// nothing is clamped.
ComponentSpec flowsheet_spec();

} // namespace jixia::process
