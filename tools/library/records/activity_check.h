#pragma once

#include "records/check_place.h"

namespace jixia {

/// An activity with its definition, if it has one, interactions included (xAPI 1.0.3 part 2,
/// 2.4.4.1). Throws Refusal 400.
void check_activity(const Json& value, const CheckPlace& at);

} // namespace jixia
