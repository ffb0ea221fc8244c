#pragma once

#include <array>

#include "base/text.h"

/// The non-condensable gases of a flowsheet: ideal, diatomic, counted in moles. Their number is a
/// constant of the build; a further one is a further row here.
namespace jixia::gas {

struct Substance {
  Text name;
  double molar_mass; ///< [kg/mol]
};

inline constexpr std::size_t kCount = 2;
inline constexpr std::size_t kNitrogen = 0;
inline constexpr std::size_t kOxygen = 1;

/// Of `kCount` gases, e.g. mole fractions.
using Amounts = std::array<double, kCount>;

inline constexpr double kUniversalConstant = 8.314462618; ///< [J/mol/K]
inline constexpr Amounts kMolarMass{0.0280134, 0.0319988}; ///< [kg/mol]
inline constexpr Amounts kAirFractions{0.791, 0.209};      ///< argon counted as nitrogen

/// Molar heat capacities of diatomic gases, 5/2 R and 7/2 R [J/mol/K]; nitrogen within 0.3 %,
/// oxygen within 1.5 % between 0 and 180 C.
inline constexpr double kCv = 2.5 * kUniversalConstant;
inline constexpr double kCp = 3.5 * kUniversalConstant;
inline constexpr double kHeatRatio = 1.4;

/// Molar mass of a mixture [kg/mol].
inline double molar_mass(const Amounts& fractions) {
  double sum = 0.0;
  for (std::size_t k = 0; k < kCount; ++k) {
    sum += fractions[k] * kMolarMass[k];
  }
  return sum;
}

/// What each gas is called, in the order of `Amounts`.
const std::array<Substance, kCount>& substances();

} // namespace jixia::gas
