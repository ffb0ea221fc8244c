#pragma once

#include "world/component_spec.h"

namespace jixia::factory {

/// An e-stop relay with two channels and monitored manual reset (ISO 13850, ISO 13849-1 5.2.2): OK
/// closes the safety circuit and drops in the same step as either channel opens; it stays off until both
/// channels are closed and RESET is pressed and let go (the falling edge counts, so a reset button that
/// is held or jammed resets nothing). OK enables; it starts nothing.
///
/// CHANNEL1, CHANNEL2: closed contacts (the OFF output of an EmergencyStop goes to both). A channel that
/// stayed closed while the other opened is a FAULT: no reset until both were seen open. WELDED is the
/// malfunction that does this: contact 1 does not open. RESET may be a button's output, or is set at
/// the panel. `initial: closed` begins reset.
ComponentSpec safety_relay_spec();

} // namespace jixia::factory
