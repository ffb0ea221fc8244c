#pragma once

#include "world/component_spec.h"

namespace jixia::control {

/// Thermal overload relay of a motor, after the thermal model of IEC 60255-149:
///
///     dH/dt = ((I / (k In))^2 - H) / tau
///
/// HEAT H is 1 at steady `pickup` k times the rated current In; ON from H >= 1 until H is below 1
/// and `reset_time` has passed since it came. CLEAR is its inverse. A cold motor trips after
/// tau ln(x / (x - 1)), x = (I / (k In))^2; the default tau is that of trip class 10 (7.2 In, 10
/// s). Not modelled: phase loss, ambient temperature, separate cooling constant at rest.
ComponentSpec motor_overload_spec();

} // namespace jixia::control
