#include "hmi/session_driver.h"

#include <algorithm>
#include <chrono>

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

int SessionDriver::fast_steps() const {
  return std::max(1, static_cast<int>(steps_per_second_ * kFastShare));
}

void SessionDriver::step(int count, double budget) {
  const double begun = wall();
  int done = 0;
  while (done < count && !session_->finished()) {
    session_->advance();
    ++done;
    if (done % 8 == 0 && wall() - begun > budget) {
      break;
    }
  }
  const double took = wall() - begun;
  if (done >= 8 && took > 0) {
    steps_per_second_ = 0.8 * steps_per_second_ + 0.2 * done / took;
  }
}

void SessionDriver::advance(double elapsed, double now, UiState& state) {
  if (session_ == nullptr || state.page != Page::Training) {
    return;
  }
  const double before = seconds(session_->world().time());
  if (state.is_running && !state.dialog) {
    pacing_->set_speed(session_->options().is_exam ? 1.0 : state.speed);
    step(pacing_->calc_steps(elapsed, fast_steps()), kLongestTurn);
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
  if (commands.rewind_to) {
    if (const auto refusal = session_->rewind(*commands.rewind_to)) {
      state.refusal = {"", *refusal, now};
    }
    acted_ = true;
  }
  for (const OperatorAction& action : commands.actions) {
    session_->submit(action);
  }
  if (!commands.actions.empty()) {
    state.refusal = {};
    session_->apply_pending();
    acted_ = true;
  }
  if (state.refusal.shown_at < 0 && !state.refusal.reason.empty()) {
    state.refusal.shown_at = now;
  }
}

} // namespace jixia::hmi
