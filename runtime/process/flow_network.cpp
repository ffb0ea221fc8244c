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

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
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
  amounts_error_.assign(amounts_.size(), 0.0);
  contents_.resize(nodes_.size());
  dual_contents_.resize(nodes_.size());
  seeds_.resize(nodes_.size());
  draws_.resize(ports_.size());
  dual_draws_.resize(ports_.size());
  for (auto* fluxes : {&volume_flows_, &water_flux_, &gas_flux_, &heat_flux_, &powers_}) {
    fluxes->assign(branches_.size(), 0.0);
  }
  come_in_.assign(kAmounts, 0.0);
  come_in_error_.assign(kAmounts, 0.0);
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
  const std::vector<double> x = x_, amounts = amounts_, come_in = come_in_, error = come_in_error_,
                            amounts_error = amounts_error_;
  if (step(duration / 2, level + 1) && step(duration / 2, level + 1)) {
    return true;
  }
  x_ = x;
  amounts_ = amounts;
  come_in_ = come_in;
  come_in_error_ = error;
  amounts_error_ = amounts_error;
  return false;
}

void FlowNetwork::guess_own_unknowns() {
  calc_draws(y_.data());
  for (const Link& link : branches_) {
    if (link.branch->own_unknowns() > 0) {
      link.branch->guess(branch_step(link), end_of(link.port_a),
                         end_of(link.port_b), y_.data() + link.first_own);
    }
  }
}

bool FlowNetwork::solve(double duration) {
  note_molar_masses();
  y_ = x_;
  if (y_.empty()) {
    return true; // nothing but boundaries: their flows need no iteration
  }
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
  visitor.visit("amounts_error", amounts_error_);
  visitor.visit("come_in", come_in_);
  visitor.visit("come_in_error", come_in_error_);
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
