#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "records/attempt_store.h"

namespace jixia {

/// The web page of results, newest first: plain HTML, no scripts, everything escaped.
std::string make_results_page(const std::vector<AttemptRow>& rows, std::int64_t total, int page,
                              Language language);

} // namespace jixia
