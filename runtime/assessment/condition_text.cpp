#include "assessment/condition_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <tuple>

namespace jixia {
namespace {

using Op = ExpressionNode::Op;
using Node = ExpressionNode;
using Texts = std::vector<Text>;

constexpr std::uint32_t kNone = ExpressionNode::kNone;

/// A quantity's spelling and digits.
struct Look {
  std::string unit;
  int decimals = 2;
};

bool is_comparison(Op op) { return op >= Op::Less && op <= Op::NotEqual; }

Op negated(Op op) {
  switch (op) {
    case Op::Less: return Op::GreaterEqual;
    case Op::LessEqual: return Op::Greater;
    case Op::Greater: return Op::LessEqual;
    case Op::GreaterEqual: return Op::Less;
    case Op::Equal: return Op::NotEqual;
    default: return Op::Equal;
  }
}

Op mirrored(Op op) {
  switch (op) {
    case Op::Less: return Op::Greater;
    case Op::LessEqual: return Op::GreaterEqual;
    case Op::Greater: return Op::Less;
    case Op::GreaterEqual: return Op::LessEqual;
    default: return op;
  }
}

std::string sign(Op op) {
  switch (op) {
    case Op::Less: return "<";
    case Op::LessEqual: return "≤";
    case Op::Greater: return ">";
    case Op::GreaterEqual: return "≥";
    case Op::Equal: return "=";
    default: return "≠";
  }
}

std::string fixed(double value, int decimals) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  std::string text = buffer;
  if (text.find_first_not_of("-0.") == std::string::npos && text.starts_with("-")) {
    text.erase(0, 1); // no minus zero
  }
  return text.starts_with("-") ? "−" + text.substr(1) : text;
}

/// Words for the nodes of one expression.
class Describer {
 public:
  explicit Describer(const Expression& expression) : expression_(expression) {}

  const Node& at(std::uint32_t node) const { return expression_.nodes()[node]; }
  const Node& operand(const Node& node, int k) const { return at(node.operands[k]); }

  // The first name at or under `node`; kNone if there is none.
  std::uint32_t find_name(std::uint32_t node) const {
    if (at(node).op == Op::Name) {
      return at(node).name;
    }
    for (const std::uint32_t below : at(node).operands) {
      const std::uint32_t name = below == kNone ? kNone : find_name(below);
      if (name != kNone) {
        return name;
      }
    }
    return kNone;
  }

  Look look(std::uint32_t node) const {
    const Unit unit = at(node).unit;
    const std::uint32_t name = find_name(node);
    if (name == kNone || is_unmeasured(at(node))) {
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

  Text value_text(double value, const Look& look, Unit unit, bool with_unit = true) const {
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
    return same_text(fixed(shown, is_whole ? 0 : look.decimals) +
                     (is_bare ? "" : " " + look.unit));
  }

  // A state by its name, else a number.
  Text name_value(std::uint32_t name, double value) const {
    const ExpressionName& meaning = expression_.names()[name].name;
    const auto state = static_cast<std::size_t>(std::max(0.0, std::round(value)));
    if (!std::isnan(value) && state < meaning.states.size()) {
      return meaning.states[state];
    }
    return value_text(value, {meaning.shown_unit, meaning.decimals}, meaning.unit);
  }

  // What a node is, without its value: "PIC101", "PIC101 最高".
  Text subject(std::uint32_t index) const {
    const Node& node = at(index);
    const auto part = [&](int k) { return subject(node.operands[k]); };
    switch (node.op) {
      case Op::Name: return same_text(expression_.names()[node.name].written);
      case Op::Abs: return fill({"|{0}|", "|{0}|"}, Texts{part(0)});
      case Op::Subtract: return fill({"{0} − {1}", "{0} − {1}"}, Texts{part(0), part(1)});
      case Op::Highest: return fill({"{0} 最高", "highest {0}"}, Texts{part(0)});
      case Op::Lowest: return fill({"{0} 最低", "lowest {0}"}, Texts{part(0)});
      case Op::Change:
        return fill({"{0} 在 {1} 内的变化", "change of {0} in {1}"},
                    Texts{part(0), span_text(node.span)});
      case Op::Delay:
        return fill({"{1} 前的 {0}", "{0} {1} ago"}, Texts{part(0), span_text(node.span)});
      case Op::Total: return fill({"{0} 累计", "total of {0}"}, Texts{part(0)});
      case Op::Since: return fill({"{0} 后的时间", "time since {0}"}, Texts{part(0)});
      case Op::Count: return fill({"{0} 次数", "count of {0}"}, Texts{part(0)});
      case Op::Elapsed: return {"用时", "time taken"};
      default: break;
    }
    return node.is_condition ? condition(index) : same_text(expression_.text_of(index));
  }

  // A condition as a phrase: "PIC101 ≥ 4.00 atm(g)", "P101A.RUN 运行".
  Text condition(std::uint32_t index) const {
    const Node& node = at(index);
    if (node.op == Op::Not) {
      return fill({"非（{0}）", "not ({0})"}, Texts{condition(node.operands[0])});
    }
    if (is_switch(node)) {
      return fill({"{0} {1}", "{0} {1}"},
                  Texts{subject(node.operands[0]), name_value(operand(node, 0).name, 1.0)});
    }
    if (is_comparison(node.op)) {
      const Terms terms = split(node);
      return fill({"{0} {1}", "{0} {1}"}, Texts{subject(terms.left), limit_text(terms)});
    }
    return same_text(expression_.text_of(index));
  }

  // A switch standing alone is `name > 0.5`, written by the parser.
  bool is_switch(const Node& node) const {
    return node.op == Op::Greater && operand(node, 0).op == Op::Name &&
           operand(node, 1).op == Op::Number && operand(node, 1).begin == operand(node, 0).begin;
  }

  /// A comparison with the side that changes on the left.
  struct Terms {
    std::uint32_t left = kNone, right = kNone;
    Op op = Op::Less;
    bool is_swapped = false;
  };
  Terms split(const Node& node) const {
    const std::uint32_t left = node.operands[0], right = node.operands[1];
    const bool is_swapped = is_literal(left) && !is_literal(right);
    return is_swapped ? Terms{right, left, mirrored(node.op), true}
                      : Terms{left, right, node.op, false};
  }

  // The limit of a comparison: "≥ 95 %", "= 自动", "= 5.00 ± 0.10 atm(g)".
  Text limit_text(const Terms& terms) const {
    const Node& right = at(terms.right);
    if (right.state_of != kNone) {
      return fill({"{0} {1}", "{0} {1}"},
                  Texts{same_text(sign(terms.op)), name_value(right.state_of, right.number)});
    }
    if (is_band(terms)) {
      const Node& less = operand(at(terms.left), 0);
      const Look shown = look(less.operands[0]);
      return fill({"{0} ± {1}{2}", "{0} ± {1}{2}"},
                  Texts{operand_text(less.operands[1], shown, false),
                        operand_text(terms.right, look(terms.left), false),
                        same_text(shown.unit == "-" ? "" : " " + shown.unit)});
    }
    return fill({"{0} {1}", "{0} {1}"},
                Texts{same_text(sign(terms.op)), operand_text(terms.right, look(terms.left), true)});
  }

  // |x − c| ≤ d
  bool is_band(const Terms& terms) const {
    const Node& left = at(terms.left);
    return left.op == Op::Abs && operand(left, 0).op == Op::Subtract &&
           (terms.op == Op::LessEqual || terms.op == Op::Less);
  }

  bool is_literal(std::uint32_t index) const {
    const Node& node = at(index);
    if (node.op == Op::Number) {
      return true;
    }
    const bool is_sum = node.op >= Op::Add && node.op <= Op::Max;
    return is_sum && is_literal(node.operands[0]) &&
           (node.operands[1] == kNone || is_literal(node.operands[1]));
  }

 private:
  // Of a number that the names in it do not measure.
  bool is_unmeasured(const Node& node) const {
    const bool is_ratio = node.op == Op::Divide && node.unit == Unit::One;
    return node.op == Op::Since || node.op == Op::Count || node.op == Op::Elapsed || is_ratio ||
           (node.op == Op::Total && operand(node, 0).is_condition);
  }

  Look literal_look(std::uint32_t node) const {
    const bool is_whole = at(node).op == Op::Count || at(node).unit == Unit::Second;
    return {std::string(symbol(at(node).unit)), is_whole ? 0 : 2};
  }

  // A literal in the unit of what it is compared with; else what is compared, by name.
  Text operand_text(std::uint32_t index, const Look& shown, bool with_unit) const {
    const Node& node = at(index);
    if (node.op != Op::Number) {
      return subject(index);
    }
    Look exact = shown;
    const UnitName* name = find_unit_name(shown.unit, node.unit);
    const double value = name == nullptr ? node.number : to_display(node.number, *name);
    while (exact.decimals < 6 && std::abs(value - std::stod(plain(value, exact.decimals))) >
                                     1e-9 * std::max(1.0, std::abs(value))) {
      ++exact.decimals; // a limit is shown as exactly as it was written
    }
    return value_text(node.number, exact, node.unit, with_unit);
  }

  static std::string plain(double value, int decimals) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, std::clamp(value, -1e30, 1e30));
    return buffer;
  }

  const Expression& expression_;
};

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
    made.tag = name == kNone ? "" : expression_.names()[name].written;
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
    const bool is_state = words_.at(terms.right).state_of != kNone;
    made.value = is_state ? words_.name_value(words_.at(shown).name, value)
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
  Describer words_;
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
    case Op::Not: return down(0, !is_true);
    case Op::And: return down(is_true || !holds(0) ? 0 : 1, is_true);
    case Op::Or: return down(!is_true || holds(0) ? 0 : 1, is_true);
    case Op::For: return is_true || !holds(0) ? down(0, is_true) : std::pair{index, is_true};
    case Op::Ever:
    case Op::Becomes: return down(0, is_true);
    case Op::Never: return is_true || !holds(0) ? std::pair{index, is_true} : down(0, true);
    default: return {index, is_true};
  }
}

Text refuse_text(const Describer& words, const Expression& expression, const Cause& cause) {
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

double Cause::distance() const { return std::abs(left - right); }

Cause find_cause(const Expression& expression, const ExpressionState& state, bool is_true) {
  Cause cause;
  std::tie(cause.node, cause.is_true) = walk(expression, state, expression.root(), is_true);
  return cause_now(expression, state, cause);
}

Cause cause_now(const Expression& expression, const ExpressionState& state, const Cause& earlier) {
  const Describer words(expression);
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
  for (std::uint32_t k = 0; cause.name != kNone && k < expression.nodes().size(); ++k) {
    if (words.at(k).op == Op::Name && words.at(k).name == cause.name) {
      cause.name_value = state.value(k);
    }
  }
  return cause;
}

Text cause_text(const Expression& expression, const Cause& cause) {
  const Describer words(expression);
  const Node& node = words.at(cause.node);
  if (words.is_switch(node)) {
    return fill({"{0} {1}", "{0} is {1}"}, Texts{words.subject(node.operands[0]),
                                                 words.name_value(cause.name, cause.left)});
  }
  if (!is_comparison(node.op)) {
    return refuse_text(words, expression, cause);
  }
  auto terms = words.split(node);
  const bool is_state = words.at(terms.right).state_of != kNone;
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
