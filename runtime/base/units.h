#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jixia {

/// The dimension of a value that enters or leaves the simulation.
/// Inside the runtime every value is in the SI unit named here.
enum class Unit {
  One,                 ///< dimensionless [-]
  Kelvin,              ///< absolute temperature [K]
  KelvinDifference,    ///< temperature difference [K]
  Pascal,              ///< absolute pressure [Pa]
  PascalDifference,    ///< pressure difference [Pa]
  Second,              ///< [s]
  PerSecond,           ///< rate of a dimensionless value, or frequency [1/s]
  Metre,               ///< [m]
  SquareMetre,         ///< [m2]
  CubicMetre,          ///< [m3]
  MetrePerSecond,      ///< [m/s]
  MetrePerSquareSecond, ///< [m/s2]
  Kilogram,            ///< [kg]
  KgPerCubicMetre,     ///< density [kg/m3]
  KgPerSecond,         ///< mass flow [kg/s]
  CubicMetrePerSecond, ///< volume flow [m3/s]
  Kv,                  ///< valve flow coefficient [m3/h of water at 1 bar]; the one unit not SI
  Watt,                ///< power [W]
  Joule,               ///< energy [J]
  JoulePerKelvin,      ///< heat capacity [J/K]
  WattPerKelvin,       ///< heat transfer UA [W/K]
  Newton,              ///< force [N]
  NewtonMetre,         ///< torque [N m]
  KgSquareMetre,       ///< moment of inertia [kg m2]
  RadianPerSecond,     ///< angular speed [rad/s]
  Radian,              ///< angle [rad]
  Ampere,              ///< current [A]
  Volt,                ///< voltage [V]
};

/// One way to write a value of a dimension: SI value = scale * number + offset.
struct UnitName {
  std::string_view text; ///< as written and shown, e.g. "atm(g)"
  Unit unit;
  double scale;
  double offset;
};

/// Every spelling the runtime reads, e.g. for the schema and the checker's suggestions.
const std::vector<UnitName>& all_unit_names();

/// The spelling `text` of dimension `unit`, or nullptr. Gauge pressures, "MPa(g)", "atm(g)",
/// count from 101 325 Pa.
const UnitName* find_unit_name(std::string_view text, Unit unit);

/// The symbol of the SI unit, used in messages and the component catalogue, e.g. "Pa".
std::string_view symbol(Unit unit);

/// The spellings of `unit`, separated by ", ", for messages.
std::string spellings(Unit unit);

/// The dimension of the difference of two values: Kelvin and Pascal lose their zero point.
Unit difference_unit(Unit unit);

inline double to_display(double si, const UnitName& name) { return (si - name.offset) / name.scale; }
inline double from_display(double shown, const UnitName& name) {
  return name.scale * shown + name.offset;
}

/// Reads `text` such as "3.2 bar" and returns the value in the SI unit of `unit`.
///
/// A bare number is taken to be in SI already.
/// @returns nullopt when the number does not parse, is not finite, or its unit
///          has another dimension than `unit`.
std::optional<double> read_quantity(std::string_view text, Unit unit);

} // namespace jixia
