#include "session/play_actions.h"

#include <algorithm>

#include "session/run_session.h"

namespace jixia {
namespace {

class ActionsFrontend final : public Frontend {
 public:
  ActionsFrontend(const std::vector<RunLog::ActionRecord>& actions, SimTime end)
      : actions_(actions), end_(end) {}

  Turn next_turn(const Session& session) override {
    const SimTime now = session.world().time();
    Turn turn;
    turn.stop = now >= end_;
    for (; !turn.stop && next_ < actions_.size() && actions_[next_].time <= now; ++next_) {
      turn.actions.push_back(actions_[next_].action);
    }
    return turn;
  }

 private:
  const std::vector<RunLog::ActionRecord>& actions_;
  SimTime end_;
  std::size_t next_ = 0;
};

} // namespace

void play_actions(Session& session, const std::vector<RunLog::ActionRecord>& actions,
                  SimTime time) {
  const SimTime step = session.world().step_length();
  ActionsFrontend frontend(actions, std::min(time, session.exercise().duration - step));
  run_session(session, frontend);
}

} // namespace jixia
