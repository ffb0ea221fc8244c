#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "records/attempt_store.h"
#include "records/json_text.h"

namespace jixia {

/// What one step (criterion) of the exercise earned, in the order of the exercise.
struct StepResult {
  std::string id;
  std::string kind; ///< criterion kind, e.g. "step", "hold", "forbidden"
  Text title;
  double points = 0.0, available = 0.0;
  Text reason; ///< first evidence of lost points, with limit and value; empty if none were lost
};

/// What the library's own run of an attempt found.
struct AttemptJudgement {
  std::string state =
      "refused"; ///< verified, departs (the re-run differs), refused (cannot be re-run)
  Text verdict;
  double score = 0.0, max = 0.0;
  std::string learner; ///< as the attempt names them
  std::string learner_name, class_name;
  std::string pack, pack_version, pack_digest, exercise;
  Text pack_title, exercise_title;
  bool is_exam = false, has_passed = false;
  std::int64_t started_ms = 0; ///< wall clock of the learner's computer, Unix time
  double length_s = 0.0;       ///< of the run, simulated
  std::vector<StepResult> steps; ///< of a verified one
  /// The xAPI statements that tell of it, for a verified one; the actor is still to be set.
  std::vector<Json> statements;
};

/// The row with the judgement in it.
AttemptRow judged(AttemptRow row, const AttemptJudgement& judgement);

} // namespace jixia
