#pragma once

#include "app/finish_attempt.h"
#include "exporting/report_data.h"

namespace jixia {

/// Proves a finished attempt: reads it back from disk, runs its journal again and checks its
/// signature. Only this may say 成绩已核验.
Verification verify_attempt(const std::filesystem::path& folder, const Scenario& scenario,
                            Diagnostics& problems);

/// What the report says of a session that has ended or was replayed.
ReportData collect_attempt_report(const Session& session, const AttemptHeader& header,
                                  const Verification& verification);

/// Writes `<attempt>/report/report.html` and `.pdf`, pictures if asked, and puts the result into
/// the outbox; notes in `finished` what was written.
void write_results(Session& session, const AttemptHeader& header, Language language,
                   bool has_pictures, FinishedAttempt& finished, Diagnostics& problems);

} // namespace jixia
