#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"

namespace jixia {

/// One word of an expression (expression.h says which there are).
struct ExpressionToken {
  enum class Kind {
    Number, ///< `number`, with `unit` as written; "" if bare
    Word,   ///< a name, function, state or `and or not true false`
    Quoted, ///< the text between quotes
    Sign,   ///< an operator or bracket in its ASCII spelling, e.g. "<="
    End,
  };
  Kind kind = Kind::End;
  std::string text;
  double number = 0.0;
  std::string unit;
  std::size_t begin = 0, end = 0; ///< bytes
};

/// Why a text cannot be split into tokens.
struct ExpressionLexError {
  std::size_t at = 0;
  Text problem;
  Text help;
};

/// Splits `text`; the last token is End.
/// @returns nullopt and fills `error` at the first thing that is no token.
std::optional<std::vector<ExpressionToken>> split_expression(const std::string& text,
                                                             ExpressionLexError& error);

} // namespace jixia
