#include "app/headless_frontend.h"

#include <charconv>
#include <chrono>
#include <thread>

namespace jixia {
namespace {

std::int64_t clock_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

} // namespace

HeadlessFrontend::HeadlessFrontend(ScriptOperator* script, double speed, SimTime step,
                                   Console& console)
    : script_(script), pacing_(step), console_(console), last_frame_ms_(clock_ms()) {
  pacing_.set_speed(speed);
}

// A script looks at the world before every step, as an attentive operator would.
Turn HeadlessFrontend::next_turn(const Session& session) {
  Turn turn;
  const std::int64_t now = clock_ms();
  turn.steps = 1;
  if (pacing_.speed() < Pacing::kAsFastAsItCan) {
    owed_steps_ += pacing_.calc_steps(static_cast<double>(now - last_frame_ms_) / 1e3, 1);
    last_frame_ms_ = now;
    if (owed_steps_ == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      turn.steps = 0;
      return turn;
    }
    --owed_steps_;
  }
  if (script_ != nullptr) {
    turn.actions = script_->actions_at(session.world());
  }
  return turn;
}

void HeadlessFrontend::present(const Session& session) {
  const SimTime now = session.world().time();
  if (now % std::chrono::seconds(10) == SimTime{0} || session.finished()) {
    const double share = seconds(now) / seconds(session.exercise().duration);
    console_.progress(session.finished() ? 1.0 : share,
                      clock_text(now) + "  " + number_text(session.score().score, 4) + " / " +
                          number_text(session.score().max, 4));
  }
}

std::optional<double> read_speed(const std::string& text) {
  if (text == "max") {
    return Pacing::kAsFastAsItCan;
  }
  double speed = 0.0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), speed);
  const bool is_whole = problem == std::errc{} && end == text.data() + text.size();
  return is_whole && speed >= 0.1 && speed <= 1000.0 ? std::optional(speed) : std::nullopt;
}

} // namespace jixia
