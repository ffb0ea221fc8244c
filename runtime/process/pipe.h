#pragma once

#include "world/component_spec.h"

namespace jixia::process {

/// A length of pipe with its fittings: dp = (f L/D + K) rho v^2 / 2, f after Churchill, and the
/// static head between its ends.
///
/// With `cells` it also has its volume, as that many mixed cells in series: then it fills, drains,
/// takes time to pass gas on, and liquid can run down it against rising gas (`drain_back`). Without,
/// it is a resistance alone and its volume belongs to the junctions at its ends.
///
/// The friction factor is that of the last step's flow. Left out: inertia of the liquid column,
/// slip between gas and liquid in motion, two-phase friction beyond mixture density.
ComponentSpec pipe_spec();

/// A strainer or filter: dp = (K + plugging) rho v^2 / 2. `plugging` is the malfunction.
ComponentSpec strainer_spec();

} // namespace jixia::process
