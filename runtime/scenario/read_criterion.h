#pragma once

#include "scenario/criterion.h"
#include "scenario/yaml_node.h"

namespace jixia {

/// One step or rule; reports keys that its kind needs and lacks, or has and cannot use.
Criterion read_criterion(const YamlNode& node, Diagnostics& problems);

} // namespace jixia
