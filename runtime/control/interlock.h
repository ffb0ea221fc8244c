#pragma once

#include "world/component_spec.h"

namespace jixia::control {

inline constexpr int kCauseCount = 4;

/// One row of a cause-and-effect table in the manner of IEC 61511: up to four causes, latched, with
/// manual reset, first-out and a bypass under key.
///
/// CAUSE1..4: any that is on trips. FIRST_OUT: the number of the cause that came first, by scan
/// (one step); of several in the same scan the lowest. TRIP, and TRIP_OK, its inverse, for outputs
/// that trip on loss of signal. RESET (Operable): refused while a cause is on or a CLEAR1..4 is
/// off. `reset: automatic` resets by itself as soon as that is so. BYPASS (Operable): only with KEY
/// = 1 (a key switch, else the instructor); while it lasts nothing trips, and a standing trip may
/// be reset. It ends by hand or after `bypass_time`, and a cause that still stands then trips.
/// BYPASSED is for an alarm, BYPASS_LEFT [s] for the screen.
///
/// Scans in the phase Control, not in the first 5 steps. Left out: voting, proof tests, bypass of a
/// single cause.
ComponentSpec interlock_spec();

} // namespace jixia::control
