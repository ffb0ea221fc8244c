#pragma once

#include <optional>
#include <string>
#include <vector>

#include "records/usage_store.h"

namespace jixia {

/// What everybody may know of how learners did an exercise of a pack.
struct EvidenceOfUse {
  struct Step {
    Text title;
    double share = 0.0;  ///< of the points earned, in steps of kStep
    double losers = 0.0; ///< share of learners who lost points, in steps of kStep
    double available = 0.0;
  };
  std::string exercise;
  Text title;
  std::int64_t learners = 0; ///< rounded down to a multiple of kFewest
  std::size_t schools = 0;
  double score = 0.0, passed = 0.0; ///< shares, in steps of kStep
  std::vector<Step> steps = {};     ///< those with points, in order

  /// No figure stands for fewer learners (k-anonymity)...
  static constexpr std::int64_t kFewest = 5;
  /// ...nor says more than this about a share, so that one more learner rarely moves it.
  static constexpr double kStep = 0.05;
};

/// The evidence of one exercise; nullopt if too few have done it.
///
/// Shown if at least two schools have results and, whichever school takes its own learners away
/// (whose results it knows), at least kFewest learners are left: so nobody can work out a figure of
/// fewer learners than that by a difference. Only each learner's first attempt counts.
std::optional<EvidenceOfUse> calc_evidence(const UsageStore::ExerciseUses& uses);

/// How many learners of all schools may be named: the multiple of kFewest below, 0 if the rule
/// above hides them.
/// @param largest  learners of the school that has most of them
std::int64_t shown_learners(std::int64_t learners, std::int64_t largest, std::int64_t schools);

/// True if `use` may be shown to people outside the school: kFewest learners at least.
bool is_enough(std::int64_t learners);

} // namespace jixia
