#pragma once

#include <vector>

#include "process/branch.h"
#include "process/holdup.h"
#include "process/valve_flow.h"

namespace jixia::process {

/// One fitting, valve or length of pipe in a train.
struct FlowElement {
  double conductance = 1e6; ///< [m2]; 0 shuts the train
  double recovery = 1.0;    ///< FL [-]
  double gas_limit = 0.75;  ///< xT [-]
  double openness = 1.0;    ///< 0..1: what gas may rise through against the stream
  double cracking = 0.0;    ///< of a check valve [Pa]
  double leak = -1.0;       ///< conductance backwards past a check valve; < 0: not a check valve
};

/// A train's elements as one restriction: drops add, so 1/C^2 = sum 1/C_i^2; the element with the
/// largest share of the drop per FL^2 decides where liquid chokes, and xT is averaged by share (the
/// spirit of IEC 60534's F_LP and x_TP).
Restriction calc_restriction(const std::vector<FlowElement>& train);

/// Width of the linear region of all flow laws [Pa].
inline constexpr double kLaminarDrop = 100.0;

/// Above zero also at what an iteration may try on its way [kg/m3].
template <typename S>
S sound_density(const S& density) {
  return value_of(density) > 0.0 ? density + 0.01 : S(0.01);
}

/// Valves, fittings and pipe in series between two ports, without holdup:
///
///     dp = p_a - p_b + rho_a g (z_a - z_b),   q = C sqrt(driving drop(dp) / rho_upstream).
///
/// The train is taken to be filled with what stands at its end a.
class PathBranch final : public BranchOf<PathBranch> {
 public:
  enum Input { kConductance, kValveShare, kBeforeShare, kRecovery, kGasLimit, kOneWay, kInputs };

  explicit PathBranch(double rise) : rise_(rise) {}
  int input_count() const override { return kInputs; }

  template <typename S>
  void law(const BranchStep& step, const BranchEnd<S>& a, const BranchEnd<S>& b, const S*,
           BranchFlow<S>& flow) const {
    const double* in = step.inputs;
    const S drop = a.pressure - b.pressure - a.density * (kGravity * rise_);
    const bool forward = value_of(drop) >= 0.0;
    const BranchEnd<S>& up = forward ? a : b;
    const Restriction r{in[kConductance],
                        in[kValveShare],
                        forward ? in[kBeforeShare] : 1.0 - in[kBeforeShare] - in[kValveShare],
                        in[kRecovery],
                        in[kGasLimit],
                        in[kOneWay]};
    const S density = sound_density(up.density);
    S driving = calc_driving_drop(r, forward ? drop : S(-drop), up.pressure, up.saturation, density);
    if (r.one_way > 0.5) {
      driving = forward ? driving * smooth_step(drop, 0.0, 2000.0) : S(0.0);
    }
    using std::sqrt;
    const S q = signed_root(driving, kLaminarDrop) * r.conductance / sqrt(density);
    flow.volume_flow = forward ? q : S(-q);
  }

 private:
  double rise_; // z_b - z_a [m]
};

/// A train with a check valve. Its own unknown is u, the flow per conductance:
/// loss(u) = drop - cracking if it is open, u = 0 if it is shut, as complementarity, so that a
/// stiff diode never enters; a leak runs beside it.
///
/// Left out: the disc's travel (it is open or shut within a step) and the surge when it slams.
class CheckPathBranch final : public BranchOf<CheckPathBranch> {
 public:
  enum Input { kConductance, kLeak, kCracking, kGasLimit, kInputs };

  explicit CheckPathBranch(double rise) : rise_(rise) {}
  int input_count() const override { return kInputs; }
  int own_unknowns() const override { return 1; }
  double own_scale(int) const override { return 0.1; }
  void guess(const BranchStep& step, const BranchEnd<double>& a, const BranchEnd<double>& b,
             double* own) const override;

  template <typename S>
  void law(const BranchStep& step, const BranchEnd<S>& a, const BranchEnd<S>& b, const S* own,
           BranchFlow<S>& flow) const {
    using std::abs;
    using std::sqrt;
    const double* in = step.inputs;
    const S drop = a.pressure - b.pressure - a.density * (kGravity * rise_);
    const Restriction r{in[kConductance], 0.0, 0.0, 1.0, in[kGasLimit], 0.0};
    const S density = sound_density(a.density);
    const S net = drop - in[kCracking];
    const S gas_like = 1.0 - smooth_step(density, 50.0, 500.0);
    S driving = net;
    if (value_of(net) > 0.0 && value_of(gas_like) > 0.0) {
      driving = calc_driving_drop(r, net, a.pressure, a.saturation, density);
    }
    const S& u = own[0];
    const S loss = density * u * abs(u) + sqrt(density) * u; // 1 Pa of laminar loss
    flow.residuals[0] = complementarity(S(2e-5 * loss), S(1e-5 * (loss - driving)), 1e-9);
    const bool forward = value_of(drop) >= 0.0;
    const S leak_density = sound_density(forward ? a.density : b.density);
    const S leak = signed_root(drop, kLaminarDrop) * in[kLeak] / sqrt(leak_density);
    flow.volume_flow = in[kConductance] * u + leak;
  }

 private:
  double rise_;
};

/// Liquid running down an open line while gas rises through it, volume for volume, at most
/// `capacity`; stops when the line flows, when there is no liquid above or no gas below.
/// Port a: the upper end's liquid; port b: the lower end's gas.
class ExchangeBranch final : public BranchOf<ExchangeBranch> {
 public:
  enum Input { kCapacity, kInputs }; ///< [m3/s], already reduced by shut valves and by the stream

  int input_count() const override { return kInputs; }
  bool is_exchange() const override { return true; }

  template <typename S>
  void law(const BranchStep& step, const BranchEnd<S>& a, const BranchEnd<S>& b, const S*,
           BranchFlow<S>& flow) const {
    const S liquid_above = smooth_step(S(1.0 - a.void_fraction), 0.0, 0.02);
    const S gas_below = smooth_step(b.void_fraction, 0.0, 0.02);
    flow.volume_flow = step.inputs[kCapacity] * liquid_above * gas_below;
  }
};

} // namespace jixia::process
