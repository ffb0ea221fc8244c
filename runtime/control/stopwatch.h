#pragma once

#include <cstdint>
#include <string_view>

#include "base/sim_time.h"
#include "world/phase.h"
#include "world/state_visitor.h"

namespace jixia::control {

/// Time that has passed, counted in whole nanoseconds, so that a delay of 2 s of 100 ms steps ends
/// at the twentieth step on every machine, and so that setting the world's clock back changes
/// nothing.
class Stopwatch {
 public:
  void advance(const StepInfo& info) { elapsed_ += sim_time(info.dt).count(); }
  void restart() { elapsed_ = 0; }
  void set(SimTime elapsed) { elapsed_ = elapsed.count(); }
  SimTime elapsed() const { return SimTime{elapsed_}; }
  void list_state(std::string_view name, StateVisitor& visitor) { visitor.visit(name, elapsed_); }

 private:
  std::int64_t elapsed_ = 0;
};

/// A condition that counts only after it has been true for `on`, and ceases to count only after it
/// has been false for `off`. With no delay it follows at once.
class DelayedCondition {
 public:
  DelayedCondition(SimTime on, SimTime off) : on_(on), off_(off) {}

  /// One scan: `raw` is the condition now. The scan that brings the change counts as time 0.
  bool step(bool raw, const StepInfo& info) {
    if (raw == stands_ || raw != last_) {
      watch_.restart();
    } else {
      watch_.advance(info);
    }
    last_ = raw;
    if (raw != stands_ && watch_.elapsed() >= (raw ? on_ : off_)) {
      stands_ = raw;
      watch_.restart();
    }
    return stands_;
  }

  bool stands() const { return stands_; }

  void list_state(StateVisitor& visitor) {
    visitor.visit("stands", stands_);
    visitor.visit("last", last_);
    watch_.list_state("watch", visitor);
  }

 private:
  SimTime on_, off_;
  bool stands_ = false;
  bool last_ = false;
  Stopwatch watch_;
};

} // namespace jixia::control
