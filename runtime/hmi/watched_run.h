#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "hmi/shown_values.h"
#include "recording/run_log.h"
#include "session/frontend.h"
#include "session/pacing.h"
#include "session/script_operator.h"

namespace jixia::hmi {

/// A run that is only looked at: a pack's expert shows an exercise, or a run that has ended is
/// played back. Its session is recorded nowhere and takes no action of the person's.
class WatchedRun final : public Frontend {
 public:
  /// The expert of the exercise acts. Empty `script`: the exercise has none, nobody acts.
  WatchedRun(Session& session, const OperatorScript* script, Diagnostics& problems);
  /// The actions of a run that has ended, of `length`.
  WatchedRun(Session& session, std::vector<RunLog::ActionRecord> actions, SimTime length);

  /// Advances by the steps due after `elapsed` [s] of wall time at `speed` times real time; towards
  /// what seek() asked for first, as fast as a frame allows.
  /// @param now  wall time of the window [s]
  void advance(double elapsed, double now, double speed, bool is_running);

  /// Goes to a time of a playback. A demonstration cannot be moved: its expert looks only forward.
  void seek(SimTime time);
  bool is_seeking() const { return seek_to_.has_value(); }
  bool can_seek() const { return !script_; }

  const Session& session() const { return session_; }
  const ShownValues& shown() const { return shown_; }
  SimTime length() const { return length_; }
  bool is_over() const;
  /// What was done last, for the caption; nullptr: nothing yet.
  const RunLog::ActionRecord* last_action() const;
  /// Simulated seconds per second of wall time, over about a second.
  double real_speed() const { return real_speed_; }

  Turn next_turn(const Session& session) override; ///< for run_session() alone

 private:
  void step(int count);

  Session& session_;
  std::optional<ScriptOperator> script_;
  std::vector<RunLog::ActionRecord> actions_;
  std::size_t next_ = 0; ///< of actions_
  SimTime length_{0};
  Pacing pacing_;
  ShownValues shown_;
  std::optional<SimTime> seek_to_;
  int due_ = 0;
  double until_ = 0; ///< wall time at which a frame's stepping ends [s]
  double real_speed_ = 0, measured_wall_ = 0, measured_sim_ = 0;
};

/// The script that shows how an exercise is done: "expert", else the one that earns most; nullptr
/// if the exercise has none.
const OperatorScript* find_expert(const Exercise& exercise);

} // namespace jixia::hmi
