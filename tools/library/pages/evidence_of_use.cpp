#include "pages/evidence_of_use.h"

#include <algorithm>
#include <cmath>

namespace jixia {
namespace {

double rounded_share(double sum, std::int64_t learners) {
  const double share = learners > 0 ? sum / static_cast<double>(learners) : 0.0;
  return std::clamp(std::round(share / EvidenceOfUse::kStep) * EvidenceOfUse::kStep, 0.0, 1.0);
}

} // namespace

bool is_enough(std::int64_t learners) {
  return learners >= EvidenceOfUse::kFewest;
}

std::int64_t shown_learners(std::int64_t learners, std::int64_t largest, std::int64_t schools) {
  return schools < 2 || !is_enough(learners - largest)
             ? 0
             : learners / EvidenceOfUse::kFewest * EvidenceOfUse::kFewest;
}

std::optional<EvidenceOfUse> calc_evidence(const UsageStore::ExerciseUses& uses) {
  std::int64_t learners = 0, largest = 0;
  std::size_t schools = 0;
  ExerciseUse sum;
  sum.step_shares.resize(uses.steps.size());
  sum.step_losers.resize(uses.steps.size());
  for (const auto& [school, use] : uses.schools) {
    learners += use.learners;
    largest = std::max(largest, use.learners);
    schools += use.learners > 0 ? 1 : 0;
    sum.passed += use.passed;
    sum.score_share += use.score_share;
    for (std::size_t k = 0; k < std::min(uses.steps.size(), use.step_shares.size()); ++k) {
      sum.step_shares[k] += use.step_shares[k];
      sum.step_losers[k] += use.step_losers[k];
    }
  }
  const std::int64_t shown = shown_learners(learners, largest, static_cast<std::int64_t>(schools));
  if (shown == 0) {
    return std::nullopt;
  }
  EvidenceOfUse evidence{uses.exercise, uses.title, shown, schools};
  evidence.score = rounded_share(sum.score_share, learners);
  evidence.passed = rounded_share(static_cast<double>(sum.passed), learners);
  for (std::size_t k = 0; k < uses.steps.size(); ++k) {
    if (uses.steps[k].available > 0) {
      evidence.steps.push_back({uses.steps[k].title, rounded_share(sum.step_shares[k], learners),
                                rounded_share(static_cast<double>(sum.step_losers[k]), learners),
                                uses.steps[k].available});
    }
  }
  return evidence;
}

} // namespace jixia
