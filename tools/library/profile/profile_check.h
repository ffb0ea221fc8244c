#pragma once

#include <string>
#include <vector>

#include "http/route_table.h"
#include "profile/xapi_profile.h"

namespace jixia {

/// Throws Refusal 400 with everything that is wrong, if the statement says that it follows a
/// profile of ours and does not. Other statements pass: a record store takes them all.
void check_profiles(const nlohmann::json& statement, const std::string& where);

/// GET /xapi-profiles: the list; GET /xapi-profiles/simulation-training: the profile as JSON-LD.
void add_profile_routes(RouteTable& routes);

} // namespace jixia
