#include "process/flow_path.h"

#include <cmath>

namespace jixia::process {

Restriction calc_restriction(const std::vector<FlowElement>& train) {
  Restriction whole;
  double resistance = 0.0;
  for (const FlowElement& element : train) {
    if (!(element.conductance > 1e-12)) {
      whole.conductance = 0.0;
      return whole;
    }
    resistance += 1.0 / (element.conductance * element.conductance);
  }
  whole.conductance = 1.0 / std::sqrt(resistance);
  double before = 0.0, gas_limit = 0.0, most = -1.0;
  for (const FlowElement& element : train) {
    const double share = 1.0 / (element.conductance * element.conductance * resistance);
    const double recovery = element.recovery * element.recovery;
    gas_limit += share * element.gas_limit;
    if (share / recovery > most) {
      most = share / recovery;
      whole.valve_share = share;
      whole.before_share = before;
      whole.recovery_squared = recovery;
    }
    before += share;
  }
  whole.gas_limit = gas_limit;
  return whole;
}

// Starts from the drop at hand each step, so that u carries no memory.
void CheckPathBranch::guess(const BranchStep& step, const BranchEnd<double>& a,
                            const BranchEnd<double>& b, double* own) const {
  const double drop =
      a.pressure - b.pressure - a.density * (kGravity * rise_) - step.inputs[kCracking];
  own[0] = drop > 0.0 ? signed_root(drop, kLaminarDrop) / std::sqrt(a.density + 0.01) : 0.0;
}

} // namespace jixia::process
