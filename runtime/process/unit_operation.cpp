#include "process/unit_operation.h"

#include <cmath>

namespace jixia::process {

double InlineUnit::calc_drop(const FlowNetwork& network) const {
  const double flow = network.volume_flow(branch_);
  const double conductance = element(network, branch_, 1.0).conductance;
  const double drop = flow * std::fabs(flow) * network.flowing_density(branch_) /
                      (conductance * conductance + 1e-30);
  return std::isfinite(drop) ? drop : 0.0;
}

std::vector<ParameterSpec> with_ends(std::vector<ParameterSpec> rest) {
  std::vector<ParameterSpec> all{
      {.name = "from",
       .meaning = {"来自何处：设备（可带管口，如 V101.bottom）或同一管路上的前一件",
                   "where it comes from: an equipment, with a nozzle if it has several (V101.bottom), "
                   "or the item before it in the same line"},
       .kind = ParameterSpec::Kind::Reference},
      {.name = "to",
       .meaning = {"去往何处：设备或同一管路上的后一件",
                   "where it goes: an equipment or the next item in the same line"},
       .kind = ParameterSpec::Kind::Reference}};
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

std::vector<PortSpec> with_flow(std::vector<PortSpec> rest) {
  rest.push_back({.name = "flow", .unit = Unit::KgPerSecond,
                  .meaning = {"质量流量，由 from 到 to 为正", "mass flow, positive from `from` to `to`"}});
  rest.push_back({.name = "dp", .unit = Unit::PascalDifference,
                  .meaning = {"流动压降", "pressure lost in it by flow"}});
  return rest;
}

void InlineUnit::publish_flow(const FlowNetwork& network, Signals& signals) const {
  signals.set(flow_id_, network.mass_flow(branch_));
  signals.set(dp_id_, calc_drop(network));
}

} // namespace jixia::process
