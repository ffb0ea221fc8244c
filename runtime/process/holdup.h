#pragma once

#include <algorithm>

#include "numerics/smooth.h"
#include "process/vessel_geometry.h"
#include "thermo/gas.h"
#include "thermo/water.h"

namespace jixia::process {

inline constexpr double kGravity = 9.80665; ///< [m/s2]

/// The unknowns of one holdup: a body of water, its vapour and ideal gas at one temperature.
enum HoldupUnknown { kTemperature, kPressure, kGasVolume, kVapourPressure, kGasMoles };
inline constexpr int kHoldupUnknowns = 5;

/// What does not change during a run.
struct HoldupSpec {
  double volume = 0.0;             ///< [m3]
  double elevation = 0.0;          ///< of a line's middle above grade [m]; vessels: of their bottom
  double wall_heat_capacity = 0.0; ///< of the metal, at the contents' temperature [J/K]
  double heat_loss = 0.0;          ///< to the surroundings, UA [W/K]
  double ambient = 293.15;         ///< [K]
  const VesselGeometry* geometry = nullptr; ///< nullptr: a line, too small to have a level
};

/// A holdup's condition at one set of unknowns.
template <typename S>
struct Contents {
  S liquid_density;    ///< [kg/m3]
  S liquid_energy;     ///< [J/kg]
  S saturation;        ///< vapour pressure of the liquid [Pa]
  S vapour_density;    ///< water vapour in the gas space [kg/m3]
  S vapour_energy;     ///< [J/kg]
  S gas_concentration; ///< in the gas space [mol/m3]
  S void_fraction;     ///< gas volume / volume [-]
  S water;             ///< liquid and vapour [kg]
  S energy;            ///< internal, with the wall, 0 at 0 C liquid and gas [J]
  S gas_law;           ///< residual, see below
  S vapour_law;        ///< residual, see below
};

/// Equations of a holdup:
///
///     water  = rho_L (V - Vg) + rho_v Vg
///     energy = rho_L (V - Vg) u_L + rho_v Vg u_v + n cv (T - T0) + C_wall (T - T0)
///     (P - p_w) Vg = n R T,           P >= p_w, Vg >= 0       (gas law)
///     m_L (p_sat - p_w) = 0,          m_L >= 0, p_w <= p_sat   (vapour law)
///
/// the last two as smooth complementarity, so that liquid-full (Vg = 0), cavitating (P = p_sat),
/// dry and gas-free are ordinary states. The wall keeps a temperature when nothing is inside.
/// Left out: dissolved gas, heat of compression of the liquid, temperature differences inside.
template <typename S>
Contents<S> calc_contents(const HoldupSpec& spec, const S* x) {
  const S& t = x[kTemperature];
  const S& p = x[kPressure];
  const S& p_w = x[kVapourPressure];
  Contents<S> c;
  c.liquid_density = water::liquid_density(t, p);
  c.liquid_energy = water::liquid_energy(t);
  c.saturation = water::saturation_pressure(t);
  c.vapour_density = p_w / (water::kGasConstant * t);
  c.vapour_energy = water::vapour_energy(t);
  c.gas_concentration = (p - p_w) / (gas::kUniversalConstant * t);
  c.void_fraction = x[kGasVolume] * (1.0 / spec.volume);
  const S warmth = t - water::kZeroTemperature;
  const S liquid = c.liquid_density * (spec.volume - x[kGasVolume]);
  const S vapour = c.vapour_density * x[kGasVolume];
  c.water = liquid + vapour;
  c.energy = liquid * c.liquid_energy + vapour * c.vapour_energy +
             (gas::kCv * x[kGasMoles] + spec.wall_heat_capacity) * warmth;
  const S partial = 1e-5 * (p - p_w);
  const S product = x[kGasMoles] * t * (gas::kUniversalConstant * 1e-5 / spec.volume);
  c.gas_law = complementarity(partial, c.void_fraction, product);
  const S wetness = 1000.0 * (1.0 - c.void_fraction);
  c.vapour_law = complementarity(wetness, S(1e-4 * (c.saturation - p_w)), 1e-10);
  return c;
}

/// Where on a holdup a branch draws.
enum class Nozzle {
  Mixed,  ///< everything in proportion: a line
  Top,    ///< gas, until almost none is left
  Bottom, ///< liquid, until almost none is left
  Liquid, ///< pure liquid, as far as `void_fraction` says there is any
  Gas,    ///< pure gas
};

struct PortSpecification {
  int node = -1;
  Nozzle nozzle = Nozzle::Mixed;
  double elevation = 0.0;   ///< above grade [m]
  double entrainment = 0.1; ///< vessel: liquid height above the nozzle below which gas is drawn [m]
};

/// What one cubic metre drawn through a port holds, and the condition at the port.
template <typename S>
struct Draw {
  S water;         ///< [kg/m3]
  S gas;           ///< [mol/m3]
  S heat;          ///< enthalpy [J/m3]
  S pressure;      ///< at the port, with the liquid above it [Pa]
  S density;       ///< [kg/m3]
  S saturation;    ///< [Pa]
  S void_fraction; ///< of what is drawn; Liquid, Gas: of the holdup near the port
  double liquid_density = 1000.0;
};

template <typename S>
void fill_draw(const Contents<S>& c, const S& pressure, const S& gas_share, Draw<S>& draw) {
  const S liquid_share = 1.0 - gas_share;
  draw.water = liquid_share * c.liquid_density + gas_share * c.vapour_density;
  draw.gas = gas_share * c.gas_concentration;
  draw.heat = liquid_share * c.liquid_density * c.liquid_energy +
              gas_share * c.vapour_density * c.vapour_energy;
  draw.pressure = pressure;
  draw.void_fraction = gas_share;
  draw.saturation = c.saturation;
  draw.liquid_density = value_of(c.liquid_density);
}

/// The phase shares are C1 steps with an exact zero, so that no phase is drawn to the last drop.
template <typename S>
Draw<S> calc_draw(const HoldupSpec& spec, const PortSpecification& port, const Contents<S>& c,
                  const S* x, double molar_mass) {
  Draw<S> draw;
  S share = c.void_fraction;
  S pressure = x[kPressure];
  if (spec.geometry != nullptr && port.nozzle != Nozzle::Top) {
    const S height = spec.geometry->calc_height(spec.volume - x[kGasVolume]) +
                     (spec.elevation - port.elevation);
    const double band = port.nozzle == Nozzle::Liquid ? 0.05 : port.entrainment;
    share = 1.0 - smooth_step(height, 0.0, band);
    pressure = pressure + c.liquid_density * kGravity * smooth_positive(height, 0.05);
  } else if (spec.geometry != nullptr) {
    share = smooth_step(c.void_fraction, 0.001, 0.01);
  } else if (port.nozzle == Nozzle::Top) {
    share = smooth_step(c.void_fraction, 0.002, 0.05);
  } else if (port.nozzle == Nozzle::Bottom) {
    share = 1.0 - smooth_step(S(1.0 - c.void_fraction), 0.002, 0.05);
  }
  const S near_port = share;
  if (port.nozzle == Nozzle::Liquid || port.nozzle == Nozzle::Gas) {
    share = S(port.nozzle == Nozzle::Gas ? 1.0 : 0.0);
  }
  fill_draw(c, pressure, share, draw);
  draw.void_fraction = near_port;
  if (port.nozzle == Nozzle::Mixed) {
    draw.gas = x[kGasMoles] * (1.0 / spec.volume); // right also where the gas law is only nearly met
  }
  const S warmth = x[kTemperature] - water::kZeroTemperature;
  draw.heat = draw.heat + draw.gas * warmth * gas::kCv + x[kPressure];
  draw.density = draw.water + draw.gas * molar_mass;
  return draw;
}

} // namespace jixia::process
