#pragma once

#include "http/route_table.h"
#include "records/school_database.h"

namespace jixia {

/// The web pages. `GET /`: the results of this machine's own school, newest first; no key is asked
/// for, because only this machine reaches it.
void add_page_routes(RouteTable& routes, SchoolDatabases& schools);

} // namespace jixia
