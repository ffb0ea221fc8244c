#pragma once

#include <cstdint>
#include <optional>

#include "base/expression.h"

namespace jixia {

/// The dimensions a part of an expression may have: one bit for each Unit. "0.1 atm" may be a
/// pressure or a pressure difference until what it meets decides.
using UnitSet = std::uint64_t;

inline constexpr UnitSet unit_set(Unit unit) { return UnitSet{1} << static_cast<unsigned>(unit); }

/// The first unit of a set that is not empty.
Unit first_unit(UnitSet set);

/// The dimension of `a op b`, for + - * / ; nullopt if that means nothing: two absolute pressures
/// added, a flow plus a level.
std::optional<Unit> find_result_unit(ExpressionNode::Op op, Unit a, Unit b);

/// The dimensions that `a op b` may have.
UnitSet calc_result_units(ExpressionNode::Op op, UnitSet a, UnitSet b);

/// The dimensions of an integral over time of something of `units`.
UnitSet calc_total_units(UnitSet units);

/// Those of `units` that may be negated or scaled: all but absolute pressure and temperature.
UnitSet calc_scalable_units(UnitSet units);

/// The differences of `units`.
UnitSet calc_difference_units(UnitSet units);

} // namespace jixia
