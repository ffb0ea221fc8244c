#pragma once

#include "world/component_spec.h"

namespace jixia {

/// Something that goes wrong: drives an instructor input of another component (HV115.leak,
/// P101A.bearing_wear) from `normal` to `severity`.
///
/// The value starts to move when `ACTIVE` is set to 1 by the instructor, or by itself `start`
/// seconds into the run plus a seeded uniform delay of `spread`; it ramps linearly for `ramp`,
/// follows the list `profile_time`/`profile_value` if given, and after `duration` (0: never) goes
/// back at once. Setting ACTIVE to 0 clears it.
///
/// Ports: OUT (to be connected to the input it drives), ACTIVE (Operable by the instructor).
/// Its values are plain numbers in the SI unit of the input that it drives.
ComponentSpec malfunction_spec();

} // namespace jixia
