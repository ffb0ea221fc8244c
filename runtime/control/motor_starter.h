#pragma once

#include "world/component_spec.h"

namespace jixia::control {

inline constexpr int kTripCount = 8;

/// The starter of a motor, between buttons, interlocks and contactor.
///
/// RUN (Operable, console): 1 starts, 0 stops; its value is the command to the motor. LOCAL_RUN is
/// the same from the field. LOCAL, set in the field, chooses which of the two may start; both may
/// always stop. A start is refused, with the reason, while a TRIP1..8 is on, PERMIT or POWER is
/// off, or after `most_starts` starts within `start_window` (0: only counted, output STARTS). A
/// TRIP or the loss of POWER stops the motor, which then waits for a new start. `interlocks` names
/// the TRIP inputs in order for messages: "I-101 I-104 I-105". RUNNING is FEEDBACK if that is
/// connected, else RUN; FAILED: FEEDBACK was missing for `start_time` after a command, and the
/// command was withdrawn; a new order clears it. Auto-start of a standby: with AUTO = 1 (console),
/// not in LOCAL, a rising STANDBY_START starts the motor if a person might.
///
/// Acts in the phase Control; a motor that is `initial: running` heeds trips from the sixth step
/// on, when their signals have arrived. Not modelled: star-delta, soft starters, contactor travel.
ComponentSpec motor_starter_spec();

} // namespace jixia::control
