#pragma once

#include <cmath>
#include <numbers>

namespace jixia::process {

inline double bore_area(double diameter) { return std::numbers::pi * diameter * diameter / 4.0; }

/// Darcy friction factor for every flow regime (S. W. Churchill, Chem. Eng. 84 (1977) 24, 91).
/// @param reynolds  [-]; below 1 it counts as 1
/// @param relative_roughness  wall roughness / diameter [-]
inline double calc_friction_factor(double reynolds, double relative_roughness) {
  const double re = std::fmax(reynolds, 1.0);
  const double inner = std::pow(7.0 / re, 0.9) + 0.27 * relative_roughness;
  const double a = std::pow(2.457 * std::log(1.0 / inner), 16.0);
  const double b = std::pow(37530.0 / re, 16.0);
  return 8.0 * std::pow(std::pow(8.0 / re, 12.0) + std::pow(a + b, -1.5), 1.0 / 12.0);
}

/// Viscosity of liquid water [Pa s], Vogel's form; within 2.5 % of IAPWS R12-08 from 0 to 180 C.
inline double calc_water_viscosity(double temperature) {
  return 2.414e-5 * std::pow(10.0, 247.8 / (temperature - 140.0));
}

inline constexpr double kGasViscosity = 1.8e-5; ///< of nitrogen and air near 20 C [Pa s]

} // namespace jixia::process
