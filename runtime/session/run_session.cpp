#include "session/run_session.h"

namespace jixia {

void run_session(Session& session, Frontend& frontend, AttemptWriter* writer) {
  while (!session.finished()) {
    Turn turn = frontend.next_turn(session);
    if (turn.stop) {
      return;
    }
    if (turn.rewind_to) {
      if (const std::optional<Text> refusal = session.rewind(*turn.rewind_to)) {
        frontend.refused(*refusal);
      }
    }
    for (OperatorAction& action : turn.actions) {
      session.submit(std::move(action));
    }
    session.apply_pending();
    for (int step = 0; step < turn.steps && !session.finished(); ++step) {
      session.advance();
    }
    if (writer != nullptr) {
      writer->flush();
    }
    frontend.present(session);
  }
}

} // namespace jixia
