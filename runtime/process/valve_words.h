#pragma once

#include <vector>

#include "process/flow_path.h"
#include "world/component_spec.h"

namespace jixia::process {

/// What is inside a valve body, read from `kv`, `characteristic`, `rangeability`, `fl`, `xt`,
/// `open_loss`.
struct Trim {
  double conductance = 0.0; ///< fully open
  Characteristic characteristic = Characteristic::Linear;
  double rangeability = 30.0;
  double recovery = 0.9;
  double gas_limit = 0.72;
  bool loss_is_in_line = false; ///< fully open it adds nothing: its loss is in the line's K

  /// @param leak Kv that passes beside the closed plug [m3/h]
  FlowElement element(double position, double leak) const;
};

Trim read_trim(const ComponentInputs& in);
std::vector<ParameterSpec> with_trim(std::vector<ParameterSpec> rest);

} // namespace jixia::process
