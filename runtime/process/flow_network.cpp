#include "process/flow_network.h"

#include <algorithm>
#include <cmath>
#include <cstring>

// One step, from top to bottom:
//   advance      try the whole step; if Newton fails, two halves, down to 1/64; then give up
//   solve        guarded Newton from the last solution with the last Jacobian; then damped Newton
//   finish       the residual once more for the fluxes; amounts := old + fluxes (flow_balance.cpp)
// What the unknowns are: process/holdup.h. Measured recipes: guard, complementarity, conservative
// finish and fresh pivots are each needed; without them thousands of steps per plant day are lost.
namespace jixia::process {
namespace {

constexpr int kDeepestHalving = 6;

BranchEnd<double> end_of(const Draw<double>& draw) {
  return {draw.pressure, draw.density, draw.saturation, draw.void_fraction, draw.liquid_density};
}

BranchEnd<BranchDual> seeded_end(const Draw<double>& draw, int seed) {
  BranchEnd<BranchDual> end{draw.pressure, draw.density, draw.saturation, draw.void_fraction,
                            draw.liquid_density};
  end.pressure.slope[seed] = 1.0;
  end.density.slope[seed + 1] = 1.0;
  end.saturation.slope[seed + 2] = 1.0;
  end.void_fraction.slope[seed + 3] = 1.0;
  return end;
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
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

FlowNetwork::FlowNetwork() = default;
FlowNetwork::~FlowNetwork() = default;

int FlowNetwork::add_holdup(HoldupSpec spec, const HoldupStart& start) {
  Node node;
  node.spec = spec;
  node.first_unknown = static_cast<int>(x_.size());
  x_.resize(x_.size() + kHoldupUnknowns);
  nodes_.push_back(node);
  starts_.push_back(start);
  return static_cast<int>(nodes_.size()) - 1;
}

int FlowNetwork::add_boundary(const BoundaryState& state) {
  Node node;
  node.boundary = state;
  nodes_.push_back(node);
  starts_.push_back({});
  return static_cast<int>(nodes_.size()) - 1;
}

int FlowNetwork::add_port(const PortSpecification& port) {
  ports_.push_back(port);
  return static_cast<int>(ports_.size()) - 1;
}

int FlowNetwork::add_branch(std::unique_ptr<Branch> branch, int port_a, int port_b) {
  Link link;
  link.first_input = 0;
  link.first_own = 0;
  link.branch = std::move(branch);
  link.port_a = port_a;
  link.port_b = port_b;
  branches_.push_back(std::move(link));
  return static_cast<int>(branches_.size()) - 1;
}

void FlowNetwork::start() {
  std::size_t inputs = nodes_.size() * kNodeInputs;
  for (Link& link : branches_) {
    link.first_input = static_cast<int>(inputs);
    link.first_own = static_cast<int>(x_.size());
    inputs += idx(link.branch->input_count());
    x_.resize(x_.size() + idx(link.branch->own_unknowns()));
  }
  inputs_.assign(inputs, 0.0);
  heats_.assign(nodes_.size(), 0.0);
  amounts_.assign(nodes_.size() * kAmounts, 0.0);
  contents_.resize(nodes_.size());
  dual_contents_.resize(nodes_.size());
  seeds_.resize(nodes_.size());
  draws_.resize(ports_.size());
  dual_draws_.resize(ports_.size());
  for (auto* fluxes : {&volume_flows_, &water_flux_, &gas_flux_, &heat_flux_, &powers_}) {
    fluxes->assign(branches_.size(), 0.0);
  }
  come_in_.assign(kAmounts, 0.0);
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    const int node = static_cast<int>(k);
    if (is_boundary(node)) {
      set_boundary(node, nodes_[k].boundary);
    } else {
      start_holdup(node, starts_[k]);
    }
  }
  initial_ = {total_water(), total_energy()};
  for (std::size_t k = 0; k < gas::kCount; ++k) {
    initial_.push_back(total_gas(k));
  }
  make_pattern();
  refresh();
}

// Closed formulae, so that the first step starts consistent.
void FlowNetwork::start_holdup(int node, const HoldupStart& start) {
  const HoldupSpec& spec = nodes_[idx(node)].spec;
  double* x = &x_[idx(nodes_[idx(node)].first_unknown)];
  const double saturation = water::saturation_pressure(start.temperature);
  const bool is_full = start.liquid_fraction > 0.9999;
  const bool is_dry = start.liquid_fraction <= 0.0;
  const double pressure = std::max(start.pressure, is_dry ? 1.0 : saturation);
  x[kTemperature] = start.temperature;
  x[kPressure] = pressure;
  x[kVapourPressure] = is_dry ? 0.0 : saturation;
  x[kGasVolume] = is_full ? 0.0 : spec.volume * (1.0 - start.liquid_fraction);
  x[kGasMoles] = (pressure - x[kVapourPressure]) * x[kGasVolume] /
                 (gas::kUniversalConstant * start.temperature);
  const Contents<double> c = calc_contents(spec, x);
  double* amounts = &amounts_[idx(node) * kAmounts];
  amounts[0] = c.water;
  amounts[1] = c.energy;
  for (std::size_t k = 0; k < gas::kCount; ++k) {
    amounts[2 + k] = x[kGasMoles] * start.composition[k];
  }
}

void FlowNetwork::set_boundary(int node, const BoundaryState& state) {
  nodes_[idx(node)].boundary = state;
  double* inputs = &inputs_[idx(node) * kNodeInputs];
  inputs[kMolarMass] = gas::molar_mass(state.composition);
  inputs[kBoundaryPressure] = state.pressure;
  inputs[kBoundaryTemperature] = state.temperature;
  inputs[kBoundaryLiquid] = state.liquid_fraction;
}

double* FlowNetwork::branch_inputs(int branch) {
  return &inputs_[idx(branches_[idx(branch)].first_input)];
}

double* FlowNetwork::own_unknowns(int branch) {
  return &x_[idx(branches_[idx(branch)].first_own)];
}

// ---------------------------------------------------------------------------------- structure

std::vector<int> FlowNetwork::columns_of(const Link& link) const {
  std::vector<int> columns;
  for (const int port : {link.port_a, link.port_b}) {
    const int first = nodes_[idx(node_of_port(port))].first_unknown;
    for (int k = 0; first >= 0 && k < kHoldupUnknowns; ++k) {
      columns.push_back(first + k);
    }
  }
  for (int k = 0; k < link.branch->own_unknowns(); ++k) {
    columns.push_back(link.first_own + k);
  }
  return columns;
}

// Rows of a holdup: 0 water, 1 gas, 2 energy, 3 gas law, 4 vapour law. The order of the entries is
// the order in which add_node_slopes and add_branch_slopes write.
void FlowNetwork::make_pattern() {
  std::vector<std::pair<int, int>> entries;
  std::vector<double> scales(x_.size(), 1.0);
  for (const Node& node : nodes_) {
    const int first = node.first_unknown;
    if (first < 0) {
      continue;
    }
    for (int row = 0; row < kHoldupUnknowns; ++row) {
      for (int column = 0; column < kHoldupUnknowns; ++column) {
        entries.emplace_back(first + row, first + column);
      }
    }
    double* scale = &scales[idx(first)];
    scale[kTemperature] = 10.0;
    scale[kPressure] = 1e5;
    scale[kGasVolume] = 0.1 * node.spec.volume;
    scale[kVapourPressure] = 1e3;
    scale[kGasMoles] = 4.0 * node.spec.volume;
  }
  for (Link& link : branches_) {
    link.first_slot = entries.size();
    const std::vector<int> columns = columns_of(link);
    for (const int port : {link.port_a, link.port_b}) {
      const int first = nodes_[idx(node_of_port(port))].first_unknown;
      for (int row = 0; first >= 0 && row < 3; ++row) {
        for (const int column : columns) {
          entries.emplace_back(first + row, column);
        }
      }
    }
    for (int k = 0; k < link.branch->own_unknowns(); ++k) {
      scales[idx(link.first_own + k)] = link.branch->own_scale(k);
      for (const int column : columns) {
        entries.emplace_back(link.first_own + k, column);
      }
    }
  }
  matrix_ = std::make_unique<SparseLu>(static_cast<int>(x_.size()), entries);
  newton_ = std::make_unique<Newton>(*matrix_, scales);
  residual_.assign(x_.size(), 0.0);
}

// --------------------------------------------------------------------------------- equations

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
  return {&inputs_[idx(link.first_input)], duration_, &old_x_[idx(link.first_own)]};
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
    link.branch->calc(branch_step(link), end_of(draws_[idx(link.port_a)]),
                      end_of(draws_[idx(link.port_b)]), x + link.first_own, flow);
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

// Chain rule: the law's slopes by end conditions, times the ends' slopes by holdup unknowns.
void FlowNetwork::add_branch_slopes(std::size_t branch, const BranchFlow<BranchDual>& flow,
                                    double* values, std::size_t slot) {
  const Link& link = branches_[branch];
  const std::vector<int>& slots = matrix_->slots();
  const Carried share = carried(link.branch->is_exchange(), flow.volume_flow.value);
  const int own = link.branch->own_unknowns();
  constexpr int kMost = 2 * kHoldupUnknowns + kMostOwnUnknowns;
  double flux[3][kMost] = {}, power[kMost] = {}, residual[kMostOwnUnknowns][kMost] = {};
  int count = 0;
  const double carried_now[3] = {
      share.from_a * draws_[idx(link.port_a)].water + share.from_b * draws_[idx(link.port_b)].water,
      share.from_a * draws_[idx(link.port_a)].gas + share.from_b * draws_[idx(link.port_b)].gas,
      share.from_a * draws_[idx(link.port_a)].heat + share.from_b * draws_[idx(link.port_b)].heat};
  const double q = flow.volume_flow.value;
  for (int side = 0; side < 2; ++side) {
    const int port = side == 0 ? link.port_a : link.port_b;
    if (is_boundary(node_of_port(port))) {
      continue;
    }
    const Draw<NodeDual>& draw = dual_draws_[idx(port)];
    const double weight = side == 0 ? share.from_a : share.from_b;
    const auto along = [&](const BranchDual& law, int k) {
      const double* s = law.slope + 4 * side;
      return s[0] * draw.pressure.slope[k] + s[1] * draw.density.slope[k] +
             s[2] * draw.saturation.slope[k] + s[3] * draw.void_fraction.slope[k];
    };
    for (int k = 0; k < kHoldupUnknowns; ++k, ++count) {
      const double dq = along(flow.volume_flow, k);
      flux[0][count] = carried_now[0] * dq + q * weight * draw.water.slope[k];
      flux[1][count] = carried_now[1] * dq + q * weight * draw.gas.slope[k];
      flux[2][count] = carried_now[2] * dq + q * weight * draw.heat.slope[k];
      if (own > 0) {
        power[count] = along(flow.power, k);
        for (int m = 0; m < own; ++m) {
          residual[m][count] = along(flow.residuals[m], k);
        }
      }
    }
  }
  for (int k = 0; k < own; ++k, ++count) {
    for (int row = 0; row < 3; ++row) {
      flux[row][count] = carried_now[row] * flow.volume_flow.slope[8 + k];
    }
    power[count] = flow.power.slope[8 + k];
    for (int m = 0; m < own; ++m) {
      residual[m][count] = flow.residuals[m].slope[8 + k];
    }
  }
  for (int side = 0; side < 2; ++side) {
    if (is_boundary(node_of_port(side == 0 ? link.port_a : link.port_b))) {
      continue;
    }
    const double sign = side == 0 ? duration_ : -duration_;
    for (int row = 0; row < 3; ++row) {
      for (int k = 0; k < count; ++k) {
        const double work = row == 2 && side == 1 ? power[k] : 0.0;
        values[slots[slot++]] += sign * (flux[row][k] + work);
      }
    }
  }
  for (int m = 0; m < own; ++m) {
    for (int k = 0; k < count; ++k) {
      values[slots[slot++]] += residual[m][k];
    }
  }
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
  for (std::size_t b = 0; b < branches_.size(); ++b) {
    const Link& link = branches_[b];
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
    add_branch_slopes(b, flow, values, link.first_slot);
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

// -------------------------------------------------------------------------------------- a step

void FlowNetwork::refresh() {
  note_molar_masses();
  calc_draws(x_.data());
}

bool FlowNetwork::advance(double duration) {
  ++counts_.steps;
  return step(duration, 0);
}

bool FlowNetwork::step(double duration, int level) {
  old_x_ = x_;
  old_amounts_ = amounts_;
  duration_ = duration;
  if (solve(duration)) {
    finish(duration);
    return true;
  }
  if (level >= kDeepestHalving) {
    ++counts_.failures;
    return false;
  }
  ++counts_.halvings;
  const std::vector<double> x = x_, amounts = amounts_, come_in = come_in_;
  if (step(duration / 2, level + 1) && step(duration / 2, level + 1)) {
    return true;
  }
  x_ = x;
  amounts_ = amounts;
  come_in_ = come_in;
  return false;
}

void FlowNetwork::guess_own_unknowns() {
  calc_draws(y_.data());
  for (const Link& link : branches_) {
    if (link.branch->own_unknowns() > 0) {
      link.branch->guess(branch_step(link), end_of(draws_[idx(link.port_a)]),
                         end_of(draws_[idx(link.port_b)]), &y_[idx(link.first_own)]);
    }
  }
}

bool FlowNetwork::solve(double duration) {
  note_molar_masses();
  y_ = x_;
  guess_own_unknowns();
  const bool reuse = can_reuse(duration);
  NewtonReport report = newton_->solve(*this, y_.data(), reuse);
  counts_.iterations += report.iterations;
  if (report.refreshed) {
    remember_linearisation(duration);
  }
  if (!report.converged) {
    ++counts_.retries;
    y_ = x_;
    guess_own_unknowns();
    report = newton_->solve_damped(*this, y_.data());
    counts_.iterations += report.iterations;
    linear_duration_ = 0.0; // next time afresh
  }
  return report.converged && std::all_of(y_.begin(), y_.end(), [](double value) {
           return std::fabs(value) < 1e15;
         });
}

void FlowNetwork::remember_linearisation(double duration) {
  cached_x_ = linear_x_ = newton_->linearised_at();
  cached_inputs_ = linear_inputs_ = inputs_;
  cached_duration_ = linear_duration_ = duration;
}

// The factors are those that a continued run would have here; after a restore they are remade.
bool FlowNetwork::can_reuse(double duration) {
  if (linear_duration_ != duration) {
    return false;
  }
  if (cached_duration_ != linear_duration_ || !same_bits(cached_x_, linear_x_) ||
      !same_bits(cached_inputs_, linear_inputs_)) {
    saved_inputs_ = inputs_;
    inputs_ = linear_inputs_;
    const bool is_regular = newton_->refresh(*this, linear_x_.data());
    --counts_.jacobians; // a continued run has not counted it
    inputs_ = saved_inputs_;
    cached_x_ = linear_x_;
    cached_inputs_ = linear_inputs_;
    cached_duration_ = linear_duration_;
    return is_regular;
  }
  return true;
}

double FlowNetwork::node_value(int node, HoldupUnknown unknown) const {
  const int first = nodes_[idx(node)].first_unknown;
  if (first >= 0) {
    return x_[idx(first + unknown)];
  }
  const BoundaryState& state = nodes_[idx(node)].boundary;
  return unknown == kPressure ? state.pressure : unknown == kTemperature ? state.temperature : 0.0;
}

void FlowNetwork::list_state(StateVisitor& visitor) {
  visitor.visit("unknowns", x_);
  visitor.visit("amounts", amounts_);
  visitor.visit("come_in", come_in_);
  visitor.visit("initial", initial_);
  visitor.visit("volume_flows", volume_flows_);
  visitor.visit("linear_unknowns", linear_x_);
  visitor.visit("linear_inputs", linear_inputs_);
  visitor.visit("linear_duration", linear_duration_);
  visitor.visit("largest_deficit", largest_deficit_);
  visitor.visit("water_flux", water_flux_);
  visitor.visit("gas_flux", gas_flux_);
  visitor.visit("powers", powers_);
  visitor.visit("inputs", inputs_);
  visitor.visit("heats", heats_);
  for (std::int64_t* count :
       {&counts_.steps, &counts_.iterations, &counts_.jacobians, &counts_.retries,
        &counts_.halvings, &counts_.failures, &counts_.deficits}) {
    visitor.visit("count", *count);
  }
}

} // namespace jixia::process
