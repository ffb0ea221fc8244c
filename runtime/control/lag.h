#pragma once

#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

/// A value beyond this measures nothing; blocks with a memory treat it as not a number.
inline constexpr double kAbsurd = 1e100;

/// How far a first-order lag goes towards a constant input in one step, exactly:
///
///     share = 1 - exp(-dt / tau)
///
/// @param dt  length of the step [s]; >= 0
/// @param tau time constant [s]; <= 0 means no lag
/// @returns 0 to 1 [-]
double calc_lag_share(double dt, double tau);

/// PressureLag, FlowLag ...: `OUT` follows `IN` with time constant `tau`; unit gain. Starts at its
/// first input, so it does not creep up from zero.
std::vector<ComponentSpec> lag_specs();

} // namespace jixia::control
