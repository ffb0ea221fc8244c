#pragma once

#include <functional>
#include <optional>

#include "app/console.h"
#include "session/frontend.h"
#include "session/pacing.h"
#include "session/script_operator.h"

namespace jixia {

/// Plays a session without a window: a script acts (or nobody does), a progress bar shows how far
/// it is. After the script the run goes on until the exercise has ended or its time is up.
class HeadlessFrontend final : public Frontend {
 public:
  /// @param script nullptr: nobody acts, until the exercise's time is up
  /// @param speed  times real time; Pacing::kAsFastAsItCan
  HeadlessFrontend(ScriptOperator* script, double speed, SimTime step, Console& console);

  Turn next_turn(const Session& session) override;
  void present(const Session& session) override;

 private:
  ScriptOperator* script_;
  Pacing pacing_;
  Console& console_;
  std::int64_t last_frame_ms_ = 0;
  int owed_steps_ = 0;
};

/// Reads "1", "20" or "max". @returns nullopt if it is neither, or outside 0.1 to 1000.
std::optional<double> read_speed(const std::string& text);

} // namespace jixia
