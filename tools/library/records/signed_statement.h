#pragma once

#include <string_view>

#include "records/check_place.h"

namespace jixia {

/// Holds the JSON Web Signature attached to a statement against xAPI 1.0.3 part 2, 2.6: compact
/// form, RS256, RS384 or RS512, a payload that is the statement itself; and if it brings the
/// certificate it was made with, made with that. Whom a certificate belongs to is not looked at.
/// Throws Refusal 400.
void check_signature(std::string_view jws, const Json& statement, const CheckPlace& at);

} // namespace jixia
