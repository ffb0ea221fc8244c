#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "records/json_text.h"

namespace jixia {

/// What a statement can be found by.
enum class TermKind : unsigned char {
  Agent = 1,    ///< actor or object, members of a group included
  RelatedAgent, ///< these, and authority, instructor, team, context, and those of a substatement
  Verb,
  Activity,        ///< object
  RelatedActivity, ///< this, and the context's, and those of a substatement
  Registration,
  Writer ///< the key that sent it
};

/// The number under which a term is indexed: 63 bits of the SHA-256 of kind and value. Two of a
/// million terms share one with a chance of 5e-8.
std::int64_t calc_term(TermKind kind, std::string_view value);

/// The terms of a checked and completed statement, each once. References to other statements are
/// not followed here.
std::vector<std::int64_t> collect_terms(const Json& statement);

/// An activity with what a statement says about it.
struct DefinedActivity {
  std::string id;
  Json definition;
};
std::vector<DefinedActivity> collect_definitions(const Json& statement);

/// The names by which a statement calls its agents.
struct NamedAgent {
  std::string key; ///< agent_key()
  std::string name;
};
std::vector<NamedAgent> collect_names(const Json& statement);

} // namespace jixia
