#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "process/flow_network.h"
#include "process/flow_path.h"
#include "world/component_spec.h"

namespace jixia::process {

class FlowsheetBuilder;

/// What every unit sees of the plant while it works between two solves.
struct PlantView {
  const FlowNetwork& network;
  const Signals& signals;
  double dt;
};

/// A piece of equipment in a Flowsheet. Its share of a step:
///   advance   reads its inputs and moves actuators, speeds, latches; writes its branches' inputs
///   (the flowsheet solves)
///   publish   writes its outputs
/// All it remembers is in the network or in `list_state`.
class UnitOperation : public EquipmentPart {
 public:
  explicit UnitOperation(ComponentInputs inputs) : inputs_(std::move(inputs)) {}

  const std::string& tag() const { return inputs_.tag; }
  const SourceMark& mark() const { return inputs_.mark; }
  const std::map<std::string, SignalId>& ports() const { return inputs_.ports; }

  /// Adds holdups and boundaries, and names the places others may refer to.
  virtual void place(FlowsheetBuilder&) {}
  /// Adds branches of its own, once every place is known.
  virtual void connect(FlowsheetBuilder&) {}
  /// The network has been filled.
  virtual void begin(FlowNetwork&) {}
  virtual void advance(const PlantView&, FlowNetwork&) {}
  virtual void publish(const FlowNetwork&, Signals&) const = 0;
  /// A person asks; as Component::operate.
  virtual std::optional<Text> operate(SignalId, double) { return std::nullopt; }
  virtual void list_state(StateVisitor&) {}

 protected:
  SignalId port(const char* name) const { return inputs_.port(name); }
  double quantity(const char* name) const { return inputs_.quantity(name); }

  ComponentInputs inputs_;
};

/// Equipment in a train: something that material flows through from `from` to `to`, with no holdup
/// of its own (a long pipe may have cells). Trains may be written in any order; what stands in
/// series refers to its neighbours: HV101 {from: V101.bottom, to: L1}, L1 {from: HV101, to: S1}.
class InlineUnit : public UnitOperation {
 public:
  explicit InlineUnit(ComponentInputs inputs)
      : UnitOperation(std::move(inputs)), flow_id_(port("flow")), dp_id_(port("dp")) {}

  std::string from() const { return inputs_.word("from"); }
  std::string to() const { return inputs_.word("to"); }

  /// Its resistance now. @param density of the stream [kg/m3], @param volume_flow of the last step
  /// [m3/s], @param share of it that belongs to this train (a pipe in cells is cut in pieces)
  virtual FlowElement element(const FlowNetwork& network, int branch, double share) const = 0;

  /// How many cells it is cut into; only a pipe has any.
  virtual int cells() const { return 0; }
  /// Its cell `index` as a holdup standing at `elevation`.
  virtual HoldupSpec cell(int /*index*/, double /*elevation*/) const { return {}; }
  virtual HoldupStart cell_start() const { return {}; }
  /// Told by the builder: `node` is its next cell.
  virtual void take_cell(int /*node*/) {}
  /// Liquid that can run down it against rising gas [m3/s].
  virtual double drain_back() const { return 0.0; }
  virtual bool is_check() const { return false; }

  /// Told by the builder: the branch it belongs to, the train it is part of.
  void join(int branch) { branch_ = branch; }
  int branch() const { return branch_; }

 protected:
  /// Share of the train's loss that falls on this unit: w^2 / (rho C^2) [Pa], signed.
  double calc_drop(const FlowNetwork& network) const;

  /// Writes the outputs `flow` and `dp`.
  void publish_flow(const FlowNetwork& network, Signals& signals) const;

  int branch_ = -1;

 private:
  SignalId flow_id_;
  SignalId dp_id_;
};

/// Writes the ports every inline unit has: `from`, `to` as parameters, `flow`, `dp` as outputs.
std::vector<ParameterSpec> with_ends(std::vector<ParameterSpec> rest);
std::vector<PortSpec> with_flow(std::vector<PortSpec> rest);

} // namespace jixia::process
