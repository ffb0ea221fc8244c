#include <algorithm>
#include <array>

#include "base/expression_builder.h"
#include "base/spelling.h"

namespace jixia {
namespace {

using Op = ExpressionNode::Op;
using Part = ExpressionPart;
using Token = ExpressionToken;

/// How a function is written: what its operands must be, in order.
struct Function {
  std::string_view name;
  Op op;
  /// c condition, q quantity, t time span, x either; upper case: optional
  std::string_view operands;
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
  constexpr std::array kComparisons{"<", "<=", ">", ">=", "==", "!="};
  constexpr std::array kOps{Op::Less,         Op::LessEqual, Op::Greater,
                            Op::GreaterEqual, Op::Equal,     Op::NotEqual};
  for (std::size_t k = 0; token.kind == Token::Kind::Sign && k < kComparisons.size(); ++k) {
    if (token.text == kComparisons[k]) {
      return kOps[k];
    }
  }
  return std::nullopt;
}

} // namespace

/// Reads an expression by recursive descent; the builder makes its nodes.
class ExpressionParser {
 public:
  ExpressionParser(Expression& made, const SourceMark& mark, const ExpressionNames& names,
                   Diagnostics& problems)
      : make_(made, mark, names, problems) {}

  bool parse(Expression::Kind kind) {
    ExpressionLexError error;
    std::optional<std::vector<Token>> tokens = split_expression(make_.text(), error);
    if (!tokens) {
      make_.report(error.at, error.problem, error.help);
      return false;
    }
    tokens_ = std::move(*tokens);
    try {
      finish(parse_or(), kind);
    } catch (const ExpressionSyntaxError&) {
    }
    return make_.is_good();
  }

 private:
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
      make_.stop(peek().begin,
                 fill({"这里要有 {0}", "'{0}' is wanted here"}, std::vector{std::string(sign)}));
    }
    take();
  }

  // Grammar

  Part parse_or() {
    Part left = parse_and();
    while (is_next_word("or")) {
      take();
      const Part right = parse_and();
      left = make_.join(Op::Or, left, right);
    }
    return left;
  }

  Part parse_and() {
    Part left = parse_not();
    while (is_next_word("and")) {
      take();
      const Part right = parse_not();
      left = make_.join(Op::And, left, right);
    }
    return left;
  }

  Part parse_not() {
    if (!is_next_word("not")) {
      return parse_comparison();
    }
    const std::size_t begin = take().begin;
    const Deeper deeper(*this);
    return make_.negate(begin, parse_not());
  }

  Part parse_comparison() {
    const Part left = parse_sum();
    const std::optional<Op> op = find_comparison(peek());
    if (!op) {
      return left;
    }
    take();
    const Part middle = parse_right_side(left, *op);
    const Part first = make_.compare(*op, left, middle);
    const std::optional<Op> second_op = find_comparison(peek());
    if (!second_op) {
      return first;
    }
    const std::size_t at = take().begin;
    if (*op == Op::Equal || *op == Op::NotEqual || *second_op == Op::Equal ||
        *second_op == Op::NotEqual) {
      make_.stop(at, {"== 和 != 不能连写", "== and != cannot be chained"},
                 {"用 and 连接两个比较", "join two comparisons with and"});
    }
    const Part last = parse_sum();
    const Part second = make_.compare(*second_op, middle, last);
    if (find_comparison(peek())) {
      make_.stop(peek().begin, {"最多连写两个比较", "at most two comparisons can be chained"},
                 {"用 and 连接", "join them with and"});
    }
    return make_.chain(first, second);
  }

  // After `==` a word may be one of the states of the name on the left.
  Part parse_right_side(const Part& left, Op op) {
    const Token& token = peek();
    const bool is_word = token.kind == Token::Kind::Word || token.kind == Token::Kind::Quoted;
    if ((op != Op::Equal && op != Op::NotEqual) || !is_word) {
      return parse_sum();
    }
    const std::vector<Text> states = make_.states_of(left);
    for (std::size_t k = 0; k < states.size(); ++k) {
      if (token.text == states[k].zh || token.text == states[k].en) {
        return make_.make_state(take(), left, k);
      }
    }
    if (!states.empty() && !make_.names().find(token.text)) {
      return make_.refuse_state(take(), left);
    }
    return parse_sum();
  }

  Part parse_sum() {
    Part left = parse_product();
    while (is_next("+") || is_next("-")) {
      const Op op = take().text == "+" ? Op::Add : Op::Subtract;
      const Part right = parse_product();
      left = make_.combine(op, left, right);
    }
    return left;
  }

  Part parse_product() {
    Part left = parse_unary();
    while (is_next("*") || is_next("/")) {
      const Op op = take().text == "*" ? Op::Multiply : Op::Divide;
      const Part right = parse_unary();
      left = make_.combine(op, left, right);
    }
    return left;
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
      return make_.make_number(negative);
    }
    const Deeper deeper(*this);
    const Part operand = parse_unary();
    return make_.scale(Op::Negate, begin, make_.node(operand).end, operand);
  }

  Part parse_primary() {
    const Deeper deeper(*this);
    const Token& token = take();
    switch (token.kind) {
      case Token::Kind::Number:
        return make_.make_number(token);
      case Token::Kind::Quoted:
        return make_.make_name(token);
      case Token::Kind::Word:
        if (token.text == "true" || token.text == "false") {
          return make_.make_truth(token);
        }
        return is_next("(") ? parse_function(token) : make_.make_name(token);
      case Token::Kind::Sign:
        if (token.text == "(") {
          Part inner = parse_or();
          want(")");
          return inner;
        }
        break;
      case Token::Kind::End:
        break;
    }
    make_.stop(token.begin,
               token.kind == Token::Kind::End
                   ? Text{"表达式没有写完", "the expression ends too early"}
                   : fill({"这里要有一个量，不是 {0}", "a quantity is wanted here, not '{0}'"},
                          std::vector{token.text}));
  }

  Part parse_function(const Token& word) {
    const Function* function = find_function(word.text);
    if (function == nullptr) {
      std::vector<std::string> known;
      for (const Function& each : kFunctions) {
        known.emplace_back(each.name);
      }
      const std::string nearest = nearest_spelling(word.text, known);
      make_.stop(
          word.begin, fill({"没有函数 {0}", "there is no function {0}"}, std::vector{word.text}),
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
        make_.stop(peek().begin, {"参数太多", "too many arguments"});
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
      make_.stop(word.begin,
                 fill({"{0} 的参数个数不对", "{0} has the wrong number of arguments"},
                      std::vector{word.text}),
                 fill({"写作 {0}", "write {0}"}, std::vector{std::string(function.usage)}));
    }
    return operands;
  }

  Part make_call(std::size_t begin, std::size_t end, const Function& function,
                 std::vector<Part> operands) {
    if (function.op == Op::Min || function.op == Op::Max) {
      return make_.make_extreme(begin, end, function.op, operands);
    }
    SimTime span{0};
    for (std::size_t k = operands.size(); k-- > 0;) {
      switch (function.operands[k]) {
        case 'c':
        case 'C':
          make_.want_condition(operands[k]);
          break;
        case 'q':
          make_.want_quantity(operands[k]);
          break;
        case 't':
          span = make_.read_span(operands[k]);
          operands.erase(operands.begin() + static_cast<std::ptrdiff_t>(k));
          break;
        default:
          break; // either
      }
    }
    if (function.op == Op::Abs) {
      return make_.scale(Op::Abs, begin, end, operands[0]);
    }
    return make_.make_call(begin, end, function.op, operands, span);
  }

  void finish(const Part& whole, Expression::Kind kind) {
    if (peek().kind != Token::Kind::End) {
      make_.stop(peek().begin,
                 fill({"这里不能有 {0}", "'{0}' cannot stand here"}, std::vector{peek().text}),
                 {"两个条件之间要有 and 或 or", "between two conditions write and or or"});
    }
    make_.finish(whole, kind);
  }

  /// Counts nesting, so that a hostile text cannot exhaust the stack.
  class Deeper {
   public:
    explicit Deeper(ExpressionParser& parser) : parser_(parser) {
      if (++parser_.depth_ > Expression::kDeepest) {
        parser_.make_.stop(parser_.peek().begin,
                           {"表达式嵌套太深", "the expression is nested too deeply"},
                           {"拆成几个条件", "split it into several conditions"});
      }
    }
    ~Deeper() { --parser_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    ExpressionParser& parser_;
  };

  ExpressionBuilder make_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
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
