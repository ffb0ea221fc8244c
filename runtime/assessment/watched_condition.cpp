#include "assessment/watched_condition.h"

namespace jixia {

WatchedCondition::WatchedCondition(const Condition& written, const ExpressionNames& names,
                                   std::shared_ptr<const std::vector<std::string>> tag_names,
                                   Diagnostics& problems)
    : is_given_(!written.empty()), tag_names_(std::move(tag_names)) {
  if (!is_given_) {
    return;
  }
  std::optional<Expression> parsed =
      Expression::parse(written.text, written.mark, names, Expression::Kind::Condition, problems);
  if (parsed) {
    expression_ = std::make_unique<const Expression>(std::move(*parsed));
    state_.emplace(*expression_);
  }
}

void WatchedCondition::reset() {
  if (state_) {
    state_->reset();
  }
  open_.reset();
  spans_ = 0;
}

bool WatchedCondition::evaluate(const ScoreRecord& record) {
  if (state_) {
    state_->evaluate(record.time, record.values);
  }
  return is_true();
}

void WatchedCondition::track_failure(const ScoreRecord& record, std::vector<Evidence>& evidence) {
  if (is_true()) {
    if (open_ && record.time - last_failure_ >= kMergeGap && spans_ < kMostSpans) {
      close_failure(evidence);
    }
    return;
  }
  last_failure_ = record.time;
  if (!open_) {
    worst_ = find_cause(*expression_, *state_, false);
    open_ = evidence.size();
    evidence.push_back(make_evidence(record.time, record.time, worst_));
    ++spans_;
    return;
  }
  Evidence& span = evidence[*open_];
  span.until = record.time;
  // The span is about the part that failed first; another part may fail while that one is well.
  const Cause now = cause_now(*expression_, *state_, worst_);
  if (state_->value(worst_.node) != (worst_.is_true ? 0.0 : 1.0) &&
      now.distance() > worst_.distance()) {
    worst_ = now;
    span.value = worst_.name_value;
  }
}

void WatchedCondition::close_failure(std::vector<Evidence>& evidence) {
  if (open_) {
    Evidence& span = evidence[*open_];
    span = make_evidence(span.time, span.until, worst_);
    open_.reset();
  }
}

Evidence WatchedCondition::make_evidence(SimTime from, SimTime until, const Cause& cause) const {
  Evidence made;
  made.time = from;
  made.until = until;
  if (cause.name != ExpressionNode::kNone) {
    const std::size_t index = expression_->names()[cause.name].name.index;
    made.tag = index < tag_names_->size() ? (*tag_names_)[index] : "";
    made.value = cause.name_value;
  }
  made.reason = cause_text(*expression_, cause);
  if (until > from) {
    made.reason =
        fill({"{0}，持续 {1}", "{0}, for {1}"}, std::vector{made.reason, span_text(until - from)});
  }
  return made;
}

Evidence WatchedCondition::explain(SimTime time, bool is_true) const {
  if (!state_) {
    return {time, time, "", 0.0, {"条件写错，无法评分", "the condition is faulty"}};
  }
  return make_evidence(time, time, find_cause(*expression_, *state_, is_true));
}

std::vector<ConditionLine> WatchedCondition::lines() const {
  return state_ ? condition_lines(*expression_, *state_) : std::vector<ConditionLine>{};
}

std::vector<ConditionLine> WatchedCondition::lines_at(const ScoreRecord& record) const {
  if (!state_) {
    return {};
  }
  ExpressionState fresh(*expression_);
  fresh.evaluate(record.time, record.values);
  return condition_lines(*expression_, fresh);
}

} // namespace jixia
