#include "base/units.h"

#include <charconv>
#include <cmath>
#include <numbers>

namespace jixia {
namespace {

constexpr double kAtmosphere = 101'325.0; // [Pa], standard atmosphere, zero of gauge pressures
constexpr double kHour = 3600.0;
constexpr double kTurn = 2.0 * std::numbers::pi;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  while (!text.empty() && text.back() == ' ') {
    text.remove_suffix(1);
  }
  return text;
}

} // namespace

// The first spelling of each dimension is its SI symbol.
const std::vector<UnitName>& all_unit_names() {
  static const std::vector<UnitName> names{
      {"-", Unit::One, 1.0, 0.0},
      {"%", Unit::One, 0.01, 0.0},
      {"ppm", Unit::One, 1e-6, 0.0},
      {"K", Unit::Kelvin, 1.0, 0.0},
      {"degC", Unit::Kelvin, 1.0, 273.15},
      {"℃", Unit::Kelvin, 1.0, 273.15},
      {"K", Unit::KelvinDifference, 1.0, 0.0},
      {"Pa", Unit::Pascal, 1.0, 0.0},
      {"kPa", Unit::Pascal, 1e3, 0.0},
      {"MPa", Unit::Pascal, 1e6, 0.0},
      {"bar", Unit::Pascal, 1e5, 0.0},
      {"atm", Unit::Pascal, kAtmosphere, 0.0},
      {"Pa(g)", Unit::Pascal, 1.0, kAtmosphere},
      {"kPa(g)", Unit::Pascal, 1e3, kAtmosphere},
      {"MPa(g)", Unit::Pascal, 1e6, kAtmosphere},
      {"bar(g)", Unit::Pascal, 1e5, kAtmosphere},
      {"atm(g)", Unit::Pascal, kAtmosphere, kAtmosphere},
      {"Pa", Unit::PascalDifference, 1.0, 0.0},
      {"kPa", Unit::PascalDifference, 1e3, 0.0},
      {"MPa", Unit::PascalDifference, 1e6, 0.0},
      {"bar", Unit::PascalDifference, 1e5, 0.0},
      {"atm", Unit::PascalDifference, kAtmosphere, 0.0},
      {"s", Unit::Second, 1.0, 0.0},
      {"ms", Unit::Second, 1e-3, 0.0},
      {"min", Unit::Second, 60.0, 0.0},
      {"h", Unit::Second, kHour, 0.0},
      {"1/s", Unit::PerSecond, 1.0, 0.0},
      {"Hz", Unit::PerSecond, 1.0, 0.0},
      {"%/s", Unit::PerSecond, 0.01, 0.0},
      {"%/min", Unit::PerSecond, 0.01 / 60.0, 0.0},
      {"m", Unit::Metre, 1.0, 0.0},
      {"mm", Unit::Metre, 1e-3, 0.0},
      {"cm", Unit::Metre, 1e-2, 0.0},
      {"m2", Unit::SquareMetre, 1.0, 0.0},
      {"cm2", Unit::SquareMetre, 1e-4, 0.0},
      {"mm2", Unit::SquareMetre, 1e-6, 0.0},
      {"m3", Unit::CubicMetre, 1.0, 0.0},
      {"L", Unit::CubicMetre, 1e-3, 0.0},
      {"m/s", Unit::MetrePerSecond, 1.0, 0.0},
      {"mm/s", Unit::MetrePerSecond, 1e-3, 0.0},
      {"m/min", Unit::MetrePerSecond, 1.0 / 60.0, 0.0},
      {"m/s2", Unit::MetrePerSquareSecond, 1.0, 0.0},
      {"kg", Unit::Kilogram, 1.0, 0.0},
      {"t", Unit::Kilogram, 1e3, 0.0},
      {"g", Unit::Kilogram, 1e-3, 0.0},
      {"kg/m3", Unit::KgPerCubicMetre, 1.0, 0.0},
      {"kg/s", Unit::KgPerSecond, 1.0, 0.0},
      {"kg/h", Unit::KgPerSecond, 1.0 / kHour, 0.0},
      {"t/h", Unit::KgPerSecond, 1e3 / kHour, 0.0},
      {"m3/s", Unit::CubicMetrePerSecond, 1.0, 0.0},
      {"m3/h", Unit::CubicMetrePerSecond, 1.0 / kHour, 0.0},
      {"L/min", Unit::CubicMetrePerSecond, 1e-3 / 60.0, 0.0},
      {"m3/h", Unit::Kv, 1.0, 0.0},
      {"W", Unit::Watt, 1.0, 0.0},
      {"kW", Unit::Watt, 1e3, 0.0},
      {"J", Unit::Joule, 1.0, 0.0},
      {"kJ", Unit::Joule, 1e3, 0.0},
      {"MJ", Unit::Joule, 1e6, 0.0},
      {"J/K", Unit::JoulePerKelvin, 1.0, 0.0},
      {"kJ/K", Unit::JoulePerKelvin, 1e3, 0.0},
      {"W/K", Unit::WattPerKelvin, 1.0, 0.0},
      {"kW/K", Unit::WattPerKelvin, 1e3, 0.0},
      {"N", Unit::Newton, 1.0, 0.0},
      {"N m", Unit::NewtonMetre, 1.0, 0.0},
      {"kg m2", Unit::KgSquareMetre, 1.0, 0.0},
      {"rad/s", Unit::RadianPerSecond, 1.0, 0.0},
      {"rpm", Unit::RadianPerSecond, kTurn / 60.0, 0.0},
      {"rad", Unit::Radian, 1.0, 0.0},
      {"deg", Unit::Radian, kTurn / 360.0, 0.0},
      {"A", Unit::Ampere, 1.0, 0.0},
      {"V", Unit::Volt, 1.0, 0.0},
  };
  return names;
}

const UnitName* find_unit_name(std::string_view text, Unit unit) {
  for (const UnitName& name : all_unit_names()) {
    if (name.unit == unit && name.text == text) {
      return &name;
    }
  }
  return nullptr;
}

std::string_view symbol(Unit unit) {
  for (const UnitName& name : all_unit_names()) {
    if (name.unit == unit) {
      return name.text;
    }
  }
  return "?";
}

std::string spellings(Unit unit) {
  std::string list;
  for (const UnitName& name : all_unit_names()) {
    if (name.unit == unit) {
      list += (list.empty() ? "" : ", ") + std::string(name.text);
    }
  }
  return list;
}

Unit difference_unit(Unit unit) {
  if (unit == Unit::Pascal) {
    return Unit::PascalDifference;
  }
  return unit == Unit::Kelvin ? Unit::KelvinDifference : unit;
}

std::optional<double> read_quantity(std::string_view text, Unit unit) {
  text = trimmed(text);
  double number = 0.0;
  const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || !std::isfinite(number)) {
    return std::nullopt;
  }
  const std::string_view written =
      trimmed(text.substr(static_cast<std::size_t>(rest - text.data())));
  if (written.empty()) {
    return number;
  }
  const UnitName* name = find_unit_name(written, unit);
  if (name == nullptr) {
    return std::nullopt;
  }
  const double si = from_display(number, *name);
  return std::isfinite(si) ? std::optional(si) : std::nullopt;
}

} // namespace jixia
