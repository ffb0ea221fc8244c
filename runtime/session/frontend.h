#pragma once

#include <vector>

#include "session/session.h"

namespace jixia {

/// What a frontend wants before it next draws, carried out in this order.
struct Turn {
  std::optional<SimTime> rewind_to;
  std::vector<OperatorAction> actions;
  int steps = 1;     ///< 0 when frozen; more than 1 when running faster than real time
  bool stop = false; ///< leave the loop; nothing of this turn is carried out
};

/// Whoever drives a session: a window, a script or a network client. It sets
/// the pace and never changes what a step computes.
class Frontend {
 public:
  virtual ~Frontend() = default;
  virtual Turn next_turn(const Session& session) = 0;

  /// Shows the session; read-only by type.
  virtual void present(const Session&) {}

  /// A rewind was refused. Refused actions are told through Session::on_refusal.
  virtual void refused(const Text&) {}
};

} // namespace jixia
