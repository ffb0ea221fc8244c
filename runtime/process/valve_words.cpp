#include "process/valve_words.h"

#include <cmath>

#include "process/spec_entries.h"

namespace jixia::process {

FlowElement Trim::element(double position, double leak) const {
  FlowElement found;
  found.recovery = recovery;
  found.gas_limit = gas_limit;
  const double share = calc_characteristic(characteristic, position, rangeability);
  found.openness = share;
  double now = conductance * share;
  if (loss_is_in_line && now > 0.0) {
    const double added = 1.0 / (now * now) - 1.0 / (conductance * conductance);
    now = added > 1e-12 ? 1.0 / std::sqrt(added) : 1e6;
  }
  found.conductance = now + conductance_of_kv(leak);
  return found;
}

Trim read_trim(const ComponentInputs& in) {
  Trim trim;
  trim.conductance = conductance_of_kv(in.quantity("kv"));
  trim.rangeability = in.quantity("rangeability");
  trim.recovery = in.quantity("fl");
  trim.gas_limit = in.quantity("xt");
  trim.loss_is_in_line = in.word("open_loss") == "in_line";
  const std::string& word = in.word("characteristic");
  trim.characteristic = word == "equal_percentage" ? Characteristic::EqualPercentage
                        : word == "quick_opening"  ? Characteristic::QuickOpening
                        : word == "on_off"         ? Characteristic::OnOff
                        : word == "square"         ? Characteristic::Square
                                                   : Characteristic::Linear;
  return trim;
}

std::vector<ParameterSpec> with_trim(std::vector<ParameterSpec> rest) {
  std::vector<ParameterSpec> all{
      quantity_spec("kv", {"全开流量系数 Kv：1 bar 压差下的水流量", "flow of water at 1 bar drop, fully open"}, Unit::Kv, 1e-4, 1e5, {}),
      choice_spec("characteristic", {"固有流量特性：linear 直线，equal_percentage 等百分比，quick_opening 快开，on_off 开关，square 平方",
                                     "inherent characteristic"},
                  {"linear", "equal_percentage", "quick_opening", "on_off", "square"}),
      quantity_spec("rangeability", {"等百分比特性的可调比 R", "rangeability R of the equal-percentage characteristic"}, Unit::One, 2.0, 200.0, 30.0),
      quantity_spec("fl", {"液体压力恢复系数 FL", "liquid pressure recovery factor FL"}, Unit::One, 0.3, 1.0, 0.9),
      quantity_spec("xt", {"气体临界压差比 xT", "critical pressure drop ratio for gas xT"}, Unit::One, 0.1, 0.95, 0.72),
      choice_spec("open_loss", {"全开阻力：own 单独计，in_line 已计入管线 K", "its loss when fully open: own, or in_line if the line's K has it"}, {"own", "in_line"}),
  };
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

} // namespace jixia::process
