#pragma once

#include "pages/class_page.h"

namespace jixia {

/// A learner's own results, the newest first.
HttpAnswer make_own_page(const HttpRequest& request, const Caller& caller,
                         const ResultSources& sources);

/// `GET /results/attempts/<UUID>`: one attempt step by step, with the way to its receipt, for the
/// learner, their teachers and administrators. @throws Refusal 404
HttpAnswer make_attempt_page(const HttpRequest& request, const Caller& caller,
                             const ResultSources& sources);

/// Refuses (404) if the caller may not see this attempt.
Result find_visible_attempt(const std::string& attempt, const Caller& caller,
                            const ResultSources& sources);

} // namespace jixia
