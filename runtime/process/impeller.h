#pragma once

#include "process/branch.h"
#include "process/flow_path.h"
#include "process/holdup.h"
#include "process/pump_laws.h"

namespace jixia::process {

/// A pump's impeller between its suction (a) and its casing (b):
///
///     rho g k Q |Q| = p_a - p_b + rho_b g f h0 r^2,    df/dt = (phi(s) psi - f) / 0.5 s,
///
/// the first solved for Q, so that its slope never vanishes.
/// f is the share of the head that cavitation (phi, from s = NPSHa/NPSHr) and gas (psi, an input)
/// leave. It is a differential state: fed back at once, the equations would have several solutions.
/// k = h2 f at full speed (so the delivered head is f H(Q)) and h2 when stopped: a standing pump is
/// a resistance. rho_b is the casing's density: full of gas it builds no pressure; rho the stream's.
///
/// Shaft power P(Q) (0.35 + 0.65 f) goes into the casing; what of it is not hydraulic heats it.
class Impeller final : public BranchOf<Impeller> {
 public:
  enum Input { kOpen, kSpeed, kGasFactor, kHealth, kInputs };
  enum Own { kFlow, kHeadShare };

  Impeller(PumpCurves curves, double rise) : curves_(curves), rise_(rise) {}

  int input_count() const override { return kInputs; }
  int own_unknowns() const override { return 2; }
  double own_scale(int k) const override { return k == kFlow ? 1e-3 : 0.1; }

  template <typename S>
  void law(const BranchStep& step, const BranchEnd<S>& a, const BranchEnd<S>& b, const S* own,
           BranchFlow<S>& flow) const {
    using std::sqrt;
    const double r = step.inputs[kSpeed];
    const S& share = own[kHeadShare];
    const S q = own[kFlow] * 3600.0;
    const S forward = value_of(q) > 0.0 ? q : S(0.0);
    const S needed = calc_npsh_required(curves_, forward, r) + 0.01;
    const S s = (a.pressure - a.saturation) / (a.liquid_density * kGravity) / needed;
    const double turning = smooth_step(r, 0.05, 0.2);
    const S phi = 1.0 - turning * (1.0 - calc_cavitation_factor(s));
    const S resistance =
        curves_.h2 * (0.05 + 0.95 * (share + (1.0 - share) * (1.0 - r * r)));
    const S built = share * (curves_.h0 * step.inputs[kHealth] * r * r);
    const S drive = a.pressure - b.pressure - a.density * (kGravity * rise_) +
                    b.density * kGravity * built;
    const S stream = sound_density(value_of(drive) >= 0.0 ? a.density : b.density);
    flow.residuals[kFlow] =
        q - signed_root(drive, kLaminarDrop) / sqrt(stream * kGravity * resistance);
    const double rate = step.duration / kFactorLag;
    flow.residuals[kHeadShare] = share - step.own_old[kHeadShare] -
                                 rate * (phi * step.inputs[kGasFactor] - share);
    const S load = 0.35 + 0.65 * share;
    flow.power = 1e3 * calc_shaft_power(curves_, forward, r) * load;
    flow.volume_flow = own[kFlow];
  }

 private:
  static constexpr double kFactorLag = 0.5;    // [s]

  PumpCurves curves_;
  double rise_;
};

} // namespace jixia::process
