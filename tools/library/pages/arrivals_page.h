#pragma once

#include "pages/class_page.h"

namespace jixia {

/// Everything that came in, the newest first, also what was not or could not be verified and why:
/// `GET /results/arrivals?page=`, for the school's administrators.
HttpAnswer make_arrivals_page(const HttpRequest& request, const Caller& caller,
                              const ResultSources& sources);

} // namespace jixia
