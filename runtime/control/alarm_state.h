#pragma once

#include <cstdint>

#include "control/stopwatch.h"

namespace jixia::control {

/// The states of an alarm in ISA-18.2 / IEC 62682, in the order of the discrete output STATE.
enum class AlarmState {
  Normal,                 ///< A
  Unacknowledged,         ///< B
  Acknowledged,           ///< C
  ReturnedUnacknowledged, ///< D: the condition is gone, nobody has seen it
  Shelved,                ///< E: by the operator, for a time
  Suppressed,             ///< F: by design, from plant state
  OutOfService,           ///< G: by maintenance
};

/// The state diagram:
///
///     A -> B condition comes       B -> C acknowledge          C -> A condition goes
///     B -> D condition goes        D -> A acknowledge          D -> B condition comes again
///     A..D -> E shelve             A..D -> F suppress          any -> G out of service
///     leaving E, F, G -> B if the condition stands, else A
///
/// Out of service covers suppression, and suppression covers shelving, whose time runs on
/// meanwhile. Left out: the optional latched states and the re-alarm timer.
class AlarmStateMachine {
 public:
  /// One scan. @returns true if the alarm has just become unacknowledged (it sounds).
  bool step(bool condition, bool is_suppressed, const StepInfo& info);

  /// @returns false if there is nothing to acknowledge.
  bool acknowledge();

  /// Shelves for `duration`; 0 ends shelving. Takes effect at once.
  void shelve(SimTime duration);

  void set_out_of_service(bool value) { is_out_of_service_ = value; }

  AlarmState state() const;
  bool is_out_of_service() const { return is_out_of_service_; }
  SimTime shelved_left() const { return SimTime{shelved_left_}; }

  void list_state(StateVisitor& visitor);

 private:
  AlarmState announced_ = AlarmState::Normal; // A to D; A while hidden
  bool is_suppressed_ = false;
  bool is_out_of_service_ = false;
  std::int64_t shelved_left_ = 0; // [ns]
};

} // namespace jixia::control
