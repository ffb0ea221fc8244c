#pragma once

#include <optional>
#include <string>
#include <vector>

#include "records/result_store.h"

namespace jixia {

/// Which of a learner's attempts counts.
enum class CountedAttempt { Latest, Best, First };

/// How one step went, over one attempt of each learner.
struct StepStatistics {
  std::size_t place = 0; ///< in the edition
  double difficulty = 0.0; ///< p: points earned of the points available, 0 (nobody) to 1 (all)
  /// Corrected item-total correlation: Pearson's r between the points of this step and the sum of
  /// the points of all other steps. nullopt for fewer than 3 learners or where nothing varies.
  std::optional<double> discrimination;
  int lost = 0; ///< learners who lost points
  int none = 0; ///< of them, those who earned nothing
  Text reason;  ///< why, as it was written most often; empty if nobody lost any
};

/// How much of a step's points was lost, for a heat map.
enum class Loss { None, UpToThird, More, All };
Loss calc_loss(double points, double available);

/// What a class achieved in one exercise.
struct ClassResults {
  std::vector<Result> learners;      ///< one attempt each, the best score first
  std::vector<StepStatistics> steps; ///< those with points, in the order of the edition
  double mean_score = 0.0;           ///< [points]
  double passed = 0.0;               ///< share
  double mean_length_s = 0.0;
  /// How many scored in which part of the maximum, in tenths: [0, 10 %), ... [90, 100 %].
  std::vector<int> distribution;
};

/// @param results  of one edition and exercise
ClassResults calc_class_results(const ExerciseEdition& edition, std::vector<Result> results,
                                CountedAttempt counted);

} // namespace jixia
