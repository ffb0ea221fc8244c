#pragma once

#include "http/route_table.h"
#include "records/school_database.h"

namespace jixia {

/// PUT, POST, GET /xapi/statements (xAPI 1.0.3 part 3, 2.1) and the further pages of a list.
void add_statement_routes(RouteTable& routes, SchoolDatabases& schools);

/// A request with statements and attachments may be this long [byte].
inline constexpr std::size_t kMostStatementBytes = 32u << 20;

} // namespace jixia
