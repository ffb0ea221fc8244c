#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "assessment/condition_text.h"
#include "assessment/score_sheet.h"

namespace jixia {

/// The records that a fold has seen, as its conditions read them.
struct ScoreRecord {
  SimTime time{0};
  double dt = 0.0; ///< [s] since the record before
  std::span<const double> values; ///< by ExpressionName::index
};

/// A condition of a criterion with its memory and, on demand, the spans in which it was not true.
class WatchedCondition {
 public:
  /// Of an empty text: is_given() is false and the condition counts as true.
  /// @param tag_names  full names by ExpressionName::index, for evidence
  WatchedCondition(const Condition& written, const ExpressionNames& names,
                   std::shared_ptr<const std::vector<std::string>> tag_names,
                   Diagnostics& problems);

  bool is_given() const { return is_given_; }
  bool is_broken() const { return is_given_ && expression_ == nullptr; }
  const Expression* expression() const { return expression_.get(); }

  /// Forgets everything; the next evaluation is the beginning.
  void reset();

  /// @returns whether it is true; unknown is not.
  bool evaluate(const ScoreRecord& record);
  bool is_true() const { return state_ ? state_->is_true() : !is_given_; }

  /// Keeps the spans in which the condition is not true in `evidence`: the worst value of each.
  /// Spans less than kMergeGap apart are one; after kMostSpans the last one grows.
  void track_failure(const ScoreRecord& record, std::vector<Evidence>& evidence);

  /// Puts the final length into the span that is still open.
  void close_failure(std::vector<Evidence>& evidence);

  /// Why the condition is true or not, now.
  Evidence explain(SimTime time, bool is_true) const;

  std::vector<ConditionLine> lines() const;

  /// The lines as if the condition began now: for one that is not watched yet.
  std::vector<ConditionLine> lines_at(const ScoreRecord& record) const;

  static constexpr SimTime kMergeGap = std::chrono::seconds(3);
  static constexpr std::size_t kMostSpans = 20;

 private:
  Evidence make_evidence(SimTime from, SimTime until, const Cause& cause) const;

  bool is_given_ = false;
  std::unique_ptr<const Expression> expression_;
  std::optional<ExpressionState> state_;
  std::shared_ptr<const std::vector<std::string>> tag_names_;
  Cause worst_;
  std::optional<std::size_t> open_; ///< index into the evidence
  SimTime last_failure_{0};
  std::size_t spans_ = 0;
};

} // namespace jixia
