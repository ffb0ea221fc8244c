#pragma once

#include "accounts/accounts.h"
#include "http/route_table.h"
#include "records/school_database.h"

namespace jixia {

/// People and classes of one's own school:
///   GET /people, POST /people                   administrator: list, add (teachers and others)
///   GET /people/{}                              administrator, and teachers: their learners
///   POST /people/{}/role, /state, /erase        administrator
///   POST /people/{}/password                    the same as may see the person: a start password
///   GET /people/{}/data, GET /account/data      a copy of a person's data (zip); one's own
///   GET, POST /people/classes                   teacher: those taught; administrator: all
///   GET /people/classes/{}, POST .../members, .../import
void add_people_routes(RouteTable& routes, Accounts& accounts, SchoolDatabases& schools);

/// GET /audit (administrator: the school's rows; auditor: all), GET, POST /retention.
void add_audit_routes(RouteTable& routes, Accounts& accounts);

} // namespace jixia
