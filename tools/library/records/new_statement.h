#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "records/json_text.h"
#include "records/statement_terms.h"
#include "records/xapi_version.h"

namespace jixia {

/// A checked statement on its way into the store, with all that can be worked out beforehand.
struct NewStatement {
  std::string id;     ///< UUID in lower case
  std::string body;   ///< JSON without `stored`, and without `timestamp` if none was given
  std::optional<std::int64_t> timestamp_ms; ///< as it was given
  std::vector<std::int64_t> terms;
  std::string target; ///< id of the statement that its object refers to; empty: none
  bool is_voiding = false;
  std::vector<DefinedActivity> definitions;
  std::vector<NamedAgent> names;
};

/// Completes a checked statement as a store has to (id, version, authority, lists where single
/// context activities were given, times in UTC) and works out the rest.
NewStatement make_new_statement(Json statement, XapiVersion version, const Json& authority);

/// What has to be equal for two statements to count as the same (part 2, 2.3.1): everything but
/// what a store sets, definitions of activities, displays of verbs, the order of a group's members
/// and attachments.
std::string comparable_text(Json statement);

/// The whole statement as it goes out: `body` with the time it was stored at.
std::string complete_body(const std::string& body, std::int64_t stored_ms, bool has_timestamp);

std::string lower_case(std::string text);

} // namespace jixia
