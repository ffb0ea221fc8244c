#pragma once

#include "records/check_place.h"
#include "records/xapi_version.h"

namespace jixia {

/// A context (xAPI 1.0.3 part 2, 2.4.6); contextAgents and contextGroups in 2.0 only. Throws
/// Refusal 400. @param is_about_activity  whether the statement's object is an activity
void check_context(const Json& context, XapiVersion version, bool is_about_activity,
                   const CheckPlace& at);

/// A reference to another statement. Throws Refusal 400.
void check_statement_ref(const Json& value, const CheckPlace& at);

} // namespace jixia
