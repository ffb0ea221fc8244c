#pragma once

#include "pages/class_question.h"
#include "pages/sheet.h"

namespace jixia {

/// What the class's page shows as numbers for its charts.
HttpAnswer make_class_data(const HttpRequest& request, const Caller& caller,
                           const ResultSources& sources);

/// The same as a sheet with one line per learner: `ending` csv or xlsx.
HttpAnswer make_class_file(const HttpRequest& request, const Caller& caller,
                           const ResultSources& sources, const std::string& ending);

} // namespace jixia
