#pragma once

#include <string>
#include <vector>

#include "scenario/yaml_node.h"
#include "world/world_builder.h"

namespace jixia {

/// One component: {type, name, in, and its parameters}.
ComponentEntry read_component(const std::string& tag, const YamlNode& node, Diagnostics& problems);

/// plant.yaml, line.yaml or control.yaml: components by tag, and the tables `alarms` and `tags`.
/// A row of `alarms` becomes one Alarm component for each limit: LIC101 with L and HH gives
/// LIC101_L and LIC101_HH, named "name + 低" and "name + 高高".
void read_components(const YamlNode& file, std::vector<ComponentEntry>& components,
                     std::vector<DisplayEntry>& displays, Diagnostics& problems);

} // namespace jixia
