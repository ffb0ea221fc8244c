#include "process/check_valve.h"

#include <algorithm>

#include "process/pipe_friction.h"
#include "process/spec_entries.h"
#include "process/unit_operation.h"

namespace jixia::process {
namespace {

class CheckValve final : public InlineUnit {
 public:
  using InlineUnit::InlineUnit;

  bool is_check() const override { return true; }

  void advance(const PlantView& view, FlowNetwork&) override {
    passing_ = std::max(0.0, view.signals.get(passing_id_));
  }

  FlowElement element(const FlowNetwork&, int, double) const override {
    FlowElement found;
    found.conductance = conductance_of_loss(loss_, bore_area(diameter_));
    found.cracking = cracking_;
    found.leak = conductance_of_kv(leak_ + passing_);
    return found;
  }

  void publish(const FlowNetwork& network, Signals& signals) const override {
    publish_flow(network, signals);
  }

  void list_state(StateVisitor& visitor) override { visitor.visit("passing", passing_); }

 private:
  double passing_ = 0.0;

  const SignalId passing_id_ = port("passing");
  const double loss_ = quantity("loss");
  const double diameter_ = quantity("diameter");
  const double cracking_ = quantity("cracking");
  const double leak_ = quantity("leak");
};

} // namespace

ComponentSpec check_valve_spec() {
  ComponentSpec spec;
  spec.type = "CheckValve";
  spec.meaning = {"止回阀", "check valve"};
  spec.host = "Flowsheet";
  spec.main_port = "flow";
  spec.parameters = with_ends({
      quantity_spec("diameter", {"内径", "bore"}, Unit::Metre, 1e-3, 5.0, {}),
      quantity_spec("loss", {"开启时阻力系数 K；已计入管线时为 0", "loss coefficient K when open; 0 if the line's K has it"}, Unit::One, 0.0, 1e4, 0.0),
      quantity_spec("cracking", {"开启压差", "drop at which it opens"}, Unit::PascalDifference, 0.0, 1e6, 2e3),
      quantity_spec("leak", {"反向泄漏 Kv", "Kv that passes backwards"}, Unit::Kv, 0.0, 1e3, 0.02),
  });
  spec.ports = with_flow({
      fault_spec("passing", {"关闭不严：附加泄漏 Kv", "does not shut: Kv added to its leak"}, Unit::Kv, 0.0, 0.0, 100.0),
  });
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<CheckValve>(std::move(in)); };
  return spec;
}

} // namespace jixia::process
