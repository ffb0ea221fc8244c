#include "session/journal_frontend.h"

#include <algorithm>

namespace jixia {
namespace {

using Kind = JournalRecord::Kind;

bool is_damaged_order(const JournalRecord& record, SimTime now, SimTime step) {
  return record.time < now || record.time % step != SimTime{0};
}

} // namespace

JournalFrontend::JournalFrontend(const std::vector<JournalRecord>& journal,
                                 std::function<bool(double)> progress)
    : journal_(journal), progress_(std::move(progress)) {}

void JournalFrontend::depart(SimTime time) {
  if (!departs_at_) {
    departs_at_ = time;
  }
}

void JournalFrontend::refused(const Text&) {
  depart(rewinding_from_);
}

void JournalFrontend::check_action(const Session& session) {
  if (applied_ == nullptr) {
    return;
  }
  const auto& actions = session.log().actions();
  if (actions.size() == actions_before_ ||
      actions.back().refusal.has_value() == applied_->accepted) {
    depart(applied_->time);
  }
  applied_ = nullptr;
}

// What the journal says of this moment and what asks nothing of the session.
void JournalFrontend::check_records(const Session& session) {
  check_action(session);
  const SimTime now = session.world().time();
  const SimTime longest = session.exercise().duration + session.world().step_length();
  for (; next_ < journal_.size() && !is_finished_ && !is_broken_; ++next_) {
    const JournalRecord& record = journal_[next_];
    is_broken_ =
        is_damaged_order(record, now, session.world().step_length()) || record.time > longest;
    if (is_broken_) {
      depart(now);
      return;
    }
    if (record.time > now || record.kind == Kind::Action || record.kind == Kind::Rewind) {
      return;
    }
    is_finished_ = record.kind == Kind::Finish;
    if ((record.kind == Kind::Fingerprint && session.fingerprint() != record.fingerprint) ||
        (is_finished_ && session.log().fingerprint() != record.fingerprint)) {
      depart(now);
    }
  }
}

Turn JournalFrontend::turn_of(const JournalRecord& record, const Session& session) {
  Turn turn;
  turn.steps = 0;
  if (record.kind == Kind::Rewind) {
    rewinding_from_ = record.time;
    turn.rewind_to = record.to;
  } else {
    applied_ = &record;
    actions_before_ = session.log().actions().size();
    turn.actions.push_back(record.action);
  }
  return turn;
}

// At most to the next whole minute, where progress is told.
Turn JournalFrontend::walk_to(SimTime time, const Session& session) {
  constexpr SimTime kMinute = std::chrono::minutes(1);
  const SimTime now = session.world().time();
  Turn turn;
  if (progress_ && now > SimTime{0} && now % kMinute == SimTime{0}) {
    const double share = seconds(now) / std::max(1.0, seconds(journal_.back().time));
    was_stopped_ = !progress_(std::min(1.0, share));
    turn.stop = was_stopped_;
  }
  const SimTime minute = now - now % kMinute + kMinute;
  turn.steps = static_cast<int>((std::min(time, minute) - now) / session.world().step_length());
  turn.steps = std::max(turn.steps, 1);
  return turn;
}

Turn JournalFrontend::next_turn(const Session& session) {
  check_records(session);
  if (next_ >= journal_.size() || is_finished_ || is_broken_) {
    Turn end;
    end.stop = true;
    return end;
  }
  const JournalRecord& record = journal_[next_];
  if (record.time > session.world().time()) {
    return walk_to(record.time, session);
  }
  ++next_;
  return turn_of(record, session);
}

void JournalFrontend::check_end(const Session& session) {
  if (was_stopped_) {
    return;
  }
  check_records(session);
  if (next_ < journal_.size() && !is_finished_) { // it goes on after the end of the exercise
    depart(session.world().time());
  }
}

} // namespace jixia
