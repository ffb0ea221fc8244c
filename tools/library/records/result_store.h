#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "records/attempt_judgement.h"
#include "records/school_database.h"

namespace jixia {

/// One exercise of one edition of a pack (its digest), and its steps in order.
struct ExerciseEdition {
  struct Step {
    std::string id, kind;
    Text title;
    double available = 0.0; ///< points; 0 for a veto
  };
  std::string digest, exercise, pack, version;
  Text pack_title, title;
  std::vector<Step> steps;
};

/// What one verified attempt earned.
struct Result {
  std::string attempt, digest, exercise, pack;
  std::string learner, learner_name, class_name;
  bool is_exam = false, has_passed = false;
  std::int64_t started_ms = 0;
  double length_s = 0.0, score = 0.0, max = 0.0;
  Text pack_title = {}, title = {}; ///< of the exercise
  std::vector<double> points = {};  ///< of each step, in the order of the edition
  std::vector<Text> reasons = {};   ///< why points of a step were lost; empty if none were
};

/// What there is of one exercise, to choose from.
struct ResultGroup {
  std::string digest, exercise, pack, version;
  Text pack_title, title;
  std::int64_t learners = 0, attempts = 0, newest_ms = 0;
};

/// Whose results: of these learners' numbers; nullopt: of everybody in the school.
using Learners = std::optional<std::vector<std::string>>;

/// Which results of one exercise; times [Unix ms], 0: from the first, until the last.
struct ResultFilter {
  std::string digest, exercise;
  Learners learners = {};
  std::int64_t from_ms = 0, until_ms = 0;
};

/// Sums over the first attempts of an exercise: what the alliance may know of it.
struct ExerciseUse {
  std::int64_t learners = 0, passed = 0;
  double score_share = 0.0; ///< sum of score / max
  std::vector<double> step_shares; ///< sum of points / available of each step; 0 for vetoes
  std::vector<std::int64_t> step_losers; ///< learners who lost points of it
};

/// Sums over a month's attempts of one exercise; with an empty pack, over all of the month.
struct MonthUse {
  std::string month; ///< "2026-11", in China's time
  std::string pack, exercise;
  std::int64_t attempts = 0, learners = 0, passed = 0;
  double score_share = 0.0; ///< sum of score / max
};

/// The verified results of one school, kept step by step so that a page is one indexed query.
/// Everything throws DatabaseError.
class ResultStore {
 public:
  static constexpr int kMostResults = 5000; ///< of one question; later ones are left out

  explicit ResultStore(SchoolDatabase& database) : database_(database) {}

  /// Keeps a verified attempt; again: the same. Steps beyond kMostSteps are left out.
  void put(const std::string& attempt, const AttemptJudgement& judgement);

  std::optional<ExerciseEdition> find_edition(const std::string& digest,
                                              const std::string& exercise);
  /// Exercises with results, those with the newest first.
  std::vector<ResultGroup> groups(const Learners& learners, int most = 200);
  /// Results with their steps, the earliest first.
  std::vector<Result> find(const ResultFilter& filter);
  /// A learner's results without steps, the newest first.
  std::vector<Result> of_learner(const std::string& learner, int most = 200);
  std::optional<Result> find_attempt(const std::string& attempt);

  ExerciseUse use_of(const std::string& digest, const std::string& exercise);
  MonthUse month_use(const std::string& month, const std::string& pack,
                     const std::string& exercise);

  /// Takes away what is known of a learner; sums that were made of it stay.
  void erase_learner(const std::string& learner);

  static constexpr std::size_t kMostSteps = 300;

 private:
  SchoolDatabase& database_;
};

/// "2026-11" of a Unix time [ms], in China's time (UTC+8).
std::string month_text(std::int64_t unix_ms);

} // namespace jixia
