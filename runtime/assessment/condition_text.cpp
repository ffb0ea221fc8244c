#include "assessment/condition_text.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace jixia {
namespace {

using Op = ExpressionNode::Op;
using Node = ExpressionNode;
using Texts = std::vector<Text>;

/// Makes the lines of one condition.
class Liner {
 public:
  Liner(const Expression& expression, const ExpressionState& state)
      : expression_(expression), words_(expression), state_(state) {}

  void add(std::uint32_t index, std::vector<ConditionLine>& lines) const {
    const Node& node = words_.at(index);
    if (node.op == Op::And) {
      add_joined(node, lines);
    } else if (node.op == Op::For) {
      add_lasting(index, lines);
    } else {
      lines.push_back(line(index));
    }
  }

 private:
  // Both halves; the two comparisons of a chain `a <= x <= b` become one line.
  void add_joined(const Node& node, std::vector<ConditionLine>& lines) const {
    const Node& first = words_.operand(node, 0);
    const Node& second = words_.operand(node, 1);
    if (is_comparison(first.op) && is_comparison(second.op) &&
        first.operands[1] == second.operands[0]) {
      ConditionLine low = line(node.operands[0]);
      const ConditionLine high = line(node.operands[1]);
      low.limit = fill({"{0}，{1}", "{0}, {1}"}, Texts{low.limit, high.limit});
      low.is_true = low.is_true && high.is_true;
      low.progress = std::min(low.progress, high.progress);
      lines.push_back(low);
      return;
    }
    add(node.operands[0], lines);
    add(node.operands[1], lines);
  }

  void add_lasting(std::uint32_t index, std::vector<ConditionLine>& lines) const {
    const Node& node = words_.at(index);
    const SimTime lasted = std::min(state_.elapsed(index), node.span);
    ConditionLine time;
    if (words_.is_switch(words_.operand(node, 0))) {
      time.text = words_.condition(node.operands[0]);
      const std::uint32_t name = words_.find_name(node.operands[0]);
      time.tag = expression_.names()[name].written;
    } else {
      add(node.operands[0], lines);
      time.text = {"以上保持", "all this held"};
    }
    time.limit = fill({"≥ {0}", "≥ {0}"}, Texts{span_text(node.span)});
    time.value = same_text(number_text(std::floor(seconds(state_.elapsed(index)))));
    time.is_true = state_.value(index) == 1.0;
    time.progress = seconds(lasted) / seconds(node.span);
    lines.push_back(time);
  }

  ConditionLine line(std::uint32_t index) const {
    const Node& node = words_.at(index);
    ConditionLine made;
    made.is_true = state_.value(index) == 1.0;
    made.progress = made.is_true ? 1.0 : 0.0;
    const std::uint32_t name = words_.find_name(index);
    made.tag = name == ExpressionNode::kNone ? "" : expression_.names()[name].written;
    if (words_.is_switch(node)) {
      made.text = words_.condition(index);
      made.value = words_.name_value(name, state_.value(node.operands[0]));
    } else if (is_comparison(node.op)) {
      add_comparison(node, made);
    } else {
      made.text = words_.condition(index);
    }
    return made;
  }

  void add_comparison(const Node& node, ConditionLine& made) const {
    const auto terms = words_.split(node);
    const bool is_band = words_.is_band(terms);
    const std::uint32_t shown =
        is_band ? words_.operand(words_.at(terms.left), 0).operands[0] : terms.left;
    made.text = words_.subject(shown);
    if (words_.at(shown).op == Op::Name) {
      const ExpressionName& name = expression_.names()[words_.at(shown).name].name;
      made.text = fill({"{0} {1}", "{0} {1}"}, Texts{made.text, name.title});
    }
    made.limit = words_.limit_text(terms);
    const double value = state_.value(shown);
    const bool is_state = words_.at(terms.right).state_of != ExpressionNode::kNone;
    made.value = is_state
                     ? words_.name_value(words_.at(shown).name, value)
                     : words_.value_text(value, words_.look(shown), words_.at(shown).unit, false);
    if (!made.is_true && !is_band) {
      made.progress = progress(state_.value(terms.left), state_.value(terms.right), terms.op,
                               words_.at(terms.left).unit);
    }
  }

  // How near a rising quantity has come to its limit; nothing to show for a falling one.
  static double progress(double value, double limit, Op op, Unit unit) {
    const bool rises = op == Op::GreaterEqual || op == Op::Greater;
    const double zero = unit == Unit::Pascal ? 101'325.0 : 0.0;
    const double share = (value - zero) / (limit - zero);
    return rises && unit != Unit::Kelvin && std::isfinite(share) ? std::clamp(share, 0.0, 1.0)
                                                                 : 0.0;
  }

  const Expression& expression_;
  ConditionWords words_;
  const ExpressionState& state_;
};

/// Walks from the root to the part that decided.
std::pair<std::uint32_t, bool> walk(const Expression& expression, const ExpressionState& state,
                                    std::uint32_t index, bool is_true) {
  const Node& node = expression.nodes()[index];
  const auto holds = [&](int k) { return state.value(node.operands[k]) == 1.0; };
  const auto down = [&](int k, bool truth) {
    return walk(expression, state, node.operands[k], truth);
  };
  switch (node.op) {
    case Op::Not:
      return down(0, !is_true);
    case Op::And:
      return down(is_true || !holds(0) ? 0 : 1, is_true);
    case Op::Or:
      return down(!is_true || holds(0) ? 0 : 1, is_true);
    case Op::For:
      return is_true || !holds(0) ? down(0, is_true) : std::pair{index, is_true};
    case Op::Ever:
    case Op::Becomes:
      return down(0, is_true);
    case Op::Never:
      return is_true || !holds(0) ? std::pair{index, is_true} : down(0, true);
    default:
      return {index, is_true};
  }
}

Text refuse_text(const ConditionWords& words, const Expression& expression, const Cause& cause) {
  const Node& node = words.at(cause.node);
  if (node.op == Op::For && !cause.is_true) {
    return fill({"{0} 只保持 {1}，要 {2}", "{0} held for {1} only, {2} wanted"},
                Texts{words.condition(node.operands[0]), span_text(sim_time(cause.left)),
                      span_text(node.span)});
  }
  const Text phrase = same_text(expression.text_of(cause.node));
  return cause.is_true ? fill({"出现：{0}", "came true: {0}"}, Texts{phrase})
                       : fill({"未满足：{0}", "not met: {0}"}, Texts{phrase});
}

} // namespace

std::vector<ConditionLine> condition_lines(const Expression& expression,
                                           const ExpressionState& state) {
  std::vector<ConditionLine> lines;
  Liner(expression, state).add(expression.root(), lines);
  return lines;
}

double Cause::distance() const {
  return std::abs(left - right);
}

Cause find_cause(const Expression& expression, const ExpressionState& state, bool is_true) {
  Cause cause;
  std::tie(cause.node, cause.is_true) = walk(expression, state, expression.root(), is_true);
  return cause_now(expression, state, cause);
}

Cause cause_now(const Expression& expression, const ExpressionState& state, const Cause& earlier) {
  const ConditionWords words(expression);
  Cause cause = earlier;
  const Node& node = words.at(cause.node);
  if (is_comparison(node.op)) {
    const auto terms = words.split(node);
    cause.left = state.value(terms.left);
    cause.right = state.value(terms.right);
    cause.subject = words.is_band(terms)
                        ? state.value(words.operand(words.at(terms.left), 0).operands[0])
                        : cause.left;
  } else if (node.op == Op::For) {
    cause.left = seconds(state.elapsed(cause.node));
  }
  cause.name = words.find_name(cause.node);
  for (std::uint32_t k = 0; cause.name != ExpressionNode::kNone && k < expression.nodes().size();
       ++k) {
    if (words.at(k).op == Op::Name && words.at(k).name == cause.name) {
      cause.name_value = state.value(k);
    }
  }
  return cause;
}

Text cause_text(const Expression& expression, const Cause& cause) {
  const ConditionWords words(expression);
  const Node& node = words.at(cause.node);
  if (words.is_switch(node)) {
    return fill({"{0} {1}", "{0} is {1}"},
                Texts{words.subject(node.operands[0]), words.name_value(cause.name, cause.left)});
  }
  if (!is_comparison(node.op)) {
    return refuse_text(words, expression, cause);
  }
  auto terms = words.split(node);
  const bool is_state = words.at(terms.right).state_of != ExpressionNode::kNone;
  if (is_state) {
    const Text now = words.name_value(words.at(terms.left).name, cause.left);
    return cause.is_true ? fill({"{0} 为 {1}", "{0} is {1}"}, Texts{words.subject(terms.left), now})
                         : fill({"{0} 为 {1}，要 {2}", "{0} is {1}, wanted {2}"},
                                Texts{words.subject(terms.left), now, words.limit_text(terms)});
  }
  if (words.is_band(terms)) {
    const std::uint32_t shown = words.operand(words.at(terms.left), 0).operands[0];
    const Text value = words.value_text(cause.subject, words.look(shown), words.at(shown).unit);
    return fill(cause.is_true ? Text{"{0} {1} 在 {2} 之内", "{0} {1} within {2}"}
                              : Text{"{0} {1} 超出 {2}", "{0} {1} outside {2}"},
                Texts{words.subject(shown), value, words.limit_text(terms)});
  }
  terms.op = cause.is_true ? terms.op : negated(terms.op);
  if (terms.op == Op::Equal) {
    return fill({"{0} {1}", "{0} {1}"}, Texts{words.subject(terms.left), words.limit_text(terms)});
  }
  const Text value =
      words.value_text(cause.left, words.look(terms.left), words.at(terms.left).unit);
  return fill({"{0} {1} {2}", "{0} {1} {2}"},
              Texts{words.subject(terms.left), value, words.limit_text(terms)});
}

} // namespace jixia
