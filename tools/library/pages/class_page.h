#pragma once

#include "accounts/classes.h"
#include "pages/class_results.h"
#include "pages/page_frame.h"
#include "pages/sheet.h"
#include "records/school_database.h"

namespace jixia {

/// What the pages of results look into.
struct ResultSources {
  Hub& hub;
  SchoolDatabases& schools;
};

/// `GET /results`: a learner's own results; a teacher's classes and what they have done.
HttpAnswer make_results_page(const HttpRequest& request, const Caller& caller,
                             const ResultSources& sources);

/// A class in one exercise, `?class=ID|all&digest=&exercise=&take=latest|best|first`: figures, heat
/// map of learners and steps, item analysis, distribution, who needs help. `all` is for
/// administrators. @throws Refusal 404 also for a class that the caller may not see
HttpAnswer make_class_page(const HttpRequest& request, const Caller& caller,
                           const ResultSources& sources);

/// The same as numbers for the charts.
HttpAnswer make_class_data(const HttpRequest& request, const Caller& caller,
                           const ResultSources& sources);

/// The same as a sheet with one line per learner: `ending` csv or xlsx.
HttpAnswer make_class_file(const HttpRequest& request, const Caller& caller,
                           const ResultSources& sources, const std::string& ending);

/// A sheet as a download.
HttpAnswer make_sheet_answer(const Sheet& sheet, const std::string& ending, Language language);

} // namespace jixia
