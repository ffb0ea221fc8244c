#pragma once

#include "http/route_table.h"
#include "records/school_database.h"

namespace jixia {

/// PUT, POST, GET, DELETE of /xapi/activities/state, /xapi/activities/profile and
/// /xapi/agents/profile (xAPI 1.0.3 part 3, 2.2 to 2.7).
void add_document_routes(RouteTable& routes, SchoolDatabases& schools);

inline constexpr std::size_t kMostDocumentBytes = 16u << 20;

} // namespace jixia
