#pragma once

#include <string>
#include <vector>

#include "assessment/condition_words.h"
#include "base/expression.h"

namespace jixia {

/// One line of a condition as a procedure panel shows it: "PI102 出口压力   ≥ 1.00 MPa   1.18".
struct ConditionLine {
  Text text;             ///< what is looked at
  Text limit;            ///< "≥ 95 %"; may be empty
  Text value;            ///< now, in the unit of the limit; empty if unknown
  bool is_true = false;
  double progress = 0.0; ///< 0 to 1: the share of a time that has passed, or of the way to a limit
  std::string tag;       ///< as written; "" if it is about none
};

/// The lines of a condition: one for each term joined by `and`; a `for` gives the lines of its
/// condition and one for the time, unless it is about a single switch.
std::vector<ConditionLine> condition_lines(const Expression& expression,
                                           const ExpressionState& state);

/// The part of a condition that made it true or false, with the values it had.
struct Cause {
  std::uint32_t node = ExpressionNode::kNone;
  bool is_true = false;           ///< the truth of `node`
  double left = 0.0, right = 0.0; ///< of a comparison [SI]; `left` may be a span [s]
  double subject = 0.0;           ///< of the compared quantity, or of `name` [SI]
  std::uint32_t name = ExpressionNode::kNone; ///< index into Expression::names()
  double name_value = 0.0;        ///< [SI]

  /// How far from the limit: the larger, the worse.
  double distance() const;
};

/// Why the condition has the truth `is_true` (an unknown condition counts as not true).
Cause find_cause(const Expression& expression, const ExpressionState& state, bool is_true);

/// The values that a cause found earlier has now.
Cause cause_now(const Expression& expression, const ExpressionState& state, const Cause& earlier);

/// e.g. "PIC101 0.58 MPa > 0.55 MPa"
Text cause_text(const Expression& expression, const Cause& cause);

} // namespace jixia
