#pragma once

#include "pages/class_question.h"
#include "pages/page_frame.h"

namespace jixia {

/// A class in one exercise (class_question.h): figures, heat map of learners and steps, item
/// analysis, distribution, who needs help.
HttpAnswer make_class_page(const HttpRequest& request, const Caller& caller,
                           const ResultSources& sources);

} // namespace jixia
