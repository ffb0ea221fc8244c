#pragma once

#include "records/check_place.h"
#include "records/xapi_version.h"

namespace jixia {

/// Holds one statement against xAPI 1.0.3 part 2, chapter 2.4, and 2.0 where it differs
/// (contextAgents, contextGroups). Throws Refusal 400 that names the place and what is allowed.
void check_statement(const Json& statement, XapiVersion version, const CheckPlace& at);

inline constexpr const char* kVoidedVerb = "http://adlnet.gov/expapi/verbs/voided";
inline constexpr const char* kSignatureUsage = "http://adlnet.gov/expapi/attachments/signature";

/// A statement that voids another one. @pre the statement was checked
bool is_voiding(const Json& statement);

} // namespace jixia
