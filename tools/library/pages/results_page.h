#pragma once

#include "pages/class_question.h"
#include "pages/page_frame.h"

namespace jixia {

/// `GET /results`: a learner's own results; a teacher's classes and what they have done.
HttpAnswer make_results_page(const HttpRequest& request, const Caller& caller,
                             const ResultSources& sources);

} // namespace jixia
