#pragma once

#include <cstdint>

#include "world/state_visitor.h"

namespace jixia::control {

/// The first steps of a run, in which measurements still travel from the plant through transmitters
/// and blocks and a signal may hold its initial 0. Whoever judges or controls waits for them.
class WarmUp {
 public:
  static constexpr std::int64_t kSteps = 5;

  bool is_over() const { return steps_ >= kSteps; }

  /// One step. @returns true once the first steps are over.
  bool step() {
    const bool was_over = is_over();
    steps_ += was_over ? 0 : 1;
    return was_over;
  }
  void list_state(StateVisitor& visitor) { visitor.visit("warm_up", steps_); }

 private:
  std::int64_t steps_ = 0;
};

} // namespace jixia::control
