#pragma once

#include <cmath>

#include "numerics/dual.h"

/// Water between 0 and 180 C and up to 3 MPa, fast enough for the flowsheet's inner loop and smooth
/// for Newton. Polynomials in x = (t - 90 C) / 90 K fitted to IAPWS-IF97 (thermo/if97.h); the errors
/// stated are the largest against IF97 over the range, and tests hold them. Beyond the range the
/// values go on smoothly, so that an iteration may pass through, but mean nothing.
namespace jixia::water {

inline constexpr double kGasConstant = 461.526;        ///< [J/kg/K]
inline constexpr double kMolarMass = 0.018015257;      ///< [kg/mol]
inline constexpr double kCriticalPressure = 22.064e6;  ///< [Pa]
inline constexpr double kZeroTemperature = 273.15;     ///< where the liquid's energy is 0 [K]

template <typename S>
S scaled_temperature(const S& temperature) {
  return (temperature - 363.15) * (1.0 / 90.0);
}

/// Saturation pressure [Pa] at `temperature` [K]: IF97's region 4 equation itself, exact to 1e-8;
/// below 250 K and above 640 K it goes on as an exponential.
template <typename S>
S saturation_pressure(const S& temperature);

/// Density of the liquid [kg/m3]; error 0.01 % (0.03 % at 3 MPa).
template <typename S>
S liquid_density(const S& temperature, const S& pressure) {
  const S x = scaled_temperature(temperature);
  const S at_reference =
      965.71065 + x * (-60.420493 + x * (-18.964308 + x * (2.465741 + x * (-3.0339788 + x * 1.2874112))));
  const S compressibility =
      1e-10 * (4.71471 + x * (1.315867 + x * (1.1570714 + x * (-0.0684855 + x * 0.42167980))));
  return at_reference * (1.0 + compressibility * (pressure - 1.003e6));
}

/// Internal energy of the liquid [J/kg], 0 at 0 C; error 0.07 kJ/kg. Its rise with pressure
/// (0.1 kJ/kg per MPa) is left out.
template <typename S>
S liquid_energy(const S& temperature) {
  const S x = scaled_temperature(temperature);
  return 376884.87 + x * (378337.54 + x * (4177.0712 + x * (2658.752 - x * 36.505)));
}

/// Internal energy of the vapour at saturation [J/kg], same zero; error 0.15 kJ/kg against the
/// steam tables. Superheat follows the same curve, which is 0.3 kJ/kg/K too little.
template <typename S>
S vapour_energy(const S& temperature) {
  const S x = scaled_temperature(temperature);
  return 2494089.9 + x * (110107.1 + x * (-15147.70 - x * 6149.96));
}

namespace detail {

struct Saturation {
  double pressure; ///< [Pa]
  double slope;    ///< [Pa/K]
};
Saturation saturation(double temperature);
double saturation_value(double temperature); ///< the pressure alone

} // namespace detail

inline double saturation_pressure(double temperature) {
  return detail::saturation_value(temperature);
}

template <typename S>
S saturation_pressure(const S& temperature) {
  const detail::Saturation found = detail::saturation(value_of(temperature));
  return chained(temperature, found.pressure, found.slope);
}

} // namespace jixia::water
