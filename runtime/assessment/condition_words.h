#pragma once

#include <string>
#include <vector>

#include "base/expression.h"

namespace jixia {

/// How a quantity is shown.
struct QuantityLook {
  std::string unit;
  int decimals = 2;
};

/// A comparison with the side that changes on the left.
struct ComparisonTerms {
  std::uint32_t left = ExpressionNode::kNone, right = ExpressionNode::kNone;
  ExpressionNode::Op op = ExpressionNode::Op::Less;
};

bool is_comparison(ExpressionNode::Op op);

/// The comparison that is true when `op` is not.
ExpressionNode::Op negated(ExpressionNode::Op op);

/// Words for the nodes of one expression, in both languages.
class ConditionWords {
 public:
  using Node = ExpressionNode;

  /// @param expression  must outlive this
  explicit ConditionWords(const Expression& expression) : expression_(expression) {}

  const Node& at(std::uint32_t node) const { return expression_.nodes()[node]; }
  const Node& operand(const Node& node, int k) const { return at(node.operands[k]); }

  /// The first name at or under `node`; kNone if there is none.
  std::uint32_t find_name(std::uint32_t node) const;

  /// The unit and digits of the first name in it, as a difference where it is one.
  QuantityLook look(std::uint32_t node) const;

  /// "0.58 MPa"; "----" if unknown.
  Text value_text(double value, const QuantityLook& look, Unit unit, bool with_unit = true) const;

  /// A state by its name, else a number. @param name  index into Expression::names()
  Text name_value(std::uint32_t name, double value) const;

  /// What a node is, without its value: "PIC101", "highest PIC101".
  Text subject(std::uint32_t node) const;

  /// A condition as a phrase: "PIC101 ≥ 4.00 atm(g)", "P101A.RUN running".
  Text condition(std::uint32_t node) const;

  /// The limit of a comparison: "≥ 95 %", "= AUTO", "5.00 ± 0.10 atm(g)".
  Text limit_text(const ComparisonTerms& terms) const;

  ComparisonTerms split(const Node& comparison) const;

  /// A switch standing alone is `name > 0.5`, written by the parser.
  bool is_switch(const Node& node) const;

  /// |x − c| ≤ d
  bool is_band(const ComparisonTerms& terms) const;

 private:
  bool is_literal(std::uint32_t node) const;
  bool is_unmeasured(const Node& node) const;
  QuantityLook literal_look(std::uint32_t node) const;
  Text operand_text(std::uint32_t node, const QuantityLook& shown, bool with_unit) const;

  const Expression& expression_;
};

/// e.g. "42 s", "3 min 20 s"
Text span_text(SimTime span);

} // namespace jixia
