#include <algorithm>
#include <array>
#include <map>

#include "base/expression.h"
#include "base/expression_lexer.h"
#include "base/expression_units.h"
#include "base/spelling.h"

namespace jixia {
namespace {

using Op = ExpressionNode::Op;
using Token = ExpressionToken;

/// How a function is written: what its operands must be, in order.
struct Function {
  std::string_view name;
  Op op;
  std::string_view operands; ///< c condition, q quantity, t time span, x either; upper case: optional
  std::string_view usage;
};

constexpr std::array kFunctions{
    Function{"abs", Op::Abs, "q", "abs(x)"},
    Function{"min", Op::Min, "qq", "min(x, y)"},
    Function{"max", Op::Max, "qq", "max(x, y)"},
    Function{"for", Op::For, "ct", "for(c, 10 s)"},
    Function{"within", Op::Within, "ctC", "within(c, 30 s), within(c, 30 s, d)"},
    Function{"before", Op::Before, "cc", "before(c, d)"},
    Function{"ever", Op::Ever, "c", "ever(c)"},
    Function{"never", Op::Never, "c", "never(c)"},
    Function{"since", Op::Since, "c", "since(c)"},
    Function{"becomes", Op::Becomes, "c", "becomes(c)"},
    Function{"count", Op::Count, "cC", "count(c), count(c, d)"},
    Function{"highest", Op::Highest, "q", "highest(x)"},
    Function{"lowest", Op::Lowest, "q", "lowest(x)"},
    Function{"change", Op::Change, "qt", "change(x, 60 s)"},
    Function{"delay", Op::Delay, "xt", "delay(x, 10 s)"},
    Function{"total", Op::Total, "x", "total(x)"},
    Function{"elapsed", Op::Elapsed, "", "elapsed()"}};

const Function* find_function(const std::string& name) {
  for (const Function& function : kFunctions) {
    if (function.name == name) {
      return &function;
    }
  }
  return nullptr;
}

std::optional<Op> find_comparison(const Token& token) {
  constexpr std::array kSigns{"<", "<=", ">", ">=", "==", "!="};
  constexpr std::array kOps{Op::Less,         Op::LessEqual, Op::Greater,
                            Op::GreaterEqual, Op::Equal,     Op::NotEqual};
  for (std::size_t k = 0; token.kind == Token::Kind::Sign && k < kSigns.size(); ++k) {
    if (token.text == kSigns[k]) {
      return kOps[k];
    }
  }
  return std::nullopt;
}

bool needs_memory(Op op) { return op >= Op::For && op != Op::Elapsed; }

/// What is known of a part while its dimension is not fixed yet.
struct Part {
  std::uint32_t node = ExpressionNode::kNone;
  bool is_condition = false;
  bool is_unknown = false;    ///< a finding was reported; ask no more of it
  bool is_bare = false;       ///< a number without a unit
  UnitSet units = 0;
  std::string shown_unit;     ///< of the first name in it
};

/// Thrown at a finding after which the rest makes no sense; caught in parse().
struct SyntaxError {};

} // namespace

/// Recursive descent with dimensions: sets of possible units go up, the chosen unit comes down.
class ExpressionParser {
 public:
  ExpressionParser(Expression& made, const SourceMark& mark, const ExpressionNames& names,
                   Diagnostics& problems)
      : made_(made), mark_(mark), names_(names), problems_(problems) {}

  bool parse(Expression::Kind kind) {
    ExpressionLexError error;
    std::optional<std::vector<Token>> tokens = split_expression(made_.text_, error);
    if (!tokens) {
      report(error.at, error.problem, error.help);
      return false;
    }
    tokens_ = std::move(*tokens);
    try {
      finish(parse_or(), kind);
    } catch (const SyntaxError&) {
    }
    return is_good_;
  }

 private:
  // Findings

  SourceMark mark_at(std::size_t offset) const {
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

  void report(std::size_t offset, const Text& problem, const Text& help = {}) {
    is_good_ = false;
    problems_.error(mark_at(offset), problem, help);
  }

  [[noreturn]] void stop(std::size_t offset, const Text& problem, const Text& help = {}) {
    report(offset, problem, help);
    throw SyntaxError{};
  }

  Part unknown_part(std::size_t begin, std::size_t end, bool is_condition) {
    Part part = add(Op::Number, begin, end, {});
    part.is_unknown = true;
    part.is_condition = is_condition;
    return part;
  }

  // Tokens

  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  bool is_next(std::string_view sign) const {
    return peek().kind == Token::Kind::Sign && peek().text == sign;
  }
  bool is_next_word(std::string_view word) const { // `and`, or the sign that means it
    return (peek().kind == Token::Kind::Word || peek().kind == Token::Kind::Sign) &&
           peek().text == word;
  }
  const Token& take() {
    const Token& token = peek();
    at_ = std::min(at_ + 1, tokens_.size() - 1);
    return token;
  }
  void want(std::string_view sign) {
    if (!is_next(sign)) {
      stop(peek().begin, fill({"这里要有 {0}", "'{0}' is wanted here"},
                              std::vector{std::string(sign)}));
    }
    take();
  }

  // Nodes

  Part add(Op op, std::size_t begin, std::size_t end, const std::vector<Part>& operands) {
    if (made_.nodes_.size() >= Expression::kMostNodes) {
      stop(begin, fill({"表达式太长，最多 {0} 项", "the expression has more than {0} parts"},
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

  ExpressionNode& node(const Part& part) { return made_.nodes_[part.node]; }

  Part add_condition(Op op, std::size_t begin, std::size_t end, const std::vector<Part>& operands) {
    Part part = add(op, begin, end, operands);
    part.is_condition = true;
    part.shown_unit.clear();
    node(part).is_condition = true;
    return part;
  }

  // Fixes the unit of `part` and of everything its value depends on.
  void resolve(std::uint32_t index, UnitSet units) {
    ExpressionNode& at = made_.nodes_[index];
    if (at.is_condition || units == 0) {
      return;
    }
    at.unit = first_unit(units);
    const UnitSet one = unit_set(at.unit);
    switch (at.op) {
      case Op::Number: resolve_number(index); break;
      case Op::Negate:
      case Op::Abs:
      case Op::Highest:
      case Op::Lowest:
      case Op::Delay: resolve(at.operands[0], one); break;
      case Op::Min:
      case Op::Max:
        resolve(at.operands[0], one);
        resolve(at.operands[1], one);
        break;
      case Op::Add:
      case Op::Subtract:
      case Op::Multiply:
      case Op::Divide: resolve_pair(at, [&](UnitSet a, UnitSet b) {
        return calc_result_units(at.op, a, b);
      }, one); break;
      case Op::Change: resolve_one(at.operands[0], one, calc_difference_units); break;
      case Op::Total: resolve_one(at.operands[0], one, calc_total_units); break;
      default: break;
    }
  }

  template <typename Map>
  void resolve_one(std::uint32_t operand, UnitSet wanted, const Map& map) {
    for (UnitSet rest = units_[operand]; rest != 0; rest &= rest - 1) {
      const UnitSet candidate = rest & (~rest + 1);
      if (map(candidate) == wanted) {
        resolve(operand, candidate);
        return;
      }
    }
  }

  template <typename Map>
  void resolve_pair(const ExpressionNode& at, const Map& map, UnitSet wanted) {
    const std::uint32_t left = at.operands[0], right = at.operands[1];
    for (UnitSet rest = units_[left]; rest != 0; rest &= rest - 1) {
      const UnitSet candidate = rest & (~rest + 1);
      for (UnitSet other = units_[right]; other != 0; other &= other - 1) {
        const UnitSet second = other & (~other + 1);
        if (map(candidate, second) == wanted) {
          resolve(left, candidate);
          resolve(right, second);
          return;
        }
      }
    }
  }

  void resolve_number(std::uint32_t index) {
    const auto written = numbers_.find(index);
    if (written != numbers_.end() && !written->second.unit.empty()) {
      ExpressionNode& at = made_.nodes_[index];
      if (const UnitName* name = find_unit_name(written->second.unit, at.unit)) {
        at.number = from_display(written->second.number, *name);
      }
    }
  }

  void keep_units(const Part& part) {
    units_.resize(made_.nodes_.size(), 0);
    units_[part.node] = part.units;
  }

  // Grammar

  Part parse_or() {
    Part left = parse_and();
    while (is_next_word("or")) {
      take();
      const Part right = parse_and();
      left = join(Op::Or, left, right);
    }
    return left;
  }

  Part parse_and() {
    Part left = parse_not();
    while (is_next_word("and")) {
      take();
      const Part right = parse_not();
      left = join(Op::And, left, right);
    }
    return left;
  }

  Part join(Op op, Part left, Part right) {
    want_condition(left);
    want_condition(right);
    return add_condition(op, node(left).begin, node(right).end, {left, right});
  }

  Part parse_not() {
    if (!is_next_word("not")) {
      return parse_comparison();
    }
    const std::size_t begin = take().begin;
    const Deeper deeper(*this);
    Part operand = parse_not();
    want_condition(operand);
    return add_condition(Op::Not, begin, node(operand).end, {operand});
  }

  Part parse_comparison() {
    const Part left = parse_sum();
    const std::optional<Op> op = find_comparison(peek());
    if (!op) {
      return left;
    }
    take();
    const Part middle = parse_right_side(left, *op);
    const Part first = compare(*op, left, middle);
    const std::optional<Op> second_op = find_comparison(peek());
    if (!second_op) {
      return first;
    }
    const std::size_t at = take().begin;
    if (*op == Op::Equal || *op == Op::NotEqual || *second_op == Op::Equal ||
        *second_op == Op::NotEqual) {
      stop(at, {"== 和 != 不能连写", "== and != cannot be chained"},
           {"用 and 连接两个比较", "join two comparisons with and"});
    }
    const Part last = parse_sum();
    const Part second = compare(*second_op, middle, last);
    if (find_comparison(peek())) {
      stop(peek().begin, {"最多连写两个比较", "at most two comparisons can be chained"},
           {"用 and 连接", "join them with and"});
    }
    return add_condition(Op::And, node(first).begin, node(second).end, {first, second});
  }

  // After `==` a word may be one of the states of the name on the left.
  Part parse_right_side(const Part& left, Op op) {
    const ExpressionNode name = node(left);
    const Token& token = peek();
    const bool is_word = token.kind == Token::Kind::Word || token.kind == Token::Kind::Quoted;
    if ((op != Op::Equal && op != Op::NotEqual) || name.op != Op::Name || !is_word) {
      return parse_sum();
    }
    const std::vector<Text>& states = made_.names_[name.name].name.states;
    for (std::size_t k = 0; k < states.size(); ++k) {
      if (token.text == states[k].zh || token.text == states[k].en) {
        take();
        Part state = add(Op::Number, token.begin, token.end, {});
        node(state).number = static_cast<double>(k);
        node(state).state_of = name.name;
        state.units = unit_set(made_.names_[name.name].name.unit);
        keep_units(state);
        return state;
      }
    }
    if (!states.empty() && !names_.find(token.text)) {
      return refuse_state(take(), made_.names_[name.name]);
    }
    return parse_sum();
  }

  Part refuse_state(const Token& token, const Expression::Use& use) {
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
      help = fill({"是否为 {0}？{1}", "did you mean {0}? {1}"},
                  std::vector{same_text(nearest), help});
    }
    report(token.begin, fill({"{0} 没有状态 {1}", "{0} has no state '{1}'"},
                             std::vector{use.written, token.text}), help);
    return unknown_part(token.begin, token.end, false);
  }

  Part compare(Op op, const Part& left, const Part& right) {
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
    Part part = add_condition(op, node(left).begin, node(right).end, {left, right});
    return part;
  }

  // "LIC101 > 45" would mean 4500 %: a bare number must not meet what is shown in another unit.
  bool is_bare_number_fit(const Part& left, const Part& right) const {
    const auto is_trap = [&](const Part& bare, const Part& other) {
      return bare.is_bare && !other.is_bare && other.shown_unit == "%" &&
             (made_.nodes_[bare.node].op != Op::Number || made_.nodes_[bare.node].number != 0.0);
    };
    return !is_trap(left, right) && !is_trap(right, left);
  }

  std::string describe(const Part& part) const {
    const std::string text = made_.text_of(part.node);
    if (part.is_bare) {
      return text;
    }
    const Unit unit = first_unit(part.units);
    const std::string shown =
        part.shown_unit.empty() ? std::string(symbol(unit)) : part.shown_unit;
    return text + " [" + shown + "]";
  }

  void refuse_mix(const Part& left, const Part& right, const Text& verb) {
    const Part& bare = right.is_bare || !left.is_bare ? right : left;
    const Part& other = &bare == &right ? left : right;
    Text help;
    if (bare.is_bare && !other.is_bare) {
      const std::string unit =
          other.shown_unit.empty() ? std::string(symbol(first_unit(other.units))) : other.shown_unit;
      help = fill({"写作 {0} {1}", "write {0} {1}"},
                  std::vector{made_.text_of(bare.node), unit});
    } else {
      help = fill({"可用单位：{0}", "units: {0}"},
                  std::vector{spellings(first_unit(other.units))});
    }
    report(node(bare).begin,
           fill({"{0} 与 {1} 不能{2}，量纲不同", "{0} and {1} cannot be {2}: not the same dimension"},
                std::vector{same_text(describe(left)), same_text(describe(right)), verb}),
           help);
  }

  Part parse_sum() {
    Part left = parse_product();
    while (is_next("+") || is_next("-")) {
      const Op op = take().text == "+" ? Op::Add : Op::Subtract;
      const Part right = parse_product();
      left = combine(op, left, right, {"相加减", "added or subtracted"});
    }
    return left;
  }

  Part parse_product() {
    Part left = parse_unary();
    while (is_next("*") || is_next("/")) {
      const Op op = take().text == "*" ? Op::Multiply : Op::Divide;
      const Part right = parse_unary();
      left = combine(op, left, right, {"相乘除", "multiplied or divided"});
    }
    return left;
  }

  Part combine(Op op, const Part& left, const Part& right, const Text& verb) {
    want_quantity(left);
    want_quantity(right);
    Part part = add(op, node(left).begin, node(right).end, {left, right});
    part.is_bare = left.is_bare && right.is_bare;
    part.units = calc_result_units(op, left.units, right.units);
    const bool is_sum = op == Op::Add || op == Op::Subtract;
    const bool is_misfit = part.units == 0 || (is_sum && !is_bare_number_fit(left, right));
    if (is_misfit && !part.is_unknown) {
      refuse_mix(left, right, verb);
      part.is_unknown = true;
    }
    if (op == Op::Divide && !right.is_bare && part.units == unit_set(Unit::One)) {
      part.shown_unit.clear(); // a ratio
    }
    correct_shown_unit(part);
    keep_units(part);
    return part;
  }

  // A difference of gauge pressures is shown without "(g)"; another dimension in its own symbol.
  static void correct_shown_unit(Part& part) {
    const Unit unit = first_unit(part.units);
    if (!part.shown_unit.empty() && find_unit_name(part.shown_unit, unit) == nullptr) {
      const std::string plain = part.shown_unit.substr(0, part.shown_unit.find("(g)"));
      part.shown_unit = find_unit_name(plain, unit) != nullptr ? plain : "";
    }
  }

  Part parse_unary() {
    if (!is_next("-")) {
      return parse_primary();
    }
    const std::size_t begin = take().begin;
    if (peek().kind == Token::Kind::Number) { // "-0.05 atm(g)" is a number of its own
      Token negative = take();
      negative.begin = begin;
      negative.number = -negative.number;
      return parse_number(negative);
    }
    const Deeper deeper(*this);
    const Part operand = parse_unary();
    return scale(Op::Negate, begin, node(operand).end, operand);
  }

  Part scale(Op op, std::size_t begin, std::size_t end, const Part& operand) {
    want_quantity(operand);
    Part part = add(op, begin, end, {operand});
    part.is_bare = operand.is_bare;
    part.units = calc_scalable_units(operand.units);
    if (part.units == 0 && !part.is_unknown) {
      report(begin, fill({"{0} 是带零点的量，不能取负或绝对值",
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

  Part parse_primary() {
    const Deeper deeper(*this);
    const Token& token = take();
    switch (token.kind) {
      case Token::Kind::Number: return parse_number(token);
      case Token::Kind::Quoted: return parse_name(token);
      case Token::Kind::Word:
        if (token.text == "true" || token.text == "false") {
          Part part = add_condition(Op::Number, token.begin, token.end, {});
          node(part).number = token.text == "true" ? 1.0 : 0.0;
          return part;
        }
        return is_next("(") ? parse_function(token) : parse_name(token);
      case Token::Kind::Sign:
        if (token.text == "(") {
          Part inner = parse_or();
          want(")");
          return inner;
        }
        break;
      case Token::Kind::End: break;
    }
    stop(token.begin,
         token.kind == Token::Kind::End
             ? Text{"表达式没有写完", "the expression ends too early"}
             : fill({"这里要有一个量，不是 {0}", "a quantity is wanted here, not '{0}'"},
                    std::vector{token.text}));
  }

  Part parse_number(const Token& token) {
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

  Part parse_name(const Token& token) {
    const std::optional<ExpressionName> found = names_.find(token.text);
    if (!found) {
      const std::string nearest = nearest_spelling(token.text, names_.all());
      report(token.begin, fill({"没有位号 {0}", "there is no tag {0}"}, std::vector{token.text}),
             nearest.empty()
                 ? Text{}
                 : fill({"是否为 {0}？", "did you mean {0}?"}, std::vector{nearest}));
      Part part = unknown_part(token.begin, token.end, false);
      return part;
    }
    Part part = add(Op::Name, token.begin, token.end, {});
    node(part).name = find_use(token.text, *found);
    node(part).unit = found->unit;
    part.units = unit_set(found->unit);
    part.shown_unit = found->shown_unit;
    keep_units(part);
    return part;
  }

  std::uint32_t find_use(const std::string& written, const ExpressionName& name) {
    for (std::size_t k = 0; k < made_.names_.size(); ++k) {
      if (made_.names_[k].name.index == name.index) {
        return static_cast<std::uint32_t>(k);
      }
    }
    made_.names_.push_back({written, name});
    return static_cast<std::uint32_t>(made_.names_.size() - 1);
  }

  Part parse_function(const Token& word) {
    const Function* function = find_function(word.text);
    if (function == nullptr) {
      std::vector<std::string> known;
      for (const Function& each : kFunctions) {
        known.emplace_back(each.name);
      }
      const std::string nearest = nearest_spelling(word.text, known);
      stop(word.begin, fill({"没有函数 {0}", "there is no function {0}"}, std::vector{word.text}),
           nearest.empty() ? Text{}
                           : fill({"是否为 {0}？", "did you mean {0}?"}, std::vector{nearest}));
    }
    want("(");
    const std::vector<Part> operands = parse_operands(word, *function);
    const std::size_t end = peek().end;
    want(")");
    return make_call(word.begin, end, *function, operands);
  }

  std::vector<Part> parse_operands(const Token& word, const Function& function) {
    std::vector<Part> operands;
    while (!is_next(")")) {
      if (operands.size() >= 16) {
        stop(peek().begin, {"参数太多", "too many arguments"});
      }
      if (!operands.empty()) {
        want(",");
      }
      operands.push_back(parse_or());
    }
    const bool is_list = function.op == Op::Min || function.op == Op::Max;
    const auto least = static_cast<std::size_t>(std::count_if(
        function.operands.begin(), function.operands.end(), [](char c) { return c >= 'a'; }));
    const std::size_t most = is_list ? 16 : function.operands.size();
    if (operands.size() < least || operands.size() > most) {
      stop(word.begin, fill({"{0} 的参数个数不对", "{0} has the wrong number of arguments"},
                            std::vector{word.text}),
           fill({"写作 {0}", "write {0}"}, std::vector{std::string(function.usage)}));
    }
    return operands;
  }

  Part make_call(std::size_t begin, std::size_t end, const Function& function,
                 std::vector<Part> operands) {
    if (function.op == Op::Min || function.op == Op::Max) {
      return make_extreme(begin, end, function.op, operands);
    }
    SimTime span{0};
    for (std::size_t k = operands.size(); k-- > 0;) {
      switch (function.operands[k]) {
        case 'c':
        case 'C': want_condition(operands[k]); break;
        case 'q': want_quantity(operands[k]); break;
        case 't':
          span = read_span(operands[k]);
          operands.erase(operands.begin() + static_cast<std::ptrdiff_t>(k));
          break;
        default: break; // either
      }
    }
    if (function.op == Op::Abs) {
      return scale(Op::Abs, begin, end, operands[0]);
    }
    Part part = add(function.op, begin, end, operands);
    node(part).span = span;
    set_result(function.op, part, operands);
    return part;
  }

  Part make_extreme(std::size_t begin, std::size_t end, Op op, const std::vector<Part>& operands) {
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

  void set_result(Op op, Part& part, const std::vector<Part>& operands) {
    const UnitSet given = operands.empty() ? 0 : operands[0].units;
    const bool is_of_condition = !operands.empty() && operands[0].is_condition;
    switch (op) {
      case Op::Since:
      case Op::Elapsed: set_units(part, unit_set(Unit::Second)); break;
      case Op::Count: set_units(part, unit_set(Unit::One)); break;
      case Op::Highest:
      case Op::Lowest: part.units = given; break;
      case Op::Change: part.units = calc_difference_units(given); break;
      case Op::Total:
        part.units = is_of_condition ? unit_set(Unit::Second) : calc_total_units(given);
        if (part.units == 0 && !part.is_unknown) {
          report(node(part).begin, fill({"{0} 不能对时间累计", "{0} cannot be totalled over time"},
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

  void set_units(Part& part, UnitSet units) {
    part.units = units;
    part.shown_unit.clear();
    node(part).unit = first_unit(units);
  }

  SimTime read_span(const Part& part) {
    const ExpressionNode& number = node(part);
    const bool is_time = number.op == Op::Number && (part.units & unit_set(Unit::Second)) != 0;
    const double longest = seconds(Expression::kLongestSpan);
    if (part.is_unknown) {
      return std::chrono::seconds(1);
    }
    if (!is_time || number.number <= 0.0 || number.number > longest) {
      report(number.begin,
             fill({"{0} 不是时间长度", "{0} is not a time span"},
                  std::vector{made_.text_of(part.node)}),
             {"写 10 s、2 min 这样的数，大于 0，最长 24 h",
              "write a number such as 10 s or 2 min, above 0 and at most 24 h"});
      return std::chrono::seconds(1);
    }
    return sim_time(number.number);
  }

  // A switch stands for "it is on".
  void want_condition(Part& part) {
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
    report(at.begin, fill({"{0} 是一个量，这里要一个条件", "{0} is a quantity; a condition is wanted here"},
                          std::vector{describe(part)}),
           fill({"加上比较，如 {0} > 1 {1}", "compare it, e.g. {0} > 1 {1}"},
                std::vector{made_.text_of(part.node),
                            part.shown_unit == "-" ? std::string() : part.shown_unit}));
    part.is_unknown = true;
  }

  void want_quantity(const Part& part) {
    if (part.is_condition && !part.is_unknown) {
      stop(node(part).begin, fill({"{0} 是一个条件，这里要一个量", "{0} is a condition; a quantity is wanted here"},
                                  std::vector{made_.text_of(part.node)}),
           {"用 and、or、not 连接条件", "join conditions with and, or, not"});
    }
  }

  void finish(Part whole, Expression::Kind kind) {
    if (peek().kind != Token::Kind::End) {
      stop(peek().begin, fill({"这里不能有 {0}", "'{0}' cannot stand here"}, std::vector{peek().text}),
           {"两个条件之间要有 and 或 or", "between two conditions write and or or"});
    }
    if (kind == Expression::Kind::Condition) {
      want_condition(whole);
    } else {
      want_quantity(whole);
      resolve(whole.node, whole.units);
    }
  }

  /// Counts nesting, so that a hostile text cannot exhaust the stack.
  class Deeper {
   public:
    explicit Deeper(ExpressionParser& parser) : parser_(parser) {
      if (++parser_.depth_ > Expression::kDeepest) {
        parser_.stop(parser_.peek().begin, {"表达式嵌套太深", "the expression is nested too deeply"},
                     {"拆成几个条件", "split it into several conditions"});
      }
    }
    ~Deeper() { --parser_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    ExpressionParser& parser_;
  };

  struct Written {
    double number;
    std::string unit;
  };

  Expression& made_;
  SourceMark mark_;
  const ExpressionNames& names_;
  Diagnostics& problems_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool is_good_ = true;
  std::vector<UnitSet> units_; ///< possible dimensions of each node
  std::map<std::uint32_t, Written> numbers_;
};

std::optional<Expression> Expression::parse(const std::string& text, const SourceMark& mark,
                                            const ExpressionNames& names, Kind kind,
                                            Diagnostics& problems) {
  if (text.size() > kLongestText) {
    problems.error(mark, fill({"表达式超过 {0} 字节", "the expression is longer than {0} bytes"},
                              std::vector{std::to_string(kLongestText)}));
    return std::nullopt;
  }
  Expression made;
  made.text_ = text;
  if (!ExpressionParser(made, mark, names, problems).parse(kind)) {
    return std::nullopt;
  }
  return made;
}

} // namespace jixia
