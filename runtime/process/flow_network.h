#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "numerics/newton.h"
#include "process/branch.h"
#include "process/holdup.h"
#include "world/state_visitor.h"

namespace jixia::process {

inline constexpr double kAtmosphere = 101325.0; ///< the standard atmosphere [Pa]

/// A place of given condition at the edge of the plant: a header, the flare, the drain.
struct BoundaryState {
  double pressure = kAtmosphere; ///< [Pa]
  double temperature = 293.15;   ///< [K]
  double liquid_fraction = 0.0;  ///< of the volume: 1 liquid water, 0 dry gas
  gas::Amounts composition{1.0}; ///< mole fractions of the gas
};

/// How a holdup begins.
struct HoldupStart {
  double pressure = kAtmosphere;
  double temperature = 293.15;
  double liquid_fraction = 0.0; ///< of the volume; above 0.9999 it is liquid-full
  gas::Amounts composition{1.0};
};

/// How the solver fares; counts since the start.
struct SolverCounts {
  std::int64_t steps = 0, iterations = 0, jacobians = 0, retries = 0, halvings = 0, failures = 0,
               deficits = 0;
};

/// Pressures, temperatures and flows of a plant, solved together; see flow_network.cpp for the
/// step.
///
/// Holdups keep water, each gas [mol] and internal energy; branches carry them. One implicit Euler
/// step finds the holdups' unknowns (process/holdup.h); then the amounts are finished from the
/// fluxes, each of which leaves one holdup and enters the next as the same number, so that water,
/// every gas and energy close to rounding, whatever the solver's tolerance.
///
/// All state is listed: a restored network goes on bit-identically. The factored Jacobian is kept
/// from step to step; the point it was made at belongs to the state, and it is made again from
/// there whenever the two differ.
class FlowNetwork : private NonlinearSystem {
 public:
  FlowNetwork();
  ~FlowNetwork() override;

  // --- building, before start() ---
  int add_holdup(HoldupSpec spec, const HoldupStart& start);
  int add_boundary(const BoundaryState& state);
  int add_port(const PortSpecification& port);
  int add_branch(std::unique_ptr<Branch> branch, int port_a, int port_b);
  /// Fixes the structure, fills the holdups.
  void start();

  // --- between steps ---
  void set_boundary(int node, const BoundaryState& state);
  double* branch_inputs(int branch);
  double* own_unknowns(int branch);
  /// Heat put into a holdup during the next step [W].
  void set_heat(int node, double heat) { heats_[idx(node)] = heat; }

  /// Makes port conditions follow from the state alone; call before reading them in a step.
  void refresh();

  /// Advances by `duration` [s]. @returns false if it could not be solved: nothing has changed
  /// then.
  bool advance(double duration);

  // --- condition after the last step ---
  double pressure(int node) const { return node_value(node, kPressure); }       ///< [Pa]
  double temperature(int node) const { return node_value(node, kTemperature); } ///< [K]
  double gas_volume(int node) const { return node_value(node, kGasVolume); }    ///< [m3]
  double void_fraction(int node) const;                                         ///< [-]
  double liquid_density(int node) const;                                        ///< [kg/m3]
  double saturation_pressure(int node) const;                                   ///< [Pa]
  gas::Amounts gas_fractions(int node) const; ///< of the moles of dry gas [-]
  double water(int node) const { return amounts_[idx(node) * kAmounts]; } ///< [kg]
  double gas_moles(int node, std::size_t k) const { return amounts_[idx(node) * kAmounts + 2 + k]; }
  bool is_boundary(int node) const { return nodes_[idx(node)].first_unknown < 0; }
  const HoldupSpec& holdup(int node) const { return nodes_[idx(node)].spec; }
  int node_of_port(int port) const { return ports_[idx(port)].node; }
  const PortSpecification& port(int index) const { return ports_[idx(index)]; }
  int port_a(int branch) const { return branches_[idx(branch)].port_a; }
  int port_b(int branch) const { return branches_[idx(branch)].port_b; }

  double mass_flow(int branch) const; ///< positive from a to b [kg/s]
  double volume_flow(int branch) const { return volume_flows_[idx(branch)]; } ///< [m3/s]
  double power(int branch) const { return powers_[idx(branch)]; }             ///< [W]
  /// Of what flows through the branch, or stands at the end it would draw from.
  double flowing_density(int branch) const;
  double flowing_void(int branch) const;
  double port_pressure(int port) const { return draws_[idx(port)].pressure; } ///< [Pa]

  // --- balances ---
  double total_water() const;            ///< [kg]
  double total_gas(std::size_t k) const; ///< [mol]
  double total_energy() const;           ///< [J]
  /// |present - initial - come in|, relative to the largest of present, initial, and a gram.
  double mass_closure() const;
  double water_closure() const;
  double gas_closure(std::size_t k) const;
  double energy_closure() const;
  double smallest_amount() const; ///< of any substance in any holdup; never below 0
  const SolverCounts& counts() const { return counts_; }
  /// The most that rounding ever left below nothing [kg or mol].
  double largest_deficit() const { return largest_deficit_; }

  void list_state(StateVisitor& visitor);

 private:
  struct Node {
    HoldupSpec spec;
    BoundaryState boundary;
    int first_unknown = -1; // < 0: a boundary
  };
  struct Link {
    std::unique_ptr<Branch> branch;
    int port_a, port_b;
    int first_input, first_own;
    std::size_t first_slot = 0;
  };
  static constexpr std::size_t kAmounts = 2 + gas::kCount; // water, energy, gases
  enum NodeInput { kMolarMass, kBoundaryPressure, kBoundaryTemperature, kBoundaryLiquid };
  static constexpr std::size_t kNodeInputs = 4;
  using NodeDual = Dual<kHoldupUnknowns>;

  static std::size_t idx(int i) { return static_cast<std::size_t>(i); }
  double node_value(int node, HoldupUnknown unknown) const;

  void calc_residual(const double* x, double* r) override;
  void calc_jacobian(const double* x, double* r, SparseLu& matrix) override;
  double find_longest_move(const double* x, const double* dx) const override;
  void make_pattern();
  std::vector<int> columns_of(const Link& link) const;
  void calc_draws(const double* x);
  void calc_dual_draws(const double* x);
  void set_boundary_draw(std::size_t port);
  void add_node_residual(std::size_t node, const Contents<double>& c, const double* x, double* r);
  void add_branch_residual(const Link& link, const BranchFlow<double>& flow, std::size_t branch,
                           double* r);
  void add_node_slopes(std::size_t node, double* values, std::size_t& slot);
  struct BranchSlopes;
  void add_end_slopes(const Link& link, const BranchFlow<BranchDual>& flow, int side,
                      const double* carried_now, BranchSlopes& slopes) const;
  void add_own_slopes(const Link& link, const BranchFlow<BranchDual>& flow,
                      const double* carried_now, BranchSlopes& slopes) const;
  void scatter(const Link& link, const BranchSlopes& slopes, double* values) const;
  void add_branch_slopes(const Link& link, const BranchFlow<BranchDual>& flow,
                         double* values) const;
  BranchEnd<double> end_of(int port) const;
  bool is_shut(const Link& link) const;
  BranchStep branch_step(const Link& link) const;
  void start_holdup(int node, const HoldupStart& start);
  void guess_own_unknowns();

  bool step(double duration, int level);
  bool solve(double duration);
  void remember_linearisation(double duration);
  bool can_reuse(double duration);
  void finish(double duration);
  void cut_deficits(double duration);
  void move_amounts(double duration);
  void calc_gas_split(double duration);
  bool cut_largest_outflow(std::vector<double>& flux, std::size_t node, double deficit_rate);
  double gas_before(std::size_t node) const;
  void note_molar_masses();
  void count_in(std::size_t what, double amount);
  double calc_gap(std::size_t what, double now) const;
  double node_input(int node, NodeInput k) const { return inputs_[idx(node) * kNodeInputs + k]; }

  std::vector<Node> nodes_;
  std::vector<PortSpecification> ports_;
  std::vector<Link> branches_;
  std::vector<HoldupStart> starts_;

  // state
  std::vector<double> x_;             // unknowns: holdups, then branches
  std::vector<double> amounts_;       // per node: water, energy, gases
  std::vector<double> amounts_error_; // compensation of their sums
  std::vector<double> come_in_;       // through the boundaries: water, energy, gases
  std::vector<double> come_in_error_; // compensation of that sum
  std::vector<double> initial_;       // totals at start
  std::vector<double> volume_flows_;
  std::vector<double> linear_x_, linear_inputs_; // where the Jacobian in use was made
  double linear_duration_ = 0.0;
  double largest_deficit_ = 0.0;
  SolverCounts counts_;

  // inputs, written before each step
  std::vector<double> inputs_; // per node kNodeInputs, then those of the branches
  std::vector<double> heats_;  // [W]

  // work space
  std::unique_ptr<SparseLu> matrix_;
  std::unique_ptr<Newton> newton_;
  std::vector<double> cached_x_, cached_inputs_, saved_inputs_, y_, residual_;
  double cached_duration_ = -1.0;
  double duration_ = 0.1;
  std::vector<double> old_x_, old_amounts_;
  std::vector<Contents<double>> contents_;
  std::vector<Draw<double>> draws_;
  std::vector<Draw<NodeDual>> dual_draws_;
  std::vector<Contents<NodeDual>> dual_contents_;
  std::vector<std::array<NodeDual, kHoldupUnknowns>> seeds_;
  std::vector<double> water_flux_, gas_flux_, heat_flux_, powers_, split_, fractions_, inflow_;
};

} // namespace jixia::process
