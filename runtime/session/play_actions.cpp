#include "session/play_actions.h"

#include <algorithm>

namespace jixia {

void play_actions(Session& session, const std::vector<RunLog::ActionRecord>& actions,
                  SimTime time) {
  const SimTime end = std::min(time, session.exercise().duration - session.world().step_length());
  std::size_t next = 0;
  while (session.world().time() < end && !session.finished()) {
    for (; next < actions.size() && actions[next].time <= session.world().time(); ++next) {
      session.submit(actions[next].action);
    }
    session.advance();
  }
}

} // namespace jixia
