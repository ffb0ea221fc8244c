#pragma once

#include <filesystem>
#include <vector>

#include "app/console.h"
#include "exporting/report_data.h"
#include "recording/attempt.h"
#include "session/session.h"

namespace jixia {

/// What lies where when a run is over.
struct FinishedAttempt {
  std::filesystem::path folder;
  std::filesystem::path html, pdf;              ///< empty: not written
  std::vector<std::filesystem::path> pictures;
  Verification verification;
};

/// Closes the attempt of a session that has ended: score, trends and signature into its folder, the
/// report beside it, the result into the outbox. Call after Session::finish().
FinishedAttempt finish_attempt(Session& session, const AttemptHeader& header,
                               AttemptWriter& writer, Language language, bool has_pictures,
                               Diagnostics& problems);

/// Says where everything lies.
void print_places(const FinishedAttempt& finished, const Console& console);

} // namespace jixia
