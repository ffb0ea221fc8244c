#pragma once

#include "control/stopwatch.h"
#include "world/component_spec.h"

namespace jixia::control {

/// The timers of IEC 61131-3. Where vendors differ: TON is true at ET == PT; ET is 0 in the scan in
/// which the input changes; a pulse cannot be retriggered while it runs.
///
///     TON  Q = IN has been on for PT              ET holds PT while IN stays on, else 0
///     TOF  Q = IN, or IN went off less than PT ago ET holds PT until IN comes
///     TP   Q for PT from a rising IN               ET holds PT until IN goes
class IecTimer {
 public:
  enum class Kind { On, Off, Pulse };

  IecTimer(Kind kind, SimTime preset) : kind_(kind), preset_(preset) {}

  /// One scan. @returns Q.
  bool step(bool in, const StepInfo& info);

  SimTime elapsed() const { return watch_.elapsed(); }

  void list_state(StateVisitor& visitor);

 private:
  bool step_on(bool in, const StepInfo& info);
  bool step_off(bool in, const StepInfo& info);
  bool step_pulse(bool in, const StepInfo& info);
  void advance(const StepInfo& info);

  Kind kind_;
  SimTime preset_;
  Stopwatch watch_;
  bool was_in_ = false;
  bool is_timing_ = false;
};

/// Timer: `kind` TON, TOF or TP; ports IN, Q, ET. Scans once a step, in the phase Publish.
ComponentSpec timer_spec();

} // namespace jixia::control
