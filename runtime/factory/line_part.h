#pragma once

#include <optional>

#include "factory/line.h"
#include "world/component_spec.h"

namespace jixia::factory {

/// A piece of equipment of a RigidBodyWorld. In each step: every part drives, the bodies move, every
/// part handles boxes; then, in the phase Sense, every part looks and writes its outputs. Parts take
/// their turn in the order of the pack; none reads in a pass what another writes in it.
class LinePart : public EquipmentPart {
 public:
  /// Announces belts, before any part is built.
  virtual void announce(Line&) {}

  /// Puts its bodies in place; reports what does not fit.
  virtual void build(Line&, Diagnostics&) {}

  /// Reads commands and moves its bodies.
  virtual void drive(Line&, const StepInfo&, const Signals&) {}

  /// Puts boxes on the line or takes them off.
  virtual void handle(Line&, const StepInfo&, const Signals&) {}

  virtual void sense(const Line&, const StepInfo&, Signals&) {}

  /// True if operate() is to be asked for `port`.
  virtual bool has_operable(SignalId) const { return false; }
  virtual std::optional<Text> operate(SignalId, double, Signals&) { return std::nullopt; }

  virtual void list_state(StateVisitor&) {}
};

inline constexpr const char* kHost = "RigidBodyWorld";

/// `belt`: the conveyor a part stands at; may be left out if there is only one.
ParameterSpec belt_parameter();

/// `at`: how far from the belt's entry [m].
ParameterSpec at_parameter(Text meaning);

} // namespace jixia::factory
