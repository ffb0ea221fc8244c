#include "base/expression_builder.h"

#include "base/spelling.h"

namespace jixia {
namespace {

using Token = ExpressionToken;

bool needs_memory(ExpressionNode::Op op) {
  return op >= ExpressionNode::Op::For && op != ExpressionNode::Op::Elapsed;
}

} // namespace

SourceMark ExpressionBuilder::mark_at(std::size_t offset) const {
  SourceMark at = mark_;
  for (std::size_t k = 0; k < offset && k < made_.text_.size(); ++k) {
    const auto byte = static_cast<unsigned char>(made_.text_[k]);
    if (byte == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((byte & 0xC0) != 0x80) { // not the middle of a character
      ++at.column;
    }
  }
  return at;
}

void ExpressionBuilder::report(std::size_t offset, const Text& problem, const Text& help) {
  is_good_ = false;
  problems_.error(mark_at(offset), problem, help);
}

void ExpressionBuilder::stop(std::size_t offset, const Text& problem, const Text& help) {
  report(offset, problem, help);
  throw ExpressionSyntaxError{};
}

ExpressionPart ExpressionBuilder::add(Op op, std::size_t begin, std::size_t end,
                                      const std::vector<Part>& operands) {
  if (made_.nodes_.size() >= Expression::kMostNodes) {
    stop(begin,
         fill({"表达式太长，最多 {0} 项", "the expression has more than {0} parts"},
              std::vector{std::to_string(Expression::kMostNodes)}),
         {"拆成几个条件", "split it into several conditions"});
  }
  ExpressionNode node;
  node.op = op;
  node.begin = static_cast<std::uint32_t>(begin);
  node.end = static_cast<std::uint32_t>(end);
  Part part;
  for (std::size_t k = 0; k < operands.size(); ++k) {
    node.operands[k] = operands[k].node;
    part.is_unknown = part.is_unknown || operands[k].is_unknown;
    part.shown_unit = part.shown_unit.empty() ? operands[k].shown_unit : part.shown_unit;
  }
  if (needs_memory(op)) {
    node.memory = made_.memory_count_++;
  }
  part.node = static_cast<std::uint32_t>(made_.nodes_.size());
  made_.nodes_.push_back(node);
  return part;
}

ExpressionPart ExpressionBuilder::add_condition(Op op, std::size_t begin, std::size_t end,
                                                const std::vector<Part>& operands) {
  Part part = add(op, begin, end, operands);
  part.is_condition = true;
  part.shown_unit.clear();
  node(part).is_condition = true;
  return part;
}

ExpressionPart ExpressionBuilder::unknown_part(std::size_t begin, std::size_t end) {
  Part part = add(Op::Number, begin, end, {});
  part.is_unknown = true;
  return part;
}

void ExpressionBuilder::keep_units(const Part& part) {
  units_.resize(made_.nodes_.size(), 0);
  units_[part.node] = part.units;
}

ExpressionPart ExpressionBuilder::make_number(const Token& token) {
  Part part = add(Op::Number, token.begin, token.end, {});
  node(part).number = token.number;
  numbers_[part.node] = {token.number, token.unit};
  part.is_bare = token.unit.empty();
  for (const UnitName& name : all_unit_names()) {
    part.units |= name.text == token.unit ? unit_set(name.unit) : UnitSet{0};
  }
  part.units = part.is_bare ? unit_set(Unit::One) : part.units;
  part.shown_unit = token.unit;
  keep_units(part);
  resolve(part.node, unit_set(first_unit(part.units)));
  return part;
}

ExpressionPart ExpressionBuilder::make_truth(const Token& token) {
  const Part part = add_condition(Op::Number, token.begin, token.end, {});
  node(part).number = token.text == "true" ? 1.0 : 0.0;
  return part;
}

ExpressionPart ExpressionBuilder::make_name(const Token& token) {
  const std::optional<ExpressionName> found = names_.find(token.text);
  if (!found) {
    const std::string nearest = nearest_spelling(token.text, names_.all());
    report(token.begin, fill({"没有位号 {0}", "there is no tag {0}"}, std::vector{token.text}),
           nearest.empty() ? Text{}
                           : fill({"是否为 {0}？", "did you mean {0}?"}, std::vector{nearest}));
    return unknown_part(token.begin, token.end);
  }
  Part part = add(Op::Name, token.begin, token.end, {});
  node(part).name = find_use(token.text, *found);
  node(part).unit = found->unit;
  part.units = unit_set(found->unit);
  part.shown_unit = found->shown_unit;
  keep_units(part);
  return part;
}

std::uint32_t ExpressionBuilder::find_use(const std::string& written, const ExpressionName& name) {
  for (std::size_t k = 0; k < made_.names_.size(); ++k) {
    if (made_.names_[k].name.index == name.index) {
      return static_cast<std::uint32_t>(k);
    }
  }
  made_.names_.push_back({written, name});
  return static_cast<std::uint32_t>(made_.names_.size() - 1);
}

std::vector<Text> ExpressionBuilder::states_of(const Part& part) {
  return node(part).op == Op::Name ? made_.names_[node(part).name].name.states
                                   : std::vector<Text>{};
}

ExpressionPart ExpressionBuilder::make_state(const Token& token, const Part& name,
                                             std::size_t state) {
  const std::uint32_t use = node(name).name;
  Part part = add(Op::Number, token.begin, token.end, {});
  node(part).number = static_cast<double>(state);
  node(part).state_of = use;
  part.units = name.units;
  keep_units(part);
  return part;
}

ExpressionPart ExpressionBuilder::refuse_state(const Token& token, const Part& name) {
  const Expression::Use& use = made_.names_[node(name).name];
  std::vector<std::string> words;
  Text list;
  for (const Text& state : use.name.states) {
    words.push_back(state.en);
    words.push_back(state.zh);
    list.zh += (list.zh.empty() ? "" : "、") + state.zh + "（" + state.en + "）";
    list.en += (list.en.empty() ? "" : ", ") + state.en + " (" + state.zh + ")";
  }
  const std::string nearest = nearest_spelling(token.text, words);
  Text help = fill({"可用：{0}", "states: {0}"}, std::vector{list});
  if (!nearest.empty()) {
    help =
        fill({"是否为 {0}？{1}", "did you mean {0}? {1}"}, std::vector{same_text(nearest), help});
  }
  report(token.begin,
         fill({"{0} 没有状态 {1}", "{0} has no state '{1}'"}, std::vector{use.written, token.text}),
         help);
  return unknown_part(token.begin, token.end);
}

ExpressionPart ExpressionBuilder::join(Op op, Part left, Part right) {
  want_condition(left);
  want_condition(right);
  return add_condition(op, node(left).begin, node(right).end, {left, right});
}

ExpressionPart ExpressionBuilder::negate(std::size_t begin, Part operand) {
  want_condition(operand);
  return add_condition(Op::Not, begin, node(operand).end, {operand});
}

ExpressionPart ExpressionBuilder::compare(Op op, const Part& left, const Part& right) {
  want_quantity(left);
  want_quantity(right);
  if (!left.is_unknown && !right.is_unknown) {
    const UnitSet common = left.units & right.units;
    if (common == 0 || !is_bare_number_fit(left, right)) {
      refuse_mix(left, right, {"比较", "compared"});
    } else {
      resolve(left.node, unit_set(first_unit(common)));
      resolve(right.node, unit_set(first_unit(common)));
    }
  }
  return add_condition(op, node(left).begin, node(right).end, {left, right});
}

// The two comparisons of `a <= b <= c`.
ExpressionPart ExpressionBuilder::chain(const Part& first, const Part& second) {
  return add_condition(Op::And, node(first).begin, node(second).end, {first, second});
}

ExpressionPart ExpressionBuilder::combine(Op op, const Part& left, const Part& right) {
  want_quantity(left);
  want_quantity(right);
  Part part = add(op, node(left).begin, node(right).end, {left, right});
  part.is_bare = left.is_bare && right.is_bare;
  part.units = calc_result_units(op, left.units, right.units);
  const bool is_sum = op == Op::Add || op == Op::Subtract;
  const bool is_misfit = part.units == 0 || (is_sum && !is_bare_number_fit(left, right));
  if (is_misfit && !part.is_unknown) {
    refuse_mix(
        left, right,
        is_sum ? Text{"相加减", "added or subtracted"} : Text{"相乘除", "multiplied or divided"});
    part.is_unknown = true;
  }
  if (op == Op::Divide && !right.is_bare && part.units == unit_set(Unit::One)) {
    part.shown_unit.clear(); // a ratio
  }
  correct_shown_unit(part);
  keep_units(part);
  return part;
}

ExpressionPart ExpressionBuilder::scale(Op op, std::size_t begin, std::size_t end,
                                        const Part& operand) {
  want_quantity(operand);
  Part part = add(op, begin, end, {operand});
  part.is_bare = operand.is_bare;
  part.units = calc_scalable_units(operand.units);
  if (part.units == 0 && !part.is_unknown) {
    report(begin,
           fill({"{0} 是带零点的量，不能取负或绝对值",
                 "{0} counts from a zero point; it has no negative or absolute value"},
                std::vector{describe(operand)}),
           {"先减去一个同类的量，如 abs(PIC101 - 5 atm(g))",
            "subtract one of its kind first, e.g. abs(PIC101 - 5 atm(g))"});
    part.is_unknown = true;
  }
  correct_shown_unit(part);
  keep_units(part);
  return part;
}

ExpressionPart ExpressionBuilder::make_extreme(std::size_t begin, std::size_t end, Op op,
                                               const std::vector<Part>& operands) {
  Part left = operands[0];
  want_quantity(left);
  for (std::size_t k = 1; k < operands.size(); ++k) {
    const Part& right = operands[k];
    want_quantity(right);
    Part part = add(op, begin, end, {left, right});
    part.is_bare = left.is_bare && right.is_bare;
    part.units = left.units & right.units;
    if (!part.is_unknown && (part.units == 0 || !is_bare_number_fit(left, right))) {
      refuse_mix(left, right, {"比较", "compared"});
      part.is_unknown = true;
    }
    keep_units(part);
    left = part;
  }
  return left;
}

ExpressionPart ExpressionBuilder::make_call(std::size_t begin, std::size_t end, Op op,
                                            const std::vector<Part>& operands, SimTime span) {
  Part part = add(op, begin, end, operands);
  node(part).span = span;
  set_result(op, part, operands);
  return part;
}

void ExpressionBuilder::set_result(Op op, Part& part, const std::vector<Part>& operands) {
  const UnitSet given = operands.empty() ? 0 : operands[0].units;
  const bool is_of_condition = !operands.empty() && operands[0].is_condition;
  switch (op) {
    case Op::Since:
    case Op::Elapsed:
      set_units(part, unit_set(Unit::Second));
      break;
    case Op::Count:
      set_units(part, unit_set(Unit::One));
      break;
    case Op::Highest:
    case Op::Lowest:
      part.units = given;
      break;
    case Op::Change:
      part.units = calc_difference_units(given);
      break;
    case Op::Total:
      part.units = is_of_condition ? unit_set(Unit::Second) : calc_total_units(given);
      if (part.units == 0 && !part.is_unknown) {
        report(node(part).begin,
               fill({"{0} 不能对时间累计", "{0} cannot be totalled over time"},
                    std::vector{describe(operands[0])}),
               {"可以累计流量、功率、速度和条件", "flows, powers, speeds and conditions can be"});
        part.is_unknown = true;
      }
      break;
    case Op::Delay:
      if (!is_of_condition) {
        part.units = given;
        break;
      }
      [[fallthrough]];
    default:
      part.is_condition = true;
      node(part).is_condition = true;
      break;
  }
  correct_shown_unit(part);
  keep_units(part);
}

void ExpressionBuilder::set_units(Part& part, UnitSet units) {
  part.units = units;
  part.shown_unit.clear();
  node(part).unit = first_unit(units);
}

SimTime ExpressionBuilder::read_span(const Part& part) {
  const ExpressionNode& number = node(part);
  const bool is_time = number.op == Op::Number && (part.units & unit_set(Unit::Second)) != 0;
  const double longest = seconds(Expression::kLongestSpan);
  if (part.is_unknown) {
    return std::chrono::seconds(1);
  }
  if (!is_time || number.number <= 0.0 || number.number > longest) {
    report(
        number.begin,
        fill({"{0} 不是时间长度", "{0} is not a time span"}, std::vector{made_.text_of(part.node)}),
        {"写 10 s、2 min 这样的数，大于 0，最长 24 h",
         "write a number such as 10 s or 2 min, above 0 and at most 24 h"});
    return std::chrono::seconds(1);
  }
  return sim_time(number.number);
}

// A switch stands for "it is on".
void ExpressionBuilder::want_condition(Part& part) {
  if (part.is_condition || part.is_unknown) {
    return;
  }
  const ExpressionNode at = node(part);
  if (at.op == Op::Name && made_.names_[at.name].name.is_switch) {
    Part limit = add(Op::Number, at.begin, at.end, {});
    node(limit).number = 0.5;
    part = add_condition(Op::Greater, at.begin, at.end, {part, limit});
    return;
  }
  report(at.begin,
         fill({"{0} 是一个量，这里要一个条件", "{0} is a quantity; a condition is wanted here"},
              std::vector{describe(part)}),
         fill({"加上比较，如 {0} > 1 {1}", "compare it, e.g. {0} > 1 {1}"},
              std::vector{made_.text_of(part.node),
                          part.shown_unit == "-" ? std::string() : part.shown_unit}));
  part.is_unknown = true;
}

void ExpressionBuilder::want_quantity(const Part& part) {
  if (part.is_condition && !part.is_unknown) {
    stop(node(part).begin,
         fill({"{0} 是一个条件，这里要一个量", "{0} is a condition; a quantity is wanted here"},
              std::vector{made_.text_of(part.node)}),
         {"用 and、or、not 连接条件", "join conditions with and, or, not"});
  }
}

void ExpressionBuilder::finish(Part whole, Expression::Kind kind) {
  if (kind == Expression::Kind::Condition) {
    want_condition(whole);
  } else {
    want_quantity(whole);
    resolve(whole.node, whole.units);
  }
}

} // namespace jixia
