#include "base/expression_units.h"

#include <array>

namespace jixia {
namespace {

using Op = ExpressionNode::Op;

constexpr int kUnitCount = static_cast<int>(Unit::Volt) + 1;
static_assert(kUnitCount <= 64);

struct Product {
  Unit a, b, product;
};

constexpr std::array kProducts{
    Product{Unit::KgPerSecond, Unit::Second, Unit::Kilogram},
    Product{Unit::CubicMetrePerSecond, Unit::Second, Unit::CubicMetre},
    Product{Unit::MetrePerSecond, Unit::Second, Unit::Metre},
    Product{Unit::MetrePerSquareSecond, Unit::Second, Unit::MetrePerSecond},
    Product{Unit::PerSecond, Unit::Second, Unit::One},
    Product{Unit::RadianPerSecond, Unit::Second, Unit::Radian},
    Product{Unit::Watt, Unit::Second, Unit::Joule},
    Product{Unit::Volt, Unit::Ampere, Unit::Watt},
    Product{Unit::Metre, Unit::Metre, Unit::SquareMetre},
    Product{Unit::SquareMetre, Unit::Metre, Unit::CubicMetre},
    Product{Unit::KgPerCubicMetre, Unit::CubicMetre, Unit::Kilogram},
    Product{Unit::KgPerCubicMetre, Unit::CubicMetrePerSecond, Unit::KgPerSecond},
    Product{Unit::Newton, Unit::Metre, Unit::NewtonMetre}};

bool has_zero_point(Unit unit) { return difference_unit(unit) != unit; }

std::optional<Unit> find_sum(Unit a, Unit b) {
  if (a == b) {
    return has_zero_point(a) ? std::nullopt : std::optional(a);
  }
  if (has_zero_point(a) && b == difference_unit(a)) {
    return a;
  }
  return has_zero_point(b) && a == difference_unit(b) ? std::optional(b) : std::nullopt;
}

std::optional<Unit> find_less(Unit a, Unit b) {
  if (a == b) {
    return difference_unit(a);
  }
  return has_zero_point(a) && b == difference_unit(a) ? std::optional(a) : std::nullopt;
}

std::optional<Unit> find_product(Unit a, Unit b) {
  if (has_zero_point(a) || has_zero_point(b)) {
    return std::nullopt;
  }
  if (a == Unit::One || b == Unit::One) {
    return a == Unit::One ? b : a;
  }
  for (const Product& known : kProducts) {
    if ((known.a == a && known.b == b) || (known.a == b && known.b == a)) {
      return known.product;
    }
  }
  return std::nullopt;
}

std::optional<Unit> find_quotient(Unit a, Unit b) {
  if (a == b) {
    return Unit::One;
  }
  if (has_zero_point(a) || has_zero_point(b)) {
    return std::nullopt;
  }
  if (b == Unit::One) {
    return a;
  }
  for (const Product& known : kProducts) {
    if (known.product == a && (known.a == b || known.b == b)) {
      return known.a == b ? known.b : known.a;
    }
  }
  return std::nullopt;
}

template <typename Map>
UnitSet map_units(UnitSet set, const Map& map) {
  UnitSet mapped = 0;
  for (int k = 0; k < kUnitCount; ++k) {
    const auto unit = static_cast<Unit>(k);
    if ((set & unit_set(unit)) != 0) {
      mapped |= map(unit);
    }
  }
  return mapped;
}

} // namespace

Unit first_unit(UnitSet set) {
  int k = 0;
  while (k + 1 < kUnitCount && (set & unit_set(static_cast<Unit>(k))) == 0) {
    ++k;
  }
  return static_cast<Unit>(k);
}

std::optional<Unit> find_result_unit(Op op, Unit a, Unit b) {
  switch (op) {
    case Op::Add: return find_sum(a, b);
    case Op::Subtract: return find_less(a, b);
    case Op::Multiply: return find_product(a, b);
    case Op::Divide: return find_quotient(a, b);
    default: return std::nullopt;
  }
}

UnitSet calc_result_units(Op op, UnitSet a, UnitSet b) {
  return map_units(a, [&](Unit left) {
    return map_units(b, [&](Unit right) {
      const std::optional<Unit> result = find_result_unit(op, left, right);
      return result ? unit_set(*result) : UnitSet{0};
    });
  });
}

UnitSet calc_total_units(UnitSet units) {
  return calc_result_units(Op::Multiply, units, unit_set(Unit::Second));
}

UnitSet calc_scalable_units(UnitSet units) {
  return map_units(units,
                   [](Unit unit) { return has_zero_point(unit) ? UnitSet{0} : unit_set(unit); });
}

UnitSet calc_difference_units(UnitSet units) {
  return map_units(units, [](Unit unit) { return unit_set(difference_unit(unit)); });
}

} // namespace jixia
