#pragma once

#include "world/component_spec.h"

namespace jixia::factory {

/// A belt conveyor with its converter, motor and isolator. It starts at (`x`, `y`), runs along
/// `heading` (0: east, counter-clockwise) for `length`, its surface at `height` over the floor.
/// Boxes are carried by Coulomb friction `friction`, so they slip when the belt starts fast and when
/// something holds them. The drive is calc_belt_motion(); FORCE comes from the contacts of the boxes.
///
/// RUN starts and stops; SP is the share of the rated `speed`; ENABLE = 0 (safety circuit open) takes
/// the torque away at once (stop category 0 of IEC 60204-1). ISOLATOR, in the field, cuts the power and
/// is locked with the worker's padlock. After loss of ENABLE or power, or a trip, RUN must first be
/// seen off: the belt never restarts by itself.
/// The converter trips (TRIPPED, until RESET) when its motor stays under half its reference for
/// `stall_time`, or on the malfunction TRIP. SLIP (share of the drum's grip lost) and DRAG (a seized
/// roller) are malfunctions. SPEED is measured at the belt, DRUM_SPEED at the motor;
/// ENCODER counts the belt's travel and starts over after 0.58 m.
///
/// Not modelled: curves, inclines, roller conveyors, motor heat (use MotorOverload with CURRENT).
ComponentSpec conveyor_spec();

} // namespace jixia::factory
