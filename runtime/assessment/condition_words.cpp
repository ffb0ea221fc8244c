#include "assessment/condition_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace jixia {
namespace {

using Op = ExpressionNode::Op;
using Texts = std::vector<Text>;

Op mirrored(Op op) {
  switch (op) {
    case Op::Less:
      return Op::Greater;
    case Op::LessEqual:
      return Op::GreaterEqual;
    case Op::Greater:
      return Op::Less;
    case Op::GreaterEqual:
      return Op::LessEqual;
    default:
      return op;
  }
}

std::string sign(Op op) {
  switch (op) {
    case Op::Less:
      return "<";
    case Op::LessEqual:
      return "≤";
    case Op::Greater:
      return ">";
    case Op::GreaterEqual:
      return "≥";
    case Op::Equal:
      return "=";
    default:
      return "≠";
  }
}

std::string fixed(double value, int decimals) {
  if (!(std::abs(value) < 1e15)) {
    return number_text(value);
  }
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  std::string text = buffer;
  if (text.find_first_not_of("-0.") == std::string::npos && text.starts_with("-")) {
    text.erase(0, 1); // no minus zero
  }
  return text.starts_with("-") ? "−" + text.substr(1) : text;
}

std::string plain(double value, int decimals) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, std::clamp(value, -1e30, 1e30));
  return buffer;
}

} // namespace

bool is_comparison(Op op) {
  return op >= Op::Less && op <= Op::NotEqual;
}

Op negated(Op op) {
  switch (op) {
    case Op::Less:
      return Op::GreaterEqual;
    case Op::LessEqual:
      return Op::Greater;
    case Op::Greater:
      return Op::LessEqual;
    case Op::GreaterEqual:
      return Op::Less;
    case Op::Equal:
      return Op::NotEqual;
    default:
      return Op::Equal;
  }
}

std::uint32_t ConditionWords::find_name(std::uint32_t node) const {
  if (at(node).op == Op::Name) {
    return at(node).name;
  }
  for (const std::uint32_t below : at(node).operands) {
    const std::uint32_t name =
        below == ExpressionNode::kNone ? ExpressionNode::kNone : find_name(below);
    if (name != ExpressionNode::kNone) {
      return name;
    }
  }
  return ExpressionNode::kNone;
}

QuantityLook ConditionWords::look(std::uint32_t node) const {
  const Unit unit = at(node).unit;
  const std::uint32_t name = find_name(node);
  if (name == ExpressionNode::kNone || is_unmeasured(at(node))) {
    return literal_look(node);
  }
  const ExpressionName& shown = expression_.names()[name].name;
  if (find_unit_name(shown.shown_unit, unit) != nullptr) {
    return {shown.shown_unit, shown.decimals};
  }
  const std::string plain = shown.shown_unit.substr(0, shown.shown_unit.find("(g)"));
  if (find_unit_name(plain, unit) != nullptr) {
    return {plain, shown.decimals};
  }
  return {std::string(symbol(unit)), unit == Unit::Second || unit == Unit::One ? 0 : 2};
}

Text ConditionWords::value_text(double value, const QuantityLook& look, Unit unit,
                                bool with_unit) const {
  if (std::isnan(value)) {
    return same_text("----");
  }
  if (unit == Unit::Second && look.unit == "s") {
    return with_unit ? same_text(number_text(std::round(value * 10.0) / 10.0) + " s")
                     : same_text(number_text(std::round(value)));
  }
  const UnitName* name = find_unit_name(look.unit, unit);
  const double shown = name == nullptr ? value : to_display(value, *name);
  const bool is_bare = look.unit == "-" || look.unit.empty() || !with_unit;
  const bool is_whole = look.unit == "-" && shown == std::round(shown); // answers, counts, ticks
  return same_text(fixed(shown, is_whole ? 0 : look.decimals) + (is_bare ? "" : " " + look.unit));
}

Text ConditionWords::name_value(std::uint32_t name, double value) const {
  const ExpressionName& meaning = expression_.names()[name].name;
  const auto state = static_cast<std::size_t>(std::max(0.0, std::round(value)));
  if (!std::isnan(value) && state < meaning.states.size()) {
    return meaning.states[state];
  }
  return value_text(value, {meaning.shown_unit, meaning.decimals}, meaning.unit);
}

Text ConditionWords::subject(std::uint32_t index) const {
  const Node& node = at(index);
  const auto part = [&](int k) { return subject(node.operands[k]); };
  switch (node.op) {
    case Op::Name:
      return same_text(expression_.names()[node.name].written);
    case Op::Abs:
      return fill({"|{0}|", "|{0}|"}, Texts{part(0)});
    case Op::Subtract:
      return fill({"{0} − {1}", "{0} − {1}"}, Texts{part(0), part(1)});
    case Op::Highest:
      return fill({"{0} 最高", "highest {0}"}, Texts{part(0)});
    case Op::Lowest:
      return fill({"{0} 最低", "lowest {0}"}, Texts{part(0)});
    case Op::Change:
      return fill({"{0} 在 {1} 内的变化", "change of {0} in {1}"},
                  Texts{part(0), span_text(node.span)});
    case Op::Delay:
      return fill({"{1} 前的 {0}", "{0} {1} ago"}, Texts{part(0), span_text(node.span)});
    case Op::Total:
      return fill({"{0} 累计", "total of {0}"}, Texts{part(0)});
    case Op::Since:
      return fill({"{0} 后的时间", "time since {0}"}, Texts{part(0)});
    case Op::Count:
      return fill({"{0} 次数", "count of {0}"}, Texts{part(0)});
    case Op::Elapsed:
      return {"用时", "time taken"};
    default:
      break;
  }
  return node.is_condition ? condition(index) : same_text(expression_.text_of(index));
}

Text ConditionWords::condition(std::uint32_t index) const {
  const Node& node = at(index);
  if (node.op == Op::Not) {
    return fill({"非（{0}）", "not ({0})"}, Texts{condition(node.operands[0])});
  }
  if (is_switch(node)) {
    return fill({"{0} {1}", "{0} {1}"},
                Texts{subject(node.operands[0]), name_value(operand(node, 0).name, 1.0)});
  }
  if (is_comparison(node.op)) {
    const ComparisonTerms terms = split(node);
    return fill({"{0} {1}", "{0} {1}"}, Texts{subject(terms.left), limit_text(terms)});
  }
  return same_text(expression_.text_of(index));
}

bool ConditionWords::is_switch(const Node& node) const {
  return node.op == Op::Greater && operand(node, 0).op == Op::Name &&
         operand(node, 1).op == Op::Number && operand(node, 1).begin == operand(node, 0).begin;
}

ComparisonTerms ConditionWords::split(const Node& node) const {
  const std::uint32_t left = node.operands[0], right = node.operands[1];
  const bool is_swapped = is_literal(left) && !is_literal(right);
  return is_swapped ? ComparisonTerms{right, left, mirrored(node.op)}
                    : ComparisonTerms{left, right, node.op};
}

Text ConditionWords::limit_text(const ComparisonTerms& terms) const {
  const Node& right = at(terms.right);
  if (right.state_of != ExpressionNode::kNone) {
    return fill({"{0} {1}", "{0} {1}"},
                Texts{same_text(sign(terms.op)), name_value(right.state_of, right.number)});
  }
  if (is_band(terms)) {
    const Node& less = operand(at(terms.left), 0);
    const QuantityLook shown = look(less.operands[0]);
    return fill({"{0} ± {1}{2}", "{0} ± {1}{2}"},
                Texts{operand_text(less.operands[1], shown, false),
                      operand_text(terms.right, look(terms.left), false),
                      same_text(shown.unit == "-" ? "" : " " + shown.unit)});
  }
  return fill({"{0} {1}", "{0} {1}"},
              Texts{same_text(sign(terms.op)), operand_text(terms.right, look(terms.left), true)});
}

bool ConditionWords::is_band(const ComparisonTerms& terms) const {
  const Node& left = at(terms.left);
  return left.op == Op::Abs && operand(left, 0).op == Op::Subtract &&
         (terms.op == Op::LessEqual || terms.op == Op::Less);
}

bool ConditionWords::is_literal(std::uint32_t index) const {
  const Node& node = at(index);
  if (node.op == Op::Number) {
    return true;
  }
  const bool is_sum = node.op >= Op::Add && node.op <= Op::Max;
  return is_sum && is_literal(node.operands[0]) &&
         (node.operands[1] == ExpressionNode::kNone || is_literal(node.operands[1]));
}

// Of a number that the names in it do not measure.
bool ConditionWords::is_unmeasured(const Node& node) const {
  const bool is_ratio = node.op == Op::Divide && node.unit == Unit::One;
  return node.op == Op::Since || node.op == Op::Count || node.op == Op::Elapsed || is_ratio ||
         (node.op == Op::Total && operand(node, 0).is_condition);
}

QuantityLook ConditionWords::literal_look(std::uint32_t node) const {
  const bool is_whole = at(node).op == Op::Count || at(node).unit == Unit::Second;
  return {std::string(symbol(at(node).unit)), is_whole ? 0 : 2};
}

// A literal in the unit of what it is compared with; else what is compared, by name.
Text ConditionWords::operand_text(std::uint32_t index, const QuantityLook& shown,
                                  bool with_unit) const {
  const Node& node = at(index);
  if (node.op != Op::Number) {
    return subject(index);
  }
  QuantityLook exact = shown;
  const UnitName* name = find_unit_name(shown.unit, node.unit);
  const double value = name == nullptr ? node.number : to_display(node.number, *name);
  while (exact.decimals < 6 && std::abs(value - std::stod(plain(value, exact.decimals))) >
                                   1e-9 * std::max(1.0, std::abs(value))) {
    ++exact.decimals; // a limit is shown as exactly as it was written
  }
  return value_text(node.number, exact, node.unit, with_unit);
}

Text span_text(SimTime span) {
  const double total = seconds(span);
  if (total < 120.0) {
    return same_text(number_text(std::round(total * 10.0) / 10.0) + " s");
  }
  const long whole = std::lround(total);
  const std::string rest = whole % 60 == 0 ? "" : " " + std::to_string(whole % 60) + " s";
  return same_text(std::to_string(whole / 60) + " min" + rest);
}

} // namespace jixia
