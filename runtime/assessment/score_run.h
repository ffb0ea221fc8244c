#pragma once

#include <memory>
#include <span>

#include "assessment/condition_text.h"
#include "assessment/score_sheet.h"
#include "recording/run_log.h"
#include "scenario/exercise.h"

namespace jixia {

/// Scores a run step by step: the live score of the window. A fold over the log; feeding it the
/// same records gives the same sheet, live or years later.
///
/// How each kind of criterion earns points: criterion_fold.h. Conditions may use every tag and
/// `<id>.DONE`, `<id>.ACTIVE` of every criterion. The score is the sum of points, less the hints,
/// at most the lowest cap, not below 0; and 0 after a Forbidden that ends the run. Points are
/// credited when a criterion is over.
///
/// The run is finished at Exercise::duration, when Exercise::finish is true, or when handed in.
/// What is not done then is lost; later records change nothing.
///
/// Two components have a meaning of their own (both are Checkpoints that every session adds):
/// each hint taken (HINT.VALUE, the largest it ever was) costs kHintCost points; HANDIN.VALUE = 1
/// ends the run. A world without them has no hints and is not handed in.
class ScoreFold {
 public:
  static constexpr double kHintCost = 1.0;

  /// Parses and checks every expression; findings go to `problems`, and a criterion that has one
  /// never earns points. Keeps nothing of `exercise` and `world`.
  ScoreFold(const Exercise& exercise, const World& world, Diagnostics& problems);
  ~ScoreFold();
  ScoreFold(ScoreFold&&) noexcept;
  ScoreFold& operator=(ScoreFold&&) noexcept;

  /// The tags that the criteria read: what the log must keep exactly. Full names, sorted.
  const std::vector<std::string>& tags() const;

  /// Takes the next record: `values` in the order of tags(); a missing one is unknown. Call it once
  /// before the first step and after each step; an earlier time than the last is ignored.
  void advance(SimTime time, std::span<const double> values);

  const ScoreSheet& sheet() const;

  /// What a criterion waits for now, one line for each term of its condition: for the procedure
  /// panel. Of a criterion that is not active yet: as if it began now. Empty for a question and for
  /// an unknown id.
  std::vector<ConditionLine> conditions(const std::string& id) const;

  /// Starts over, for a rewind.
  void reset();

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// Starts `fold` over and feeds it everything that `log` has.
/// @throws std::out_of_range if the log lacks a tag that a criterion reads.
void feed_log(ScoreFold& fold, const RunLog& log);

/// Scores a finished or replayed run from its log alone (plus the world's tag meanings).
/// @throws std::out_of_range if the log lacks a tag that a criterion reads.
ScoreSheet score_run(const RunLog& log, const Exercise& exercise, const World& world);

} // namespace jixia
