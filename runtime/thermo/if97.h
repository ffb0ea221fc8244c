#pragma once

namespace jixia::if97 {

/// IAPWS Industrial Formulation 1997 (R7-97(2012)) for water: region 1 (liquid, 273.15 to 623.15 K,
/// up to 100 MPa) and region 4 (saturation line). The reference that the fast correlations of
/// thermo/water.h are held to. Regions 2, 3 and 5 are not there.

struct Properties {
  double volume;        ///< specific [m3/kg]
  double enthalpy;      ///< [J/kg]
  double energy;        ///< internal [J/kg]
  double entropy;       ///< [J/kg/K]
  double heat_capacity; ///< at constant pressure [J/kg/K]
  double sound_speed;   ///< [m/s]
};

/// Liquid water at `temperature` [K] and `pressure` [Pa].
/// @throws std::domain_error outside region 1's temperatures and pressures; whether the pressure
///         lies above saturation is not checked (metastable liquid is allowed).
Properties calc_liquid(double temperature, double pressure);

/// Saturation pressure [Pa] at 273.15 to 647.096 K. @throws std::domain_error outside.
double calc_saturation_pressure(double temperature);

/// Saturation temperature [K] at 611.213 Pa to 22.064 MPa. @throws std::domain_error outside.
double calc_saturation_temperature(double pressure);

} // namespace jixia::if97
