#pragma once

#include <filesystem>

#include "assessment/score_sheet.h"

namespace jixia {

/// How far an interrupted attempt is, from progress.json beside its journal: for the start page,
/// which cannot run every journal again. It proves nothing and is removed when the run ends.
struct AttemptProgress {
  int steps_done = 0, steps = 0; ///< 0 steps: not known
};

/// Steps and questions of the sheet, and how many of them are done.
AttemptProgress calc_progress(const ScoreSheet& sheet);

/// Never fails: an attempt without the file, or with a broken one, is not known.
AttemptProgress load_progress(const std::filesystem::path& attempt);
void write_progress(const std::filesystem::path& attempt, const AttemptProgress& progress);
void remove_progress(const std::filesystem::path& attempt);

} // namespace jixia
