#include "assessment/criterion_fold.h"

#include <algorithm>
#include <cmath>

#include "base/spelling.h"

namespace jixia {
namespace {

using Kind = Criterion::Kind;
using State = ScoreLine::State;

constexpr int kNoAnswer = 0;

} // namespace

CriterionFold::CriterionFold(const Criterion& criterion, const ExpressionNames& names,
                             const std::shared_ptr<const std::vector<std::string>>& tag_names,
                             Diagnostics& problems)
    : criterion_(criterion),
      start_(criterion.start, names, tag_names, problems),
      done_(criterion.done, names, tag_names, problems),
      quality_(criterion.quality, names, tag_names, problems),
      good_(criterion.good, names, tag_names, problems),
      finish_(criterion.finish, names, tag_names, problems),
      when_(criterion.when, names, tag_names, problems) {
  for (const Condition& condition : criterion.order) {
    order_.emplace_back(condition, names, tag_names, problems);
  }
  const auto is_faulty = [](const WatchedCondition& condition) { return condition.is_broken(); };
  is_broken_ = start_.is_broken() || done_.is_broken() || quality_.is_broken() ||
               good_.is_broken() || finish_.is_broken() || when_.is_broken() ||
               std::any_of(order_.begin(), order_.end(), is_faulty);
  check_form(problems);
  if (criterion_.kind == Kind::Question) {
    find_answer(names, problems);
  }
}

void CriterionFold::check_form(Diagnostics& problems) {
  const auto want = [&](bool is_there, const std::string& key) {
    if (!is_there) {
      is_broken_ = true;
      problems.error(criterion_.mark,
                     fill({"{0} 缺少 {1}", "{0} lacks '{1}'"}, std::vector{criterion_.id, key}),
                     {"每种评分项要写的内容见 scenarios/README.md",
                      "what each kind of criterion needs: scenarios/README.md"});
    }
  };
  switch (criterion_.kind) {
    case Kind::Step:
      want(done_.is_given(), "done");
      break;
    case Kind::Hold:
    case Kind::Limit:
      want(good_.is_given(), "good");
      break;
    case Kind::Sequence:
      want(order_.size() >= 2, "order");
      break;
    case Kind::Time:
      want(done_.is_given(), "done");
      want(criterion_.expected > SimTime{0}, "expected");
      break;
    case Kind::Forbidden:
      want(when_.is_given(), "when");
      break;
    case Kind::Question:
      want(!criterion_.answer_tag.empty(), "answer_tag");
      break;
  }
}

void CriterionFold::find_answer(const ExpressionNames& names, Diagnostics& problems) {
  if (criterion_.answer_tag.empty()) {
    return;
  }
  if (const std::optional<ExpressionName> found = names.find(criterion_.answer_tag)) {
    answer_index_ = found->index;
    return;
  }
  is_broken_ = true;
  const std::string nearest = nearest_spelling(criterion_.answer_tag, names.all());
  problems.error(criterion_.mark,
                 fill({"{0} 的答案位号 {1} 不存在", "the answer tag {1} of {0} does not exist"},
                      std::vector{criterion_.id, criterion_.answer_tag}),
                 nearest.empty()
                     ? Text{"在练习的 components 里加一个 Checkpoint",
                            "add a Checkpoint to the exercise's components"}
                     : fill({"是否为 {0}？", "did you mean {0}?"}, std::vector{nearest}));
}

void CriterionFold::reset(ScoreLine& line) {
  for (WatchedCondition* each : {&start_, &done_, &quality_, &good_, &finish_, &when_}) {
    each->reset();
  }
  for (WatchedCondition& each : order_) {
    each.reset();
  }
  window_ = good_time_ = 0.0;
  is_good_ = true;
  next_ = 0;
  was_true_.assign(order_.size(), 0);
  answer_ = kNoAnswer;
  is_closed_ = false;
  line = ScoreLine{};
  line.id = criterion_.id;
  line.kind = criterion_.kind;
  line.title = criterion_.title;
  line.requirement = criterion_.requirement;
  line.group = criterion_.group;
  line.available = criterion_.kind == Kind::Forbidden ? 0.0 : criterion_.points;
  line.state = State::Locked;
}

void CriterionFold::activate(const ScoreRecord& record, bool is_unlocked, ScoreLine& line) {
  const bool is_idle = line.state == State::Locked || line.state == State::Waiting;
  if (is_broken_ || !is_idle || !is_unlocked) {
    return;
  }
  line.state = State::Waiting;
  if (start_.evaluate(record)) {
    line.state = State::Active;
    line.started = record.time;
  }
}

void CriterionFold::advance(const ScoreRecord& record, ScoreLine& line) {
  const bool may_change_answer = criterion_.kind == Kind::Question && is_over(line);
  if (line.state != State::Active && !may_change_answer) {
    return;
  }
  // What lies between this record and the one before counts only if it was active then too.
  ScoreRecord mine = record;
  mine.dt = line.started == record.time ? 0.0 : record.dt;
  switch (criterion_.kind) {
    case Kind::Step:
      advance_step(mine, line);
      break;
    case Kind::Hold:
      advance_hold(mine, line);
      break;
    case Kind::Limit:
      advance_limit(mine, line);
      break;
    case Kind::Sequence:
      advance_sequence(mine, line);
      break;
    case Kind::Time:
      advance_time(mine, line);
      break;
    case Kind::Question:
      advance_question(mine, line);
      break;
    case Kind::Forbidden:
      advance_forbidden(mine, line);
      break;
  }
}

void CriterionFold::end(const ScoreRecord& record, ScoreLine& line, State state,
                        double points) const {
  line.state = state;
  line.ended = record.time;
  line.points = criterion_.kind == Kind::Forbidden ? points : std::max(0.0, points);
}

// A step or question that took longer than twice what was expected.
void CriterionFold::lose_for_lateness(const ScoreRecord& record, ScoreLine& line) const {
  const SimTime taken = record.time - line.started.value_or(record.time);
  if (criterion_.expected <= SimTime{0} || taken <= 2 * criterion_.expected) {
    return;
  }
  line.points = std::max(0.0, line.points - criterion_.late_share * criterion_.points);
  line.evidence.push_back({record.time, record.time, "", 0.0,
                           fill({"用时 {0}，超过 {1} 的两倍", "took {0}, more than twice {1}"},
                                std::vector{span_text(taken), span_text(criterion_.expected)})});
}

void CriterionFold::advance_step(const ScoreRecord& record, ScoreLine& line) {
  if (quality_.is_given()) {
    is_good_ = quality_.evaluate(record);
    window_ += record.dt;
    good_time_ += is_good_ ? record.dt : 0.0;
    quality_.track_failure(record, line.evidence);
  }
  if (!done_.evaluate(record)) {
    return;
  }
  quality_.close_failure(line.evidence);
  const double share_good = quality_.is_given() ? share() : 1.0;
  end(record, line, State::Done,
      criterion_.points * (1.0 - criterion_.quality_share * (1.0 - share_good)));
  lose_for_lateness(record, line);
}

void CriterionFold::advance_hold(const ScoreRecord& record, ScoreLine& line) {
  is_good_ = good_.evaluate(record);
  window_ += record.dt;
  good_time_ += is_good_ ? record.dt : 0.0;
  good_.track_failure(record, line.evidence);
  if (finish_.is_given() && finish_.evaluate(record)) {
    good_.close_failure(line.evidence);
    end(record, line, State::Done, criterion_.points * share());
  }
}

void CriterionFold::advance_limit(const ScoreRecord& record, ScoreLine& line) {
  if (!good_.evaluate(record)) {
    line.evidence.push_back(good_.explain(record.time, false));
    end(record, line, State::Lost, 0.0);
  } else if (finish_.is_given() && finish_.evaluate(record)) {
    end(record, line, State::Done, criterion_.points);
  }
}

// A later condition may be true from before; becoming true too early breaks the order.
void CriterionFold::advance_sequence(const ScoreRecord& record, ScoreLine& line) {
  const bool is_first = line.started == record.time;
  for (WatchedCondition& condition : order_) {
    condition.evaluate(record);
  }
  while (next_ < order_.size() && order_[next_].is_true()) {
    ++next_;
  }
  for (std::size_t k = 0; k < order_.size(); ++k) {
    const bool rises = order_[k].is_true() && was_true_[k] == 0 && !is_first;
    if (rises && k > next_) {
      line.evidence.push_back(order_[k].explain(record.time, true));
      Text& reason = line.evidence.back().reason;
      reason = fill({"先出现第 {1} 项：{0}", "number {1} came too early: {0}"},
                    std::vector{reason, same_text(std::to_string(k + 1))});
      end(record, line, State::Lost, 0.0);
      return;
    }
    was_true_[k] = order_[k].is_true() ? 1 : 0;
  }
  if (next_ == order_.size()) {
    end(record, line, State::Done, criterion_.points);
  }
}

void CriterionFold::advance_time(const ScoreRecord& record, ScoreLine& line) {
  if (!done_.evaluate(record)) {
    return;
  }
  const SimTime taken = record.time - line.started.value_or(record.time);
  const double ratio = seconds(taken) / seconds(criterion_.expected);
  end(record, line, State::Done, criterion_.points * std::clamp(2.0 - ratio, 0.0, 1.0));
  if (ratio > 1.0) {
    line.evidence.push_back({record.time, record.time, "", 0.0,
                             fill({"用时 {0}，要求 {1}", "took {0}, {1} expected"},
                                  std::vector{span_text(taken), span_text(criterion_.expected)})});
  }
}

void CriterionFold::advance_question(const ScoreRecord& record, ScoreLine& line) {
  if (is_closed_) {
    return;
  }
  is_closed_ = finish_.is_given() && finish_.evaluate(record);
  if (is_closed_ && answer_ == kNoAnswer) {
    line.evidence.push_back(finish_.explain(record.time, true));
    Text& reason = line.evidence.back().reason;
    reason = fill({"没有按时回答：{0}", "not answered in time: {0}"}, std::vector{reason});
    end(record, line, State::Lost, 0.0);
    return;
  }
  const double value = answer_index_ < record.values.size() ? record.values[answer_index_] : 0.0;
  const int given = std::abs(value) < 1e6 ? static_cast<int>(std::lround(value)) : kNoAnswer;
  if (given == answer_ || given == kNoAnswer) {
    return;
  }
  answer_ = given;
  line.evidence.clear();
  const bool is_right = given == criterion_.right_answer;
  end(record, line, is_right ? State::Done : State::Lost, is_right ? criterion_.points : 0.0);
  if (is_right) {
    lose_for_lateness(record, line);
  } else {
    line.evidence.push_back(
        {record.time, record.time, criterion_.answer_tag, value,
         fill({"选 {0}，不对", "answered {0}, which is wrong"}, std::vector{answer_text(given)})});
  }
}

void CriterionFold::advance_forbidden(const ScoreRecord& record, ScoreLine& line) {
  if (when_.evaluate(record)) {
    line.evidence.push_back(when_.explain(record.time, true));
    end(record, line, State::Lost, -criterion_.penalty);
  }
}

Text CriterionFold::answer_text(int number) const {
  const auto index = static_cast<std::size_t>(number - 1);
  const Text letter = same_text(std::to_string(number));
  return index < criterion_.answers.size()
             ? fill({"{0} {1}", "{0} {1}"}, std::vector{letter, criterion_.answers[index]})
             : letter;
}

void CriterionFold::finish_hold(const ScoreRecord& record, ScoreLine& line) {
  good_.close_failure(line.evidence);
  const double expected = seconds(criterion_.expected);
  double earned = share();
  if (finish_.is_given()) {
    earned = expected > 0.0 ? good_time_ / std::max(window_, expected) : 0.0;
    line.evidence.push_back(finish_.explain(record.time, false));
  }
  end(record, line, earned > 0.0 ? State::Done : State::Lost, criterion_.points * earned);
}

void CriterionFold::finish(const ScoreRecord& record, ScoreLine& line) {
  if (is_over(line)) {
    if (criterion_.kind == Kind::Question && answer_ != kNoAnswer && line.state == State::Lost) {
      line.evidence.back().reason =
          fill({"{0}；应选 {1}", "{0}; right is {1}"},
               std::vector{line.evidence.back().reason, answer_text(criterion_.right_answer)});
    }
    return;
  }
  if (criterion_.kind == Kind::Forbidden) {
    end(record, line, State::Done, 0.0);
    return;
  }
  const bool was_active = line.state == State::Active;
  if (was_active && criterion_.kind == Kind::Hold) {
    finish_hold(record, line);
    return;
  }
  if (was_active && criterion_.kind == Kind::Limit && !finish_.is_given()) {
    end(record, line, State::Done, criterion_.points);
    return;
  }
  quality_.close_failure(line.evidence);
  end(record, line, State::Lost, 0.0);
  Evidence why{record.time, record.time, "", 0.0, {"没有开始", "never began"}};
  if (was_active && criterion_.kind == Kind::Question) {
    why.reason = {"没有回答", "not answered"};
  } else if (was_active) {
    const WatchedCondition& missing = criterion_.kind == Kind::Limit      ? finish_
                                      : criterion_.kind == Kind::Sequence ? order_[next_]
                                                                          : done_;
    why = missing.explain(record.time, false);
    why.reason = fill({"没有完成：{0}", "not done: {0}"}, std::vector{why.reason});
  }
  line.evidence.push_back(why);
}

std::vector<ConditionLine> CriterionFold::lines(const ScoreRecord& record,
                                                const ScoreLine& line) const {
  const bool is_running = line.started.has_value();
  std::vector<ConditionLine> all;
  const auto add = [&](const WatchedCondition& condition, bool is_live) {
    std::vector<ConditionLine> more = is_live ? condition.lines() : condition.lines_at(record);
    all.insert(all.end(), more.begin(), more.end());
  };
  if (line.state == State::Waiting && start_.is_given()) {
    add(start_, true);
    return all;
  }
  switch (criterion_.kind) {
    case Kind::Step:
    case Kind::Time:
      add(done_, is_running);
      break;
    case Kind::Hold:
    case Kind::Limit:
      add(good_, is_running);
      break;
    case Kind::Forbidden:
      add(when_, is_running);
      break;
    case Kind::Sequence:
      for (const WatchedCondition& each : order_) {
        add(each, is_running);
      }
      break;
    case Kind::Question:
      break;
  }
  return all;
}

std::vector<const Expression*> CriterionFold::expressions() const {
  std::vector<const Expression*> all;
  const auto add = [&](const WatchedCondition& condition) {
    if (condition.expression() != nullptr) {
      all.push_back(condition.expression());
    }
  };
  for (const WatchedCondition* each : {&start_, &done_, &quality_, &good_, &finish_, &when_}) {
    add(*each);
  }
  for (const WatchedCondition& each : order_) {
    add(each);
  }
  return all;
}

} // namespace jixia
