#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "records/attempt_store.h"
#include "records/json_text.h"

namespace jixia {

/// What the library's own run of an attempt found.
struct AttemptJudgement {
  std::string state =
      "refused"; ///< verified, departs (the re-run differs), refused (cannot be re-run)
  Text verdict;
  double score = 0.0, max = 0.0;
  std::string learner; ///< as the attempt names them
  std::string pack, pack_digest, exercise;
  /// The xAPI statements that tell of it, for a verified one; the actor is still to be set.
  std::vector<Json> statements;
};

/// The row with the judgement in it.
AttemptRow judged(AttemptRow row, const AttemptJudgement& judgement);

} // namespace jixia
