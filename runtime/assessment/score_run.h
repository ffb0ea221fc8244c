#pragma once

#include <memory>
#include <span>

#include "assessment/score_sheet.h"
#include "recording/run_log.h"
#include "scenario/exercise.h"

namespace jixia {

/// Scores a run step by step: the live score of the window. A fold over the log; feeding it the
/// same records gives the same sheet, live or years later.
///
/// Two components have a meaning of their own (both are Checkpoints that every session adds):
/// each hint taken (HINT.VALUE) costs kHintCost points; HANDIN.VALUE = 1 ends the run.
class ScoreFold {
 public:
  /// Parses and checks every expression; findings go to `problems`, and a criterion that has one
  /// never earns points.
  ScoreFold(const Exercise& exercise, const World& world, Diagnostics& problems);
  ~ScoreFold();
  ScoreFold(ScoreFold&&) noexcept;
  ScoreFold& operator=(ScoreFold&&) noexcept;

  /// The tags that the criteria read: what the log must keep exactly. Full names, sorted.
  const std::vector<std::string>& tags() const;

  /// Takes the next record: `values` in the order of tags().
  void advance(SimTime time, std::span<const double> values);

  const ScoreSheet& sheet() const;

  /// Starts over, for a rewind.
  void reset();

 private:
  class State;
  static constexpr double kHintCost = 1.0;
  std::unique_ptr<State> state_;
};

/// Scores a finished or replayed run from its log alone (plus the world's tag meanings).
/// @throws std::out_of_range if the log lacks a tag that a criterion reads.
ScoreSheet score_run(const RunLog& log, const Exercise& exercise, const World& world);

} // namespace jixia
