#include "hmi/watched_run.h"

#include <algorithm>
#include <chrono>

#include "session/run_session.h"

namespace jixia::hmi {
namespace {

constexpr double kLongestTurn = 0.05; // [s] of a frame that stepping may take
constexpr int kManySteps = 1'000'000; // more than a frame has time for

double wall() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

WatchedRun::WatchedRun(Session& session, const OperatorScript* script, Diagnostics& problems)
    : session_(session),
      length_(session.exercise().duration),
      pacing_(session.world().step_length()) {
  script_.emplace(script != nullptr ? *script : OperatorScript{}, session.world(), problems);
}

WatchedRun::WatchedRun(Session& session, std::vector<RunLog::ActionRecord> actions, SimTime length)
    : session_(session),
      actions_(std::move(actions)),
      length_(length),
      pacing_(session.world().step_length()) {}

bool WatchedRun::is_over() const {
  return session_.finished() || session_.world().time() >= length_;
}

const RunLog::ActionRecord* WatchedRun::last_action() const {
  const auto& done = session_.log().actions();
  return done.empty() ? nullptr : &done.back();
}

// One step a turn, because whoever acts looks at the world before every step.
Turn WatchedRun::next_turn(const Session& session) {
  Turn turn;
  const SimTime now = session.world().time();
  const bool is_there = seek_to_ && now >= *seek_to_;
  const bool is_late = due_ % 16 == 0 && wall() > until_;
  if (due_ <= 0 || is_over() || is_there || is_late) {
    turn.stop = true;
    return turn;
  }
  --due_;
  if (script_) {
    turn.actions = script_->actions_at(session.world());
  }
  for (; next_ < actions_.size() && actions_[next_].time <= now; ++next_) {
    turn.actions.push_back(actions_[next_].action);
  }
  return turn;
}

void WatchedRun::step(int count) {
  due_ = count;
  until_ = wall() + kLongestTurn;
  run_session(session_, *this);
}

void WatchedRun::seek(SimTime time) {
  if (!can_seek()) {
    return;
  }
  time = std::clamp(time, SimTime{0}, length_);
  if (time < session_.world().time()) {
    session_.rewind(time);
    const SimTime now = session_.world().time();
    const auto later = std::find_if(actions_.begin(), actions_.end(),
                                    [&](const auto& record) { return record.time >= now; });
    next_ = static_cast<std::size_t>(later - actions_.begin());
  }
  seek_to_ = time;
}

void WatchedRun::advance(double elapsed, double now, double speed, bool is_running) {
  if (seek_to_) {
    step(kManySteps);
    seek_to_ = session_.world().time() < *seek_to_ && !is_over() ? seek_to_ : std::nullopt;
    measured_wall_ = measured_sim_ = 0;
    shown_.refresh(session_.world(), now, true);
    return;
  }
  const double before = seconds(session_.world().time());
  if (is_running) {
    pacing_.set_speed(speed);
    step(pacing_.calc_steps(elapsed, kManySteps));
  }
  measured_wall_ += elapsed;
  measured_sim_ += seconds(session_.world().time()) - before;
  if (measured_wall_ > 1.0) {
    real_speed_ = measured_sim_ / measured_wall_;
    measured_wall_ = measured_sim_ = 0;
  }
  shown_.refresh(session_.world(), now, !is_running);
}

const OperatorScript* find_expert(const Exercise& exercise) {
  const OperatorScript* best = nullptr;
  for (const OperatorScript& script : exercise.operators) {
    if (script.id == "expert") {
      return &script;
    }
    best = best == nullptr || script.lowest_score > best->lowest_score ? &script : best;
  }
  return best;
}

} // namespace jixia::hmi
