#pragma once

#include "http/exchange.h"

namespace jixia {

/// xAPI 1.0.3's alternate request syntax (part 3, 1.3): a POST whose query says `method=` and whose
/// form holds headers, parameters and content of the request that is meant. 2.0 has it no more.
bool is_alternate_request(const HttpRequest& request);

/// Rewrites `request` into the one that is meant. Throws Refusal 400.
void unfold_alternate_request(HttpRequest& request);

} // namespace jixia
