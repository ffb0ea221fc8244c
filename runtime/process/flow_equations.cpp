#include <algorithm>

#include "process/flow_network.h"

// The equations of one step and their exact derivatives. Holdups first: what is drawn through each
// port and its slopes by the holdup's five unknowns, once; then the branches, whose laws see their
// ends through four numbers each.
namespace jixia::process {
namespace {

BranchEnd<BranchDual> seeded_end(const Draw<double>& draw, int seed) {
  BranchEnd<BranchDual> end{draw.pressure, draw.density, draw.saturation, draw.void_fraction,
                            draw.liquid_density};
  end.pressure.slope[seed] = 1.0;
  end.density.slope[seed + 1] = 1.0;
  end.saturation.slope[seed + 2] = 1.0;
  end.void_fraction.slope[seed + 3] = 1.0;
  return end;
}

// How much of each end's concentrations a branch's flux carries.
struct Carried {
  double from_a;
  double from_b;
};

Carried carried(bool is_exchange, double volume_flow) {
  if (is_exchange) {
    return {1.0, -1.0};
  }
  return volume_flow >= 0.0 ? Carried{1.0, 0.0} : Carried{0.0, 1.0};
}

} // namespace

void FlowNetwork::set_boundary_draw(std::size_t port) {
  const int node = ports_[port].node;
  const double pressure = node_input(node, kBoundaryPressure);
  const double temperature = node_input(node, kBoundaryTemperature);
  const double liquid = node_input(node, kBoundaryLiquid);
  Draw<double>& draw = draws_[port];
  const double density = water::liquid_density(temperature, pressure);
  const double warmth = temperature - water::kZeroTemperature;
  draw.water = liquid * density;
  draw.gas = (1.0 - liquid) * pressure / (gas::kUniversalConstant * temperature);
  draw.heat =
      draw.water * water::liquid_energy(temperature) + draw.gas * gas::kCv * warmth + pressure;
  draw.pressure = pressure;
  draw.density = draw.water + draw.gas * node_input(node, kMolarMass);
  draw.saturation = liquid > 0.0 ? water::saturation_pressure(temperature) : 0.0;
  draw.void_fraction = 1.0 - liquid;
  draw.liquid_density = density;
}

BranchEnd<double> FlowNetwork::end_of(int port) const {
  const Draw<double>& draw = draws_[idx(port)];
  return {draw.pressure, draw.density, draw.saturation, draw.void_fraction, draw.liquid_density};
}

void FlowNetwork::calc_draws(const double* x) {
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    if (nodes_[k].first_unknown >= 0) {
      contents_[k] = calc_contents(nodes_[k].spec, x + nodes_[k].first_unknown);
    }
  }
  for (std::size_t p = 0; p < ports_.size(); ++p) {
    const std::size_t k = idx(ports_[p].node);
    if (nodes_[k].first_unknown < 0) {
      set_boundary_draw(p);
    } else {
      draws_[p] = calc_draw(nodes_[k].spec, ports_[p], contents_[k], x + nodes_[k].first_unknown,
                            node_input(ports_[p].node, kMolarMass));
    }
  }
}

void FlowNetwork::calc_dual_draws(const double* x) {
  std::vector<std::array<NodeDual, kHoldupUnknowns>>& seeds = seeds_;
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    if (nodes_[k].first_unknown < 0) {
      continue;
    }
    for (int j = 0; j < kHoldupUnknowns; ++j) {
      seeds[k][idx(j)] = seeded<kHoldupUnknowns>(x[nodes_[k].first_unknown + j], j);
    }
    dual_contents_[k] = calc_contents(nodes_[k].spec, seeds[k].data());
  }
  for (std::size_t p = 0; p < ports_.size(); ++p) {
    const std::size_t k = idx(ports_[p].node);
    if (nodes_[k].first_unknown >= 0) {
      dual_draws_[p] = calc_draw(nodes_[k].spec, ports_[p], dual_contents_[k], seeds[k].data(),
                                 node_input(ports_[p].node, kMolarMass));
    }
  }
}

bool FlowNetwork::is_shut(const Link& link) const {
  return link.branch->own_unknowns() == 0 && inputs_[idx(link.first_input)] == 0.0;
}

BranchStep FlowNetwork::branch_step(const Link& link) const {
  return {inputs_.data() + link.first_input, duration_, old_x_.data() + link.first_own};
}

void FlowNetwork::add_node_residual(std::size_t node, const Contents<double>& c, const double* x,
                                    double* r) {
  const int first = nodes_[node].first_unknown;
  const HoldupSpec& spec = nodes_[node].spec;
  const double* old = &old_amounts_[node * kAmounts];
  const double loss = spec.heat_loss * (x[first + kTemperature] - spec.ambient) - heats_[node];
  r[first] = c.water - old[0];
  r[first + 1] = x[first + kGasMoles] - gas_before(node);
  r[first + 2] = c.energy - old[1] + duration_ * loss;
  r[first + 3] = c.gas_law;
  r[first + 4] = c.vapour_law;
}

void FlowNetwork::add_branch_residual(const Link& link, const BranchFlow<double>& flow,
                                      std::size_t branch, double* r) {
  const Draw<double>& a = draws_[idx(link.port_a)];
  const Draw<double>& b = draws_[idx(link.port_b)];
  const Carried share = carried(link.branch->is_exchange(), flow.volume_flow);
  volume_flows_[branch] = flow.volume_flow;
  powers_[branch] = flow.power;
  water_flux_[branch] = flow.volume_flow * (share.from_a * a.water + share.from_b * b.water);
  gas_flux_[branch] = flow.volume_flow * (share.from_a * a.gas + share.from_b * b.gas);
  heat_flux_[branch] = flow.volume_flow * (share.from_a * a.heat + share.from_b * b.heat);
  const int first_a = nodes_[idx(node_of_port(link.port_a))].first_unknown;
  const int first_b = nodes_[idx(node_of_port(link.port_b))].first_unknown;
  if (first_a >= 0) {
    r[first_a] += duration_ * water_flux_[branch];
    r[first_a + 1] += duration_ * gas_flux_[branch];
    r[first_a + 2] += duration_ * heat_flux_[branch];
  }
  if (first_b >= 0) {
    r[first_b] -= duration_ * water_flux_[branch];
    r[first_b + 1] -= duration_ * gas_flux_[branch];
    r[first_b + 2] -= duration_ * (heat_flux_[branch] + flow.power);
  }
  for (int k = 0; k < link.branch->own_unknowns(); ++k) {
    r[link.first_own + k] = flow.residuals[k];
  }
}

void FlowNetwork::calc_residual(const double* x, double* r) {
  calc_draws(x);
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    if (nodes_[k].first_unknown >= 0) {
      add_node_residual(k, contents_[k], x, r);
    }
  }
  for (std::size_t b = 0; b < branches_.size(); ++b) {
    const Link& link = branches_[b];
    if (is_shut(link)) {
      volume_flows_[b] = water_flux_[b] = gas_flux_[b] = heat_flux_[b] = powers_[b] = 0.0;
      continue;
    }
    BranchFlow<double> flow;
    link.branch->calc(branch_step(link), end_of(link.port_a),
                      end_of(link.port_b), x + link.first_own, flow);
    add_branch_residual(link, flow, b, r);
  }
}

void FlowNetwork::add_node_slopes(std::size_t node, double* values, std::size_t& slot) {
  const std::vector<int>& slots = matrix_->slots();
  const Contents<NodeDual>& c = dual_contents_[node];
  const HoldupSpec& spec = nodes_[node].spec;
  for (const NodeDual* row : {&c.water, static_cast<const NodeDual*>(nullptr), &c.energy,
                              &c.gas_law, &c.vapour_law}) {
    for (int k = 0; k < kHoldupUnknowns; ++k) {
      const double slope = row != nullptr ? row->slope[k] : (k == kGasMoles ? 1.0 : 0.0);
      const double loss = row == &c.energy && k == kTemperature ? duration_ * spec.heat_loss : 0.0;
      values[slots[slot++]] += slope + loss;
    }
  }
}

// What a branch adds to the Jacobian: its fluxes, work and own residuals by every unknown they
// depend on (those of end a, of end b, its own).
struct FlowNetwork::BranchSlopes {
  static constexpr int kMost = 2 * kHoldupUnknowns + kMostOwnUnknowns;
  int count = 0;
  double flux[3][kMost] = {}; // water, gas, heat
  double power[kMost] = {};
  double residual[kMostOwnUnknowns][kMost] = {};
};

// Chain rule: the law's slopes by the end's condition, times the end's slopes by the holdup's unknowns.
void FlowNetwork::add_end_slopes(const Link& link, const BranchFlow<BranchDual>& flow, int side,
                                 const double* carried_now, BranchSlopes& slopes) const {
  const int port = side == 0 ? link.port_a : link.port_b;
  if (is_boundary(node_of_port(port))) {
    return;
  }
  const Draw<NodeDual>& draw = dual_draws_[idx(port)];
  const Carried share = carried(link.branch->is_exchange(), flow.volume_flow.value);
  const double weight = flow.volume_flow.value * (side == 0 ? share.from_a : share.from_b);
  const auto along = [&](const BranchDual& law, int k) {
    const double* s = law.slope + 4 * side;
    return s[0] * draw.pressure.slope[k] + s[1] * draw.density.slope[k] +
           s[2] * draw.saturation.slope[k] + s[3] * draw.void_fraction.slope[k];
  };
  const int own = link.branch->own_unknowns();
  for (int k = 0; k < kHoldupUnknowns; ++k) {
    const int column = slopes.count++;
    const double dq = along(flow.volume_flow, k);
    slopes.flux[0][column] = carried_now[0] * dq + weight * draw.water.slope[k];
    slopes.flux[1][column] = carried_now[1] * dq + weight * draw.gas.slope[k];
    slopes.flux[2][column] = carried_now[2] * dq + weight * draw.heat.slope[k];
    slopes.power[column] = own > 0 ? along(flow.power, k) : 0.0;
    for (int m = 0; m < own; ++m) {
      slopes.residual[m][column] = along(flow.residuals[m], k);
    }
  }
}

void FlowNetwork::add_own_slopes(const Link& link, const BranchFlow<BranchDual>& flow,
                                 const double* carried_now, BranchSlopes& slopes) const {
  const int own = link.branch->own_unknowns();
  for (int k = 0; k < own; ++k) {
    const int column = slopes.count++;
    for (int row = 0; row < 3; ++row) {
      slopes.flux[row][column] = carried_now[row] * flow.volume_flow.slope[8 + k];
    }
    slopes.power[column] = flow.power.slope[8 + k];
    for (int m = 0; m < own; ++m) {
      slopes.residual[m][column] = flow.residuals[m].slope[8 + k];
    }
  }
}

// Same order as make_pattern().
void FlowNetwork::scatter(const Link& link, const BranchSlopes& slopes, double* values) const {
  const std::vector<int>& slots = matrix_->slots();
  std::size_t slot = link.first_slot;
  for (int side = 0; side < 2; ++side) {
    if (is_boundary(node_of_port(side == 0 ? link.port_a : link.port_b))) {
      continue;
    }
    const double sign = side == 0 ? duration_ : -duration_;
    for (int row = 0; row < 3; ++row) {
      for (int k = 0; k < slopes.count; ++k) {
        const double work = row == 2 && side == 1 ? slopes.power[k] : 0.0;
        values[slots[slot++]] += sign * (slopes.flux[row][k] + work);
      }
    }
  }
  for (int m = 0; m < link.branch->own_unknowns(); ++m) {
    for (int k = 0; k < slopes.count; ++k) {
      values[slots[slot++]] += slopes.residual[m][k];
    }
  }
}

void FlowNetwork::add_branch_slopes(const Link& link, const BranchFlow<BranchDual>& flow,
                                    double* values) const {
  const Draw<double>& a = draws_[idx(link.port_a)];
  const Draw<double>& b = draws_[idx(link.port_b)];
  const Carried share = carried(link.branch->is_exchange(), flow.volume_flow.value);
  const double carried_now[3] = {share.from_a * a.water + share.from_b * b.water,
                                 share.from_a * a.gas + share.from_b * b.gas,
                                 share.from_a * a.heat + share.from_b * b.heat};
  BranchSlopes slopes;
  add_end_slopes(link, flow, 0, carried_now, slopes);
  add_end_slopes(link, flow, 1, carried_now, slopes);
  add_own_slopes(link, flow, carried_now, slopes);
  scatter(link, slopes, values);
}

void FlowNetwork::calc_jacobian(const double* x, double* r, SparseLu& matrix) {
  ++counts_.jacobians;
  calc_residual(x, r);
  calc_dual_draws(x);
  double* values = matrix.values().data();
  std::fill(matrix.values().begin(), matrix.values().end(), 0.0);
  std::size_t slot = 0;
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    if (nodes_[k].first_unknown >= 0) {
      add_node_slopes(k, values, slot);
    }
  }
  for (const Link& link : branches_) {
    if (is_shut(link)) {
      continue;
    }
    BranchDual own[kMostOwnUnknowns];
    for (int k = 0; k < link.branch->own_unknowns(); ++k) {
      own[k] = seeded<kBranchSeeds>(x[link.first_own + k], 8 + k);
    }
    BranchFlow<BranchDual> flow;
    link.branch->calc(branch_step(link), seeded_end(draws_[idx(link.port_a)], 0),
                      seeded_end(draws_[idx(link.port_b)], 4), own, flow);
    add_branch_slopes(link, flow, values);
  }
}

// Temperatures may move by a fifth per iteration; one share for all keeps the linear balances exact.
double FlowNetwork::find_longest_move(const double* x, const double* dx) const {
  double share = 1.0;
  for (const Node& node : nodes_) {
    if (node.first_unknown < 0) {
      continue;
    }
    const double t = x[node.first_unknown + kTemperature];
    const double move = dx[node.first_unknown + kTemperature];
    if (move < -0.2 * t) {
      share = std::min(share, -0.2 * t / move);
    } else if (move > 0.25 * t) {
      share = std::min(share, 0.25 * t / move);
    }
  }
  return share;
}

} // namespace jixia::process
