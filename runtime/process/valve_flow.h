#pragma once

#include <algorithm>
#include <cmath>

#include "numerics/smooth.h"
#include "thermo/water.h"

/// Flow through a restriction after IEC 60534-2-1, in SI and for every state between liquid and gas.
/// A restriction is its conductance C [m2]: q = C sqrt(dp / rho).
namespace jixia::process {

inline constexpr double kReferenceDensity = 999.1; ///< water at 15.5 C, of Kv's definition [kg/m3]

/// Conductance of a valve coefficient Kv [m3/h of water at 1 bar].
inline double conductance_of_kv(double kv) {
  return kv / 3600.0 * std::sqrt(kReferenceDensity / 1e5);
}
/// Conductance of dp = K rho v^2 / 2 on a bore of `area` [m2].
inline double conductance_of_loss(double loss, double area) {
  return loss > 0.0 ? area * std::sqrt(2.0 / loss) : 1e6;
}
/// Conductance of an orifice of `area` [m2] with discharge coefficient Kd: q = Kd A sqrt(2 dp/rho).
inline double conductance_of_orifice(double area, double discharge) {
  return discharge * area * std::sqrt(2.0);
}

/// Liquid critical pressure ratio factor FF = 0.96 - 0.28 sqrt(pv/pc) [-].
template <typename S>
S critical_pressure_ratio(const S& vapour_pressure) {
  using std::sqrt;
  return 0.96 - 0.28 * sqrt(vapour_pressure * (1.0 / water::kCriticalPressure) + 1e-12);
}

/// Pressure drop beyond which a liquid's flow does not grow: FL^2 (p1 - FF pv) [Pa].
inline double calc_choked_drop(double fl, double p1, double vapour_pressure) {
  return fl * fl * (p1 - critical_pressure_ratio(vapour_pressure) * vapour_pressure);
}

/// Kv needed for a liquid flow [m3/h] of density [kg/m3] between two pressures [Pa] (eqs 1 and 3).
inline double calc_liquid_kv(double flow, double density, double p1, double p2, double fl,
                             double vapour_pressure) {
  const double drop = std::min(p1 - p2, calc_choked_drop(fl, p1, vapour_pressure));
  return flow * std::sqrt(density / kReferenceDensity / (drop / 1e5));
}

/// Kv needed for a gas flow [kg/h], eq. 6: W = 31.6 Kv Y sqrt(x p1 rho1) with p1 in bar.
inline double calc_gas_kv(double flow, double density, double p1, double p2, double xt,
                          double heat_ratio) {
  const double limit = heat_ratio / 1.4 * xt;
  const double x = std::min((p1 - p2) / p1, limit);
  const double expansion = 1.0 - x / (3.0 * limit);
  return flow / (31.6 * expansion * std::sqrt(x * p1 / 1e5 * density));
}

/// What a valve train asks of the flow law.
struct Restriction {
  double conductance = 0.0; ///< of the whole train
  double valve_share = 0.0; ///< of the drop that falls on the valve most likely to choke [-]
  double before_share = 0.0; ///< of the drop upstream of it [-]
  double recovery_squared = 1.0; ///< FL^2 of it
  double gas_limit = 0.72;  ///< xT of the train
  double one_way = 0.0;     ///< 1: nothing flows back
};

/// The drop that drives the flow, choking included: with `drop` >= 0 from the upstream end.
///
/// Liquid: min(drop, the drop at which the valve's share reaches FL^2 (p_valve - FF pv)).
/// Gas: Y^2 x p1 with x <= xT, Y = 1 - x/(3 xT): its slope ends at zero, so choking is C1.
/// Between 50 and 500 kg/m3 the two are blended: no law is agreed for mixtures there.
template <typename S>
S calc_driving_drop(const Restriction& r, const S& drop, const S& p1, const S& saturation,
                    const S& density) {
  const S gas_like = 1.0 - smooth_step(density, 50.0, 500.0);
  S driving(0.0);
  if (value_of(gas_like) < 1.0) {
    const double fl2 = r.recovery_squared;
    const S room = smooth_positive(S(p1 - critical_pressure_ratio(saturation) * saturation), 200.0);
    const S choked = room * (fl2 / (r.valve_share + fl2 * r.before_share + 1e-9)) + 50.0;
    driving = (1.0 - gas_like) * smooth_limit(drop, choked);
  }
  if (value_of(gas_like) > 0.0) {
    const S upstream = value_of(p1) > 100.0 ? p1 : S(100.0);
    const S x = drop / upstream;
    S gas_drop;
    if (value_of(x) < r.gas_limit) {
      const S expansion = 1.0 - x * (1.0 / (3.0 * r.gas_limit));
      gas_drop = expansion * expansion * drop;
    } else {
      gas_drop = upstream * (4.0 / 9.0 * r.gas_limit);
    }
    driving = driving + gas_like * gas_drop;
  }
  return driving;
}

/// Inherent characteristics: share of the full Kv at a stem position 0..1.
enum class Characteristic { Linear, EqualPercentage, QuickOpening, OnOff, Square };

/// Equal percentage is R^(x-1) above `linear_below`, and a straight line to zero below it, so that
/// the valve shuts. Quick opening is sqrt(x). Square (a globe or gate with Kv = Kv100 x^2).
inline double calc_characteristic(Characteristic kind, double position, double rangeability,
                                  double linear_below = 0.05) {
  const double x = std::clamp(position, 0.0, 1.0);
  switch (kind) {
    case Characteristic::Linear:
      return x;
    case Characteristic::EqualPercentage:
      return x >= linear_below
                 ? std::pow(rangeability, x - 1.0)
                 : std::pow(rangeability, linear_below - 1.0) * x / linear_below;
    case Characteristic::QuickOpening:
      return std::sqrt(x);
    case Characteristic::OnOff:
      return x;
    case Characteristic::Square:
      return x * x;
  }
  return x;
}

} // namespace jixia::process
