#pragma once

#include <string>
#include <vector>

#include "world/component_spec.h"

/// Short ways to write the entries of a ComponentSpec.
namespace jixia::process {

ParameterSpec quantity_spec(std::string name, Text meaning, Unit unit, double lowest,
                            double highest, std::optional<double> default_value);
ParameterSpec choice_spec(std::string name, Text meaning, std::vector<std::string> choices);
PortSpec output_spec(std::string name, Text meaning, Unit unit);
/// A switch that a component writes: 0 or 1.
PortSpec flag_spec(std::string name, Text meaning);
/// Driven by another component; `initial` holds while nothing drives it.
PortSpec input_spec(std::string name, Text meaning, Unit unit, double initial = 0.0);
/// A malfunction's severity.
PortSpec fault_spec(std::string name, Text meaning, Unit unit, double initial, double lowest,
                    double highest);

/// How a holdup begins: `initial_liquid`, `initial_pressure`, `initial_temperature`,
/// `initial_oxygen` (mole fraction of the gas, the rest nitrogen).
std::vector<ParameterSpec> with_start(std::vector<ParameterSpec> rest);

} // namespace jixia::process
