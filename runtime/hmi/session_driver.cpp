#include "hmi/session_driver.h"

#include <algorithm>
#include <chrono>

#include "session/run_session.h"

namespace jixia::hmi {
namespace {

constexpr double kFastShare = 0.02;   // [s] of a frame that running as fast as it can may take
constexpr double kLongestTurn = 0.08; // [s] of a frame that any stepping may take

double wall() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

void SessionDriver::open(Session* session, UiState& state) {
  session_ = session;
  acted_ = true;
  pacing_.emplace(session->world().step_length());
  session->on_refusal = [&state](const RunLog::ActionRecord& record) {
    state.refusal = {record.action.tag, record.refusal.value_or(Text{}), -1};
  };
}

void SessionDriver::close() {
  if (session_ != nullptr) {
    session_->on_refusal = nullptr;
  }
  session_ = nullptr;
}

// As this machine steps, measured while it runs.
int SessionDriver::steps_within(double wall_time) const {
  return std::max(1, static_cast<int>(steps_per_second_ * wall_time));
}

void SessionDriver::take(Turn turn) {
  turn_ = std::move(turn);
  run_session(*session_, *this);
  turn_.reset();
}

Turn SessionDriver::next_turn(const Session&) {
  Turn turn;
  turn.stop = !turn_.has_value();
  if (turn_) {
    turn = std::move(*turn_);
    turn_.reset();
  }
  return turn;
}

void SessionDriver::step(int count) {
  const SimTime before = session_->world().time();
  const double begun = wall();
  Turn turn;
  turn.steps = std::min(count, steps_within(kLongestTurn));
  take(std::move(turn));
  const double took = wall() - begun;
  const auto done = (session_->world().time() - before) / session_->world().step_length();
  if (done >= 8 && took > 0) {
    const double rate = static_cast<double>(done) / took;
    const bool was_too_much = took > kLongestTurn; // then the window felt it: no waiting
    steps_per_second_ = was_too_much ? rate : 0.8 * steps_per_second_ + 0.2 * rate;
  }
}

void SessionDriver::advance(double elapsed, double now, UiState& state) {
  if (session_ == nullptr || state.page != Page::Training) {
    return;
  }
  const double before = seconds(session_->world().time());
  if (state.is_running && !state.dialog) {
    pacing_->set_speed(session_->options().is_exam ? 1.0 : state.speed);
    step(pacing_->calc_steps(elapsed, steps_within(kFastShare)));
  }
  measured_wall_ += elapsed;
  measured_sim_ += seconds(session_->world().time()) - before;
  if (measured_wall_ > 1.0) {
    real_speed_ = measured_sim_ / measured_wall_;
    measured_wall_ = measured_sim_ = 0;
  }
  shown_.refresh(session_->world(), now, acted_ || !state.is_running);
  acted_ = false;
  services_->keep_records();
}

void SessionDriver::carry_out(const UiCommands& commands, double now, UiState& state) {
  if (session_ == nullptr) {
    return;
  }
  if (commands.rewind_to || !commands.actions.empty()) {
    if (!commands.actions.empty()) {
      state.refusal = {};
    }
    refusal_.reset();
    Turn turn;
    turn.rewind_to = commands.rewind_to;
    turn.actions = commands.actions;
    turn.steps = 0;
    take(std::move(turn));
    if (refusal_) {
      state.refusal = {"", *refusal_, now};
    }
    acted_ = true;
  }
  if (state.refusal.shown_at < 0 && !state.refusal.reason.empty()) {
    state.refusal.shown_at = now;
  }
}

} // namespace jixia::hmi
