#pragma once

#include <memory>

#include "session/session.h"

namespace jixia {

/// How a replay went.
struct ReplayResult {
  bool is_verified = false;
  std::optional<SimTime> departs_at; ///< the first fingerprint or stored trend that differs
  std::string departs_tag;           ///< the first tag whose trend differs, if trends were stored
  Text verdict;                      ///< one line for the person
  std::unique_ptr<Session> session;  ///< as it stands at the end of the journal
};

/// Runs the journal of `attempt` again and holds every fingerprint against it.
///
/// @param progress called once a simulated minute with the share done; return false to stop
std::optional<ReplayResult> replay_attempt(const Attempt& attempt, const Scenario& scenario,
                                           const ComponentRegistry& registry,
                                           Diagnostics& problems,
                                           const std::function<bool(double)>& progress = {});

/// The session of an attempt that was cut off, at the last moment its journal knows; the caller
/// reopens the writer and goes on.
std::unique_ptr<Session> resume_attempt(const Attempt& attempt, const Scenario& scenario,
                                        const ComponentRegistry& registry, Diagnostics& problems);

} // namespace jixia
