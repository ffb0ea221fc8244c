#pragma once

#include <vector>

#include "session/session.h"

namespace jixia {

/// Advances `session`, which stands at time 0, to `time` (whole steps; at most the exercise's
/// length) and does on the way what `actions` of another run of the same exercise did, each before
/// the same step. What was done at `time` itself is left out: it is the person's turn. They are
/// recorded as actions of this session.
void play_actions(Session& session, const std::vector<RunLog::ActionRecord>& actions, SimTime time);

} // namespace jixia
