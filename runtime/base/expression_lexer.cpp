#include "base/expression_lexer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "base/spelling.h"
#include "base/units.h"

namespace jixia {
namespace {

using Kind = ExpressionToken::Kind;

struct Sign {
  std::string_view written, meaning;
};

// Longer spellings first. Full-width forms are what a Chinese keyboard gives.
constexpr std::array kSigns{
    Sign{"<=", "<="}, Sign{">=", ">="}, Sign{"==", "=="}, Sign{"!=", "!="}, Sign{"&&", "and"},
    Sign{"||", "or"}, Sign{"≤", "<="},  Sign{"≥", ">="},  Sign{"≠", "!="},  Sign{"（", "("},
    Sign{"）", ")"},  Sign{"，", ","},  Sign{"<", "<"},   Sign{">", ">"},   Sign{"!", "not"},
    Sign{"&", "and"}, Sign{"+", "+"},   Sign{"-", "-"},   Sign{"*", "*"},   Sign{"/", "/"},
    Sign{"(", "("},   Sign{")", ")"},   Sign{",", ","}};

const Sign* find_sign(std::string_view rest) {
  for (const Sign& sign : kSigns) {
    if (rest.starts_with(sign.written)) {
      return &sign;
    }
  }
  return nullptr;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word_char(std::string_view rest) {
  const char c = rest.empty() ? ' ' : rest.front();
  const bool is_plain =
      is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
  const bool is_wide = static_cast<unsigned char>(c) >= 0x80;
  return is_plain || (is_wide && find_sign(rest) == nullptr && !rest.starts_with("　"));
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Splits one text; stops at the first problem.
class Lexer {
 public:
  Lexer(std::string_view text, ExpressionLexError& error) : text_(text), error_(error) {}

  std::optional<std::vector<ExpressionToken>> split() {
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
      if (!take()) {
        return std::nullopt;
      }
    }
    add(Kind::End, at_, "");
    return std::move(tokens_);
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }

  void skip_blanks() {
    while (at_ < text_.size() && (is_blank(text_[at_]) || rest().starts_with("　"))) {
      at_ += is_blank(text_[at_]) ? 1 : std::string_view("　").size();
    }
  }

  ExpressionToken& add(Kind kind, std::size_t begin, std::string_view text) {
    tokens_.push_back({kind, std::string(text), 0.0, "", begin, at_});
    return tokens_.back();
  }

  bool fail(std::size_t at, Text problem, Text help) {
    error_ = {at, std::move(problem), std::move(help)};
    return false;
  }

  bool take() {
    const char c = text_[at_];
    if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
      return take_number();
    }
    if (c == '\'' || c == '"') {
      return take_quoted();
    }
    if (const Sign* sign = find_sign(rest())) {
      const std::size_t begin = at_;
      at_ += sign->written.size();
      add(Kind::Sign, begin, sign->meaning);
      return true;
    }
    if (is_word_char(rest())) {
      const std::size_t begin = at_;
      while (at_ < text_.size() && is_word_char(rest())) {
        ++at_;
      }
      add(Kind::Word, begin, text_.substr(begin, at_ - begin));
      return true;
    }
    const Text help = c == '='
                          ? Text{"相等写作 ==", "equality is written =="}
                          : Text{"允许：位号、数与单位、and or not、+ - * /、比较、括号",
                                 "allowed: tags, numbers with units, and or not, + - * /, "
                                 "comparisons, brackets"};
    return fail(at_, fill({"表达式里不能有 {0}", "'{0}' cannot stand in an expression"},
                          std::vector{printable(c)}),
                help);
  }

  static std::string printable(char c) {
    const auto code = static_cast<unsigned>(static_cast<unsigned char>(c));
    return code >= 0x20 && code < 0x7f ? std::string(1, c) : "#" + std::to_string(code);
  }

  bool take_quoted() {
    const std::size_t begin = at_;
    const std::size_t close = text_.find(text_[begin], begin + 1);
    if (close == std::string_view::npos) {
      return fail(begin, {"引号没有闭合", "the quote is not closed"},
                  {"在名字后面补上同样的引号", "put the same quote after the name"});
    }
    at_ = close + 1;
    add(Kind::Quoted, begin, text_.substr(begin + 1, close - begin - 1));
    return true;
  }

  bool take_number() {
    const std::size_t begin = at_;
    double number = 0.0;
    const auto [stop, problem] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), number);
    if (problem != std::errc{} || !std::isfinite(number)) {
      return fail(begin, {"这个数太大或无法读取", "this number is too large or cannot be read"},
                  {"写成 20000 或 2e4 这样的数", "write a number such as 20000 or 2e4"});
    }
    at_ = static_cast<std::size_t>(stop - text_.data());
    const std::size_t end_of_number = at_;
    at_ += at_ < text_.size() && text_[at_] == ' ' ? 1u : 0u;
    const std::string_view unit = find_unit();
    at_ = unit.empty() ? end_of_number : at_ + unit.size();
    ExpressionToken& token = add(Kind::Number, begin, text_.substr(begin, at_ - begin));
    token.number = number;
    token.unit = std::string(unit);
    return !unit.empty() || refuse_unknown_unit(number);
  }

  // The longest spelling of a unit that begins here and does not run on as a word.
  std::string_view find_unit() const {
    std::string_view longest;
    for (const UnitName& name : all_unit_names()) {
      if (name.text != "-" && name.text.size() > longest.size() && rest().starts_with(name.text) &&
          !(is_word_char(name.text.substr(name.text.size() - 1)) &&
            is_word_char(rest().substr(name.text.size())))) {
        longest = name.text;
      }
    }
    return longest;
  }

  // What follows a bare number may be an operator, never a word.
  bool refuse_unknown_unit(double number) {
    std::size_t begin = at_;
    while (begin < text_.size() && is_blank(text_[begin])) {
      ++begin;
    }
    std::size_t end = begin;
    while (end < text_.size() && is_word_char(text_.substr(end))) {
      ++end;
    }
    const std::string word(text_.substr(begin, end - begin));
    if (word.empty() || word == "and" || word == "or") {
      return true;
    }
    std::vector<std::string> known;
    for (const UnitName& name : all_unit_names()) {
      known.emplace_back(name.text);
    }
    const std::string nearest = nearest_spelling(word, known);
    return fail(begin,
                fill({"{0} 后面的 {1} 不是单位", "'{1}' after {0} is not a unit"},
                     std::vector{number_text(number), word}),
                nearest.empty() ? Text{"单位写法见 jixia-pack schema", "units: see jixia-pack schema"}
                                : fill({"是否为 {0}？", "did you mean {0}?"}, std::vector{nearest}));
  }

  std::string_view text_;
  ExpressionLexError& error_;
  std::vector<ExpressionToken> tokens_;
  std::size_t at_ = 0;
};

} // namespace

std::optional<std::vector<ExpressionToken>> split_expression(const std::string& text,
                                                             ExpressionLexError& error) {
  return Lexer(text, error).split();
}

} // namespace jixia
