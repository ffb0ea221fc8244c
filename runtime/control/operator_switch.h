#pragma once

#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

/// What a hand presses or turns. Outputs ON and OFF (the normally-open and normally-closed
/// contact).
///
/// PushButton (panel), ConsoleButton, FieldButton: PRESS = 1 presses, 0 lets go; lets go by itself
/// after `release_after` (0: stays pressed until told). Every press is seen for at least one step.
/// Switch (panel), ConsoleSwitch, FieldSwitch: POSITION 0 or 1, stays.
/// EmergencyStop (panel): PRESS stays pressed until turned back to 0.
std::vector<ComponentSpec> operator_switch_specs();

} // namespace jixia::control
