#pragma once

#include "world/component_spec.h"

namespace jixia::process {

/// A centrifugal pump with its casing, coupling and direct-on-line motor.
///
/// Hydraulics: process/impeller.h and pump_laws.h. The casing is a holdup of its own: it can be full
/// of gas, vented (`.top`), drained (`.bottom`) and heated at shut discharge. `from` is the place
/// at the eye; lines take from the pump's own tag.
///
/// Gas: alpha follows the gas fraction at the eye or in the casing with 2 s; past 10 % while
/// turning the pump is gas-bound and stays so until alpha is under 1 % with the shaft at rest or a
/// vent open. While the liquid stands, gas at the eye rises into the casing, so venting primes both.
///
/// Motor: `RUN` asks for start and stop; it needs `BREAKER` in and no `trip`. Constant starting
/// torque up to rated speed, inrush current on the way; then rated speed whatever the load (slip
/// left out). Without power it coasts: J dw/dt = -P/w - dry friction.
///
/// Vibration and sound are correlations of s, alpha and flow, for teaching; not a machine's own.
/// Malfunctions: `bearing_wear` 0..1 (+7.5 mm/s, +0.9 kW), `coupling_shear`, `impeller_wear` (share
/// of head lost), `power_loss`.
/// Left out: reverse rotation, seal and bearing temperatures, torsion, suction inducers.
ComponentSpec centrifugal_pump_spec();

} // namespace jixia::process
