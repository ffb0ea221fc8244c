#pragma once

#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

/// True if `value` is beyond a high limit; once beyond, it stays so until `value` is `deadband`
/// below. A low limit is a high limit of the negated value. A value that is not a number changes
/// nothing.
bool is_beyond(bool was_beyond, double value, double limit, double deadband);

/// Alarms by ISA-18.2, one component per alarm (states and transitions: alarm_state.h).
///
/// PressureAlarm, LevelAlarm ... of every MeasuredKind: `kind` high or low, `limit`, `deadband`.
/// PressureDeviationAlarm ...: |IN - REFERENCE| > limit + fraction |REFERENCE|.
/// DiscreteAlarm: IN is on.
///
/// All: `on_delay`, `off_delay`, `priority` 1 (urgent) to 4; ENABLE = 0 takes the condition away
/// ("only while running"), SUPPRESS = 1 suppresses by design; ACK, SHELVE (asks for a time [s],
/// shows what is left, 0 unshelves, at most `longest_shelve`), OUT_OF_SERVICE. Out: STATE; ACTIVE,
/// 1 in states Unacknowledged and Acknowledged; SOUND, 1 while somebody should acknowledge; SINCE,
/// sim time of the last annunciation [s], -1 before any (0 if that was before the clock was set
/// back). Judges in the phase Sense, not in the first 5 steps.
std::vector<ComponentSpec> alarm_specs();

} // namespace jixia::control
