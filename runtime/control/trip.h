#pragma once

#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

/// A cause of an interlock. PressureTrip, LevelTrip ... of every MeasuredKind: ON when IN has been
/// above (`kind: high`) or below (`low`) `limit` for `delay`; goes off when IN is back. CLEAR says
/// that IN is on the good side of `reset`, the condition for resetting the interlock: "I-101
/// LIC101 < 10 % (3 s) [> 20 %]" is kind low, limit 10 %, delay 3 s, reset 20 %.
///
/// ENABLE = 0: not judged, off and clear. BAD = 1 or an IN that is not a number: `on_bad` says trip
/// (counts as beyond the limit, with the delay), hold (as it was) or ignore (off and clear).
/// Compares in the phase Publish, so an Interlock sees it in the same step; not in the first 5
/// steps.
std::vector<ComponentSpec> trip_specs();

} // namespace jixia::control
