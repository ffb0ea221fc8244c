#pragma once

#include <string>
#include <vector>

#include "records/json_text.h"
#include "records/school_database.h"

namespace jixia {

/// What the statements of one school have told about activities and agents.
class ActivityStore {
 public:
  explicit ActivityStore(SchoolDatabase& database) : database_(database) {}

  /// The merged definition; null if none is known.
  Json find_definition(const std::string& activity);

  /// The names an agent was called by, at most 100. @param agent  agent_key()
  std::vector<std::string> find_names(const std::string& agent);

 private:
  SchoolDatabase& database_;
};

} // namespace jixia
