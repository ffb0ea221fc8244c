#pragma once

#include <string>
#include <vector>

#include "scenario/exercise.h"
#include "scenario/yaml_node.h"

namespace jixia {

/// rules.yaml: what several exercises forbid alike.
std::vector<Criterion> read_rules(const YamlNode& file, Diagnostics& problems);

/// exercises/ID.yaml. @param rules  of rules.yaml, for the key `rules`
Exercise read_exercise(const std::string& id, const YamlNode& file,
                       const std::vector<Criterion>& rules, Diagnostics& problems);

} // namespace jixia
