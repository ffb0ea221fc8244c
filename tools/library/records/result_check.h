#pragma once

#include "records/check_place.h"

namespace jixia {

/// A result with its score (xAPI 1.0.3 part 2, 2.4.5). Throws Refusal 400.
void check_result(const Json& result, const CheckPlace& at);

} // namespace jixia
