#pragma once

#include <optional>

#include "base/text.h"
#include "world/phase.h"
#include "world/signals.h"
#include "world/state_visitor.h"

namespace jixia {

class EntityTable;

/// One piece of simulated equipment.
///
/// A component owns its state and meets others only through signals, so any
/// one of them can be tested, replaced and connected by itself.
class Component {
 public:
  virtual ~Component() = default;

  /// Does this component's share of `phase`. The result may depend only on the
  /// arguments and on this component's own state: not on wall-clock time, not
  /// on another component, not on global data.
  virtual void step(Phase phase, const StepInfo& info, Signals& signals) = 0;

  /// A person sets the Operable port behind `port` to `value` [SI]. Called between steps only;
  /// signals written here are visible at once.
  /// @returns nullopt when done, or why it is refused, in one line for the person,
  ///          e.g. {"I-101 联锁未复位，不能启动", "I-101 is not reset; cannot start"}.
  virtual std::optional<Text> operate(SignalId port, double value, Signals& signals);

  /// Lists every value that outlives a step. What is not listed is lost by a rewind.
  virtual void list_state(StateVisitor& visitor);

  /// False if the state cannot be listed completely (a rigid-body engine); then a World that holds
  /// this component rewinds by running its journal again.
  virtual bool can_snapshot() const { return true; }

  /// The workpieces this component moves about, or nullptr.
  virtual const EntityTable* entities() const { return nullptr; }
};

/// What lives inside a hosting component (a unit operation in a flowsheet, a conveyor in a
/// rigid-body scene) and is advanced by its host. Each host derives its own interface from this.
class EquipmentPart {
 public:
  virtual ~EquipmentPart() = default;
};

} // namespace jixia
