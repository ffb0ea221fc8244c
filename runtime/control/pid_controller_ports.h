#pragma once

#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

/// What a pack author may set on a PID controller whose PV is in `unit`; meaning of each in
/// pid_controller.h.
std::vector<ParameterSpec> pid_parameters(Unit unit);

/// Its inputs, outputs and what the console may change.
std::vector<PortSpec> pid_ports(Unit unit);

} // namespace jixia::control
