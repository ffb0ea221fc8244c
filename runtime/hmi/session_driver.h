#pragma once

#include "hmi/app_services.h"
#include "hmi/shown_values.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"
#include "session/frontend.h"
#include "session/pacing.h"

namespace jixia::hmi {

/// The window's frontend of the one loop: moves the running session on by wall time and carries out
/// what the pages asked for. ImGui has a loop of its own, so each frame enters run_session for its
/// turns and leaves again. The only place of the window that touches a session.
class SessionDriver final : private Frontend {
 public:
  explicit SessionDriver(AppServices& services) : services_(&services) {}
  ~SessionDriver() override { close(); }
  SessionDriver(const SessionDriver&) = delete;
  SessionDriver& operator=(const SessionDriver&) = delete;

  /// Takes a session that the services started; the driver then shows its refusals in `state`.
  void open(Session* session, UiState& state);
  /// Forgets the session; it stays with the services.
  void close();
  Session* session() const { return session_; }

  /// Advances by the steps due after `elapsed` [s]; freezes and sets `state.page` when it is over.
  void advance(double elapsed, double now, UiState& state);

  /// Actions and rewind of this frame.
  void carry_out(const UiCommands& commands, double now, UiState& state);

  const ShownValues& shown() const { return shown_; }
  /// Simulated seconds per second of wall time, over about a second.
  double real_speed() const { return real_speed_; }

 private:
  int steps_within(double wall_time) const;
  void step(int count);
  void take(Turn turn);
  Turn next_turn(const Session& session) override;
  void refused(const Text& reason) override { refusal_ = reason; }

  AppServices* services_;
  Session* session_ = nullptr;
  std::optional<Pacing> pacing_;
  std::optional<Turn> turn_;    ///< to be handed to the loop
  std::optional<Text> refusal_; ///< of the last rewind
  ShownValues shown_;
  double steps_per_second_ = 100; ///< how fast this machine steps
  double real_speed_ = 0, measured_wall_ = 0, measured_sim_ = 0;
  bool acted_ = true;
};

} // namespace jixia::hmi
