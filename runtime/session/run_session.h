#pragma once

#include "session/frontend.h"

namespace jixia {

/// The one loop of the platform: all that ever happens to a session happens here. Windowed,
/// headless and server runs and replays differ only in the frontend they pass. Ends when the
/// frontend stops, or the session is finished. A window, whose toolkit has a loop of its own,
/// enters once a frame and stops after its turn.
/// @param writer flushed once a turn; may be nullptr
void run_session(Session& session, Frontend& frontend, AttemptWriter* writer = nullptr);

} // namespace jixia
