#pragma once

#include "accounts/hub.h"
#include "pages/page_frame.h"
#include "pages/sheet.h"

namespace jixia {

/// The monthly report, `GET /reports?month=2026-11`: a school's own for its staff, all schools' for
/// the alliance office, which sees no mean of fewer than EvidenceOfUse::kFewest learners.
HttpAnswer make_report_page(const HttpRequest& request, const Caller& caller, Hub& hub);

/// The numbers of its chart.
HttpAnswer make_report_data(const HttpRequest& request, const Caller& caller, Hub& hub);

/// As csv or xlsx.
HttpAnswer make_report_file(const HttpRequest& request, const Caller& caller, Hub& hub,
                            const std::string& ending);

} // namespace jixia
