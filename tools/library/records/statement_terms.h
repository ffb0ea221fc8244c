#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "records/json_text.h"

namespace jixia {

/// What a statement can be found by. Who asks for a related one asks for the direct one too.
enum class TermKind : unsigned char {
  Agent = 1,    ///< actor or object, members of a group included
  RelatedAgent, ///< authority, instructor, team, context, and all of a substatement
  Verb,
  Activity,        ///< object
  RelatedActivity, ///< the context's, and all of a substatement
  Registration,
  Writer ///< the key that sent it
};

/// The number under which a term is indexed: 63 bits of the SHA-256 of kind and value. Two of a
/// million terms share one with a chance of 5e-8.
std::int64_t calc_term(TermKind kind, std::string_view value);

/// Terms of which a statement has one, e.g. of an agent as such and as a related one.
using TermChoice = std::vector<std::int64_t>;

/// The terms of a checked and completed statement, each once. References to other statements are
/// not followed here.
std::vector<std::int64_t> collect_terms(const Json& statement);

/// An activity with what a statement says about it.
struct DefinedActivity {
  std::string id;
  Json definition;
  std::string text; ///< of the definition
};
std::vector<DefinedActivity> collect_definitions(const Json& statement);

/// The names by which a statement calls its agents.
struct NamedAgent {
  std::string key; ///< agent_key()
  std::string name;
};
std::vector<NamedAgent> collect_names(const Json& statement);

} // namespace jixia
