#include <algorithm>
#include <cmath>

#include "process/flow_network.h"

// The conservative finish of a step, and what is read from a finished one.
namespace jixia::process {
namespace {

constexpr int kMostCuts = 8;
constexpr int kMostSweeps = 60;

void add_compensated(double& sum, double& error, double amount) {
  const double corrected = amount - error;
  const double next = sum + corrected;
  error = (next - sum) - corrected;
  sum = next;
}

} // namespace

double FlowNetwork::gas_before(std::size_t node) const {
  double sum = 0.0;
  for (std::size_t k = 0; k < gas::kCount; ++k) {
    sum += old_amounts_[node * kAmounts + 2 + k];
  }
  return sum;
}

void FlowNetwork::note_molar_masses() {
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    if (nodes_[node].first_unknown >= 0) {
      inputs_[node * kNodeInputs + kMolarMass] =
          gas::molar_mass(gas_fractions(static_cast<int>(node)));
    }
  }
}

void FlowNetwork::finish(double duration) {
  calc_residual(y_.data(), residual_.data()); // for the fluxes
  cut_deficits(duration);
  calc_gas_split(duration);
  move_amounts(duration);
  x_ = y_;
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    if (nodes_[node].first_unknown >= 0) {
      const double* amounts = &amounts_[node * kAmounts];
      double moles = 0.0;
      for (std::size_t k = 0; k < gas::kCount; ++k) {
        moles += amounts[2 + k];
      }
      x_[idx(nodes_[node].first_unknown) + kGasMoles] = moles;
    }
  }
}

// The solver's tolerance may leave a holdup a rounding-size deficit; the largest flow out of it is
// then cut by that much, which its receiver gets less of.
void FlowNetwork::cut_deficits(double duration) {
  for (std::vector<double>* flux : {&water_flux_, &gas_flux_}) {
    for (int pass = 0; pass < kMostCuts; ++pass) {
      split_.assign(nodes_.size(), 0.0);
      for (std::size_t b = 0; b < branches_.size(); ++b) {
        split_[idx(node_of_port(branches_[b].port_a))] -= (*flux)[b];
        split_[idx(node_of_port(branches_[b].port_b))] += (*flux)[b];
      }
      bool is_done = true;
      for (std::size_t node = 0; node < nodes_.size(); ++node) {
        const double before =
            flux == &water_flux_ ? old_amounts_[node * kAmounts] : gas_before(node);
        const double after = before + duration * split_[node];
        if (nodes_[node].first_unknown >= 0 && after < 0.0) {
          // a little more than the deficit, or rounding leaves the last bit of it
          is_done = !cut_largest_outflow(*flux, node, -after / duration * (1.0 + 1e-12)) && is_done;
        }
      }
      if (is_done) {
        break;
      }
    }
  }
}

bool FlowNetwork::cut_largest_outflow(std::vector<double>& flux, std::size_t node,
                                      double deficit_rate) {
  double largest = 0.0;
  std::size_t found = branches_.size();
  for (std::size_t b = 0; b < branches_.size(); ++b) {
    const bool is_a = idx(node_of_port(branches_[b].port_a)) == node;
    const bool is_b = idx(node_of_port(branches_[b].port_b)) == node;
    const double out = is_a ? flux[b] : is_b ? -flux[b] : 0.0;
    if (out > largest) {
      largest = out;
      found = b;
    }
  }
  if (found == branches_.size()) {
    return false;
  }
  flux[found] += flux[found] > 0.0 ? -deficit_rate : deficit_rate;
  return true;
}

// Each gas moves with the fraction it has at the end of the step where the flow comes from:
//     y (n_old + h sum in) = n_k,old + h sum (in y_from),
// an M-matrix, solved by sweeps in both directions. Fluxes of gas k of branch b: split_[b*kCount+k].
void FlowNetwork::calc_gas_split(double duration) {
  const std::size_t count = nodes_.size();
  std::vector<double>& fractions = fractions_;
  std::vector<double>& inflow = inflow_;
  fractions.assign(count, 0.0);
  split_.assign(branches_.size() * gas::kCount, 0.0);
  for (std::size_t k = 1; k < gas::kCount; ++k) {
    for (std::size_t node = 0; node < count; ++node) {
      fractions[node] = gas_fractions(static_cast<int>(node))[k];
    }
    for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
      double change = 0.0;
      inflow.assign(2 * count, 0.0);
      // Jacobi over branches, Gauss-Seidel would need adjacency; strongly directed, so a few suffice
      for (std::size_t b = 0; b < branches_.size(); ++b) {
        const double flow = gas_flux_[b];
        const std::size_t from = idx(node_of_port(flow >= 0 ? branches_[b].port_a : branches_[b].port_b));
        const std::size_t to = idx(node_of_port(flow >= 0 ? branches_[b].port_b : branches_[b].port_a));
        inflow[2 * to] += duration * std::fabs(flow);
        inflow[2 * to + 1] += duration * std::fabs(flow) * fractions[from];
      }
      for (std::size_t node = 0; node < count; ++node) {
        if (nodes_[node].first_unknown < 0) {
          continue;
        }
        const double total = gas_before(node) + inflow[2 * node];
        if (total > 0.0) {
          const double next =
              (old_amounts_[node * kAmounts + 2 + k] + inflow[2 * node + 1]) / total;
          change = std::max(change, std::fabs(next - fractions[node]));
          fractions[node] = next;
        }
      }
      if (change < 1e-15) {
        break;
      }
    }
    for (std::size_t b = 0; b < branches_.size(); ++b) {
      const double flow = gas_flux_[b];
      const std::size_t from = idx(node_of_port(flow >= 0 ? branches_[b].port_a : branches_[b].port_b));
      split_[b * gas::kCount + k] = flow * fractions[from];
    }
  }
  for (std::size_t b = 0; b < branches_.size(); ++b) {
    double others = 0.0;
    for (std::size_t k = 1; k < gas::kCount; ++k) {
      others += split_[b * gas::kCount + k];
    }
    split_[b * gas::kCount] = gas_flux_[b] - others;
  }
}

// All amounts are summed with compensation (Kahan): hundreds of tonnes may pass, and grams be left.
void FlowNetwork::count_in(std::size_t what, double amount) {
  add_compensated(come_in_[what], come_in_error_[what], amount);
}

double FlowNetwork::calc_gap(std::size_t what, double now) const {
  double error = come_in_error_[what];
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    error -= amounts_error_[node * kAmounts + what];
  }
  return (now - initial_[what]) - come_in_[what] + error;
}

void FlowNetwork::move_amounts(double duration) {
  const auto move = [&](std::size_t node, std::size_t what, double amount) {
    if (nodes_[node].first_unknown >= 0) {
      add_compensated(amounts_[node * kAmounts + what], amounts_error_[node * kAmounts + what], amount);
    } else {
      count_in(what, -amount);
    }
  };
  for (std::size_t b = 0; b < branches_.size(); ++b) {
    const std::size_t from = idx(node_of_port(branches_[b].port_a));
    const std::size_t to = idx(node_of_port(branches_[b].port_b));
    const double water = duration * water_flux_[b];
    const double heat = duration * heat_flux_[b];
    const double work = duration * powers_[b];
    move(from, 0, -water);
    move(to, 0, water);
    move(from, 1, -heat);
    move(to, 1, heat + work);
    count_in(1, work);
    for (std::size_t k = 0; k < gas::kCount; ++k) {
      const double moles = duration * split_[b * gas::kCount + k];
      move(from, 2 + k, -moles);
      move(to, 2 + k, moles);
    }
  }
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    if (nodes_[node].first_unknown < 0) {
      continue;
    }
    const HoldupSpec& spec = nodes_[node].spec;
    const double t = y_[idx(nodes_[node].first_unknown) + kTemperature];
    const double heat = duration * (heats_[node] - spec.heat_loss * (t - spec.ambient));
    move(node, 1, heat);
    count_in(1, heat);
    // Rounding may leave less than nothing (1e-16 of what flowed): made zero, counted as come in.
    for (std::size_t what = 0; what < kAmounts; ++what) {
      double& amount = amounts_[node * kAmounts + what];
      if (what != 1 && amount < 0.0) {
        counts_.deficits += amount < -1e-12 ? 1 : 0;
        largest_deficit_ = std::max(largest_deficit_, -amount);
        count_in(what, -amount);
        amount = 0.0;
      }
    }
  }
}

double FlowNetwork::void_fraction(int node) const {
  return is_boundary(node) ? 1.0 - nodes_[idx(node)].boundary.liquid_fraction
                           : std::max(0.0, gas_volume(node)) / nodes_[idx(node)].spec.volume;
}

double FlowNetwork::liquid_density(int node) const {
  return water::liquid_density(temperature(node), pressure(node));
}

double FlowNetwork::saturation_pressure(int node) const {
  return water::saturation_pressure(temperature(node));
}

gas::Amounts FlowNetwork::gas_fractions(int node) const {
  if (is_boundary(node)) {
    return nodes_[idx(node)].boundary.composition;
  }
  gas::Amounts fractions{};
  double sum = 0.0;
  for (std::size_t k = 0; k < gas::kCount; ++k) {
    fractions[k] = gas_moles(node, k);
    sum += fractions[k];
  }
  for (double& fraction : fractions) {
    fraction = sum > 0.0 ? fraction / sum : 0.0;
  }
  if (!(sum > 0.0)) {
    fractions[0] = 1.0;
  }
  return fractions;
}

double FlowNetwork::mass_flow(int branch) const {
  const std::size_t b = idx(branch);
  const int from = node_of_port(gas_flux_[b] >= 0.0 ? branches_[b].port_a : branches_[b].port_b);
  return water_flux_[b] + gas_flux_[b] * node_input(from, kMolarMass);
}

double FlowNetwork::flowing_density(int branch) const {
  const Link& link = branches_[idx(branch)];
  return draws_[idx(volume_flows_[idx(branch)] >= 0.0 ? link.port_a : link.port_b)].density;
}

double FlowNetwork::flowing_void(int branch) const {
  const Link& link = branches_[idx(branch)];
  return draws_[idx(volume_flows_[idx(branch)] >= 0.0 ? link.port_a : link.port_b)].void_fraction;
}

double FlowNetwork::total_water() const {
  double sum = 0.0;
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    sum += amounts_[node * kAmounts];
  }
  return sum;
}

double FlowNetwork::total_energy() const {
  double sum = 0.0;
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    sum += amounts_[node * kAmounts + 1];
  }
  return sum;
}

double FlowNetwork::total_gas(std::size_t k) const {
  double sum = 0.0;
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    sum += amounts_[node * kAmounts + 2 + k];
  }
  return sum;
}

double FlowNetwork::mass_closure() const {
  double now = total_water(), before = initial_[0], gap = calc_gap(0, now);
  for (std::size_t k = 0; k < gas::kCount; ++k) {
    now += gas::kMolarMass[k] * total_gas(k);
    before += gas::kMolarMass[k] * initial_[2 + k];
    gap += gas::kMolarMass[k] * calc_gap(2 + k, total_gas(k));
  }
  return std::fabs(gap) / std::max({now, before, 1e-3});
}

double FlowNetwork::water_closure() const {
  const double now = total_water();
  return std::fabs(calc_gap(0, now)) / std::max({now, initial_[0], 1e-3});
}

double FlowNetwork::energy_closure() const {
  const double now = total_energy();
  return std::fabs(calc_gap(1, now)) / std::max({std::fabs(now), std::fabs(initial_[1]), 1e3});
}

double FlowNetwork::gas_closure(std::size_t k) const {
  const double now = total_gas(k);
  return std::fabs(calc_gap(2 + k, now)) / std::max({now, initial_[2 + k], 1e-2});
}

double FlowNetwork::smallest_amount() const {
  double smallest = 1e300;
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    for (std::size_t k = 0; k < kAmounts; ++k) {
      if (nodes_[node].first_unknown >= 0 && k != 1) {
        smallest = std::min(smallest, amounts_[node * kAmounts + k]);
      }
    }
  }
  return smallest;
}

} // namespace jixia::process
