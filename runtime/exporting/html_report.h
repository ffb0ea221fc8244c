#pragma once

#include <string>

#include "exporting/report_data.h"

namespace jixia {

/// The report as one HTML page that needs nothing else: no script, no file, no network (its
/// Content-Security-Policy forbids all three); prints on A4. Every text is escaped.
std::string html_report(const ReportData& data, Language language);

} // namespace jixia
