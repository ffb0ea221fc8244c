#pragma once

#include "accounts/accounts.h"
#include "http/route_table.h"

namespace jixia {

/// Signing in and out and one's own account:
///   GET, POST /login          school, account, password; then to `next`
///   POST /logout, /logout/everywhere
///   GET, POST /password       one's own; with a start password nothing else is open
///   GET /account, POST /account/language
void add_sign_in_routes(RouteTable& routes, Accounts& accounts);

/// Refusals of requests that a page is wanted for become pages; 401 leads to /login, a start
/// password to /password. Programs (everything below /api, /xapi, /tuf, /oai) get JSON as before.
void add_problem_pages(RouteTable& routes, Accounts& accounts);

} // namespace jixia
