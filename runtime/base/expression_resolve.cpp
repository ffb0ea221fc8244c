// How the parts of an expression agree on their dimensions.
#include "base/expression_builder.h"

namespace jixia {

template <typename Map>
void ExpressionBuilder::resolve_one(std::uint32_t operand, UnitSet wanted, const Map& map) {
  for (UnitSet rest = units_[operand]; rest != 0; rest &= rest - 1) {
    const UnitSet candidate = rest & (~rest + 1);
    if (map(candidate) == wanted) {
      resolve(operand, candidate);
      return;
    }
  }
}

// "LIC101 > 45" would mean 4500 %: a bare number must not meet what is shown in another unit.
bool ExpressionBuilder::is_bare_number_fit(const Part& left, const Part& right) const {
  const auto is_trap = [&](const Part& bare, const Part& other) {
    return bare.is_bare && !other.is_bare && other.shown_unit == "%" &&
           (made_.nodes_[bare.node].op != Op::Number || made_.nodes_[bare.node].number != 0.0);
  };
  return !is_trap(left, right) && !is_trap(right, left);
}

void ExpressionBuilder::refuse_mix(const Part& left, const Part& right, const Text& verb) {
  const Part& bare = right.is_bare || !left.is_bare ? right : left;
  const Part& other = &bare == &right ? left : right;
  Text help;
  if (bare.is_bare && !other.is_bare) {
    const std::string unit =
        other.shown_unit.empty() ? std::string(symbol(first_unit(other.units))) : other.shown_unit;
    help = fill({"写作 {0} {1}", "write {0} {1}"}, std::vector{made_.text_of(bare.node), unit});
  } else {
    help = fill({"可用单位：{0}", "units: {0}"}, std::vector{spellings(first_unit(other.units))});
  }
  report(node(bare).begin,
         fill({"{0} 与 {1} 不能{2}，量纲不同", "{0} and {1} cannot be {2}: not the same dimension"},
              std::vector{same_text(describe(left)), same_text(describe(right)), verb}),
         help);
}

std::string ExpressionBuilder::describe(const Part& part) const {
  const std::string text = made_.text_of(part.node);
  if (part.is_bare) {
    return text;
  }
  const Unit unit = first_unit(part.units);
  const std::string shown = part.shown_unit.empty() ? std::string(symbol(unit)) : part.shown_unit;
  return text + " [" + shown + "]";
}

// A difference of gauge pressures is shown without "(g)"; another dimension in its own symbol.
void ExpressionBuilder::correct_shown_unit(Part& part) {
  const Unit unit = first_unit(part.units);
  if (!part.shown_unit.empty() && find_unit_name(part.shown_unit, unit) == nullptr) {
    const std::string plain = part.shown_unit.substr(0, part.shown_unit.find("(g)"));
    part.shown_unit = find_unit_name(plain, unit) != nullptr ? plain : "";
  }
}

// Fixes the unit of `part` and of everything its value depends on.
void ExpressionBuilder::resolve(std::uint32_t index, UnitSet units) {
  ExpressionNode& at = made_.nodes_[index];
  if (at.is_condition || units == 0) {
    return;
  }
  at.unit = first_unit(units);
  const UnitSet one = unit_set(at.unit);
  switch (at.op) {
    case Op::Number:
      resolve_number(index);
      break;
    case Op::Negate:
    case Op::Abs:
    case Op::Highest:
    case Op::Lowest:
    case Op::Delay:
      resolve(at.operands[0], one);
      break;
    case Op::Min:
    case Op::Max:
      resolve(at.operands[0], one);
      resolve(at.operands[1], one);
      break;
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
      resolve_pair(at, one);
      break;
    case Op::Change:
      resolve_one(at.operands[0], one, calc_difference_units);
      break;
    case Op::Total:
      resolve_one(at.operands[0], one, calc_total_units);
      break;
    default:
      break;
  }
}

void ExpressionBuilder::resolve_pair(const ExpressionNode& at, UnitSet wanted) {
  const std::uint32_t left = at.operands[0], right = at.operands[1];
  for (UnitSet rest = units_[left]; rest != 0; rest &= rest - 1) {
    const UnitSet candidate = rest & (~rest + 1);
    for (UnitSet other = units_[right]; other != 0; other &= other - 1) {
      const UnitSet second = other & (~other + 1);
      if (calc_result_units(at.op, candidate, second) == wanted) {
        resolve(left, candidate);
        resolve(right, second);
        return;
      }
    }
  }
}

void ExpressionBuilder::resolve_number(std::uint32_t index) {
  const auto written = numbers_.find(index);
  if (written != numbers_.end() && !written->second.unit.empty()) {
    ExpressionNode& at = made_.nodes_[index];
    if (const UnitName* name = find_unit_name(written->second.unit, at.unit)) {
      at.number = from_display(written->second.number, *name);
    }
  }
}

} // namespace jixia
