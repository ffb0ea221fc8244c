#pragma once

#include "http/route_table.h"
#include "records/school_database.h"

namespace jixia {

/// The xAPI endpoint below /xapi: statements, documents, activities, agents, about; 1.0.3 and 2.0
/// by each request's version header.
void add_xapi_routes(RouteTable& routes, SchoolDatabases& schools);

} // namespace jixia
