#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenario/exercise.h"
#include "scenario/yaml_node.h"

namespace jixia {

/// One file of operators/EXERCISE/, before `like` is resolved.
struct WrittenOperator {
  struct Part {
    std::string name; ///< "" before the first `part`
    std::vector<ScriptStep> steps;
  };
  OperatorScript script; ///< without its steps
  std::vector<Part> parts;
  std::string like; ///< "" if it stands alone
  std::map<std::string, std::vector<ScriptStep>> instead;
  SourceMark mark;
};

/// Reads one operator's file.
WrittenOperator read_operator(const std::string& exercise, const std::string& id,
                              const YamlNode& file, Diagnostics& problems);

/// Puts the steps together: those of the operator that `like` names with the parts of `instead`
/// exchanged, then its own.
std::vector<OperatorScript> assemble_operators(
    const std::map<std::string, WrittenOperator>& written, Diagnostics& problems);

} // namespace jixia
