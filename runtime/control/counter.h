#pragma once

#include <cstdint>

#include "world/component_spec.h"
#include "world/state_visitor.h"

namespace jixia::control {

/// The counters of IEC 61131-3 for an INT: CTU uses up and reset, CTD down and load, CTUD all.
/// Counts rising edges; both in one scan change nothing. Reset wins over load, load over counting.
/// Where vendors differ: counts on past PV and below 0 to the ends of INT, as the standard says;
/// `stops_at_preset` stops CTU at PV and CTD at 0, as matiec does.
class IecCounter {
 public:
  struct Inputs {
    bool up = false, down = false, reset = false, load = false;
  };

  IecCounter(std::int64_t preset, std::int64_t lowest, std::int64_t highest)
      : preset_(preset), lowest_(lowest), highest_(highest) {}

  void step(const Inputs& in);

  std::int64_t value() const { return value_; }
  bool is_up() const { return value_ >= preset_; }
  bool is_down() const { return value_ <= 0; }

  void list_state(StateVisitor& visitor);

 private:
  std::int64_t preset_, lowest_, highest_;
  std::int64_t value_ = 0;
  bool was_up_ = false, was_down_ = false;
};

/// Counter: ports CU, CD, R, LD, QU, QD, CV; leave out what the kind does not need. Scans once a
/// step, in the phase Publish.
ComponentSpec counter_spec();

} // namespace jixia::control
