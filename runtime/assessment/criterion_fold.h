#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "assessment/watched_condition.h"

namespace jixia {

/// What one criterion earns, record by record. The line it writes belongs to the score sheet.
///
/// A criterion becomes active when its `after` are over and its `start` is true; its conditions
/// remember nothing from before that.
///
///     Step       points × ((1 − q) + q × share of its active time with `quality` true)
///                − late_share × points if it took longer than 2 × expected
///     Hold       points × share of the time from active to `finish` with `good` true. `finish` not
///                reached: of max(that time, expected) if `expected` is given, else nothing.
///                Without `finish` it lasts until the run ends.
///     Limit      points if `good` was never untrue up to `finish`, which must be reached
///     Sequence   points if the conditions of `order` became true in that order
///     Time       points × min(1, 2 − time taken / expected), not below 0
///     Question   points if the answer given last is right; less late_share as for a step; answers
///                after `finish` was true do not count
///     Forbidden  − penalty, once
class CriterionFold {
 public:
  CriterionFold(const Criterion& criterion, const ExpressionNames& names,
                const std::shared_ptr<const std::vector<std::string>>& tag_names,
                Diagnostics& problems);

  const Criterion& criterion() const { return criterion_; }

  /// A criterion written wrong never becomes active.
  bool is_broken() const { return is_broken_; }
  void mark_broken() { is_broken_ = true; }

  void reset(ScoreLine& line);

  /// Becomes active if it may. @param is_unlocked  every criterion of `after` is over
  void activate(const ScoreRecord& record, bool is_unlocked, ScoreLine& line);

  /// Takes a record while active.
  void advance(const ScoreRecord& record, ScoreLine& line);

  /// The run ends: what is not done is lost.
  void finish(const ScoreRecord& record, ScoreLine& line);

  /// Nothing more can be done about it (the answer to a question may still change).
  static bool is_over(const ScoreLine& line) {
    return line.state == ScoreLine::State::Done || line.state == ScoreLine::State::Lost;
  }

  std::vector<ConditionLine> lines(const ScoreRecord& record, const ScoreLine& line) const;

  /// Every expression of the criterion.
  std::vector<const Expression*> expressions() const;

  /// ExpressionName::index of the answer; npos if this is no question.
  std::size_t answer_index() const { return answer_index_; }

 private:
  void find_answer(const ExpressionNames& names, Diagnostics& problems);
  void check_form(Diagnostics& problems);
  void advance_step(const ScoreRecord& record, ScoreLine& line);
  void advance_hold(const ScoreRecord& record, ScoreLine& line);
  void advance_limit(const ScoreRecord& record, ScoreLine& line);
  void advance_sequence(const ScoreRecord& record, ScoreLine& line);
  void advance_time(const ScoreRecord& record, ScoreLine& line);
  void advance_question(const ScoreRecord& record, ScoreLine& line);
  void advance_forbidden(const ScoreRecord& record, ScoreLine& line);
  void finish_hold(const ScoreRecord& record, ScoreLine& line);
  void end(const ScoreRecord& record, ScoreLine& line, ScoreLine::State state, double points) const;
  void lose_for_lateness(const ScoreRecord& record, ScoreLine& line) const;
  Text answer_text(int number) const;
  double share() const { return window_ > 0.0 ? good_time_ / window_ : (is_good_ ? 1.0 : 0.0); }

  Criterion criterion_;
  WatchedCondition start_, done_, quality_, good_, finish_, when_;
  std::deque<WatchedCondition> order_;
  std::size_t answer_index_ = static_cast<std::size_t>(-1);
  bool is_broken_ = false;

  // of the run
  double window_ = 0.0, good_time_ = 0.0; ///< [s]
  bool is_good_ = true;
  std::size_t next_ = 0;           ///< Sequence
  std::vector<char> was_true_;     ///< Sequence: at the record before
  int answer_ = 0;                 ///< Question
  bool is_closed_ = false;         ///< Question: `finish` was true
};

} // namespace jixia
