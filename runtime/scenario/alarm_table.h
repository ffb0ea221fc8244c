#pragma once

#include <string>
#include <vector>

#include "scenario/yaml_node.h"
#include "world/world_builder.h"

namespace jixia {

/// The kind of quantity that a tag's first letters name (ISA-5.1): "PIC101" gives "Pressure",
/// "PDI101" "DifferentialPressure"; "" if they name none that alarms know.
std::string measured_kind_of(const std::string& tag);

/// Adds the alarm components of one row of the table `alarms`.
void read_alarms(const YamlEntry& row, std::vector<ComponentEntry>& components,
                 Diagnostics& problems);

} // namespace jixia
