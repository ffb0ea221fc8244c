#pragma once

#include <exception>

#include "http/exchange.h"

namespace jixia {

/// `{"error": reason}` in the language of the request.
HttpAnswer make_problem_answer(const HttpRequest& request, const Refusal& refusal);

/// What a handler threw, as an answer: Refusal as it says, DatabaseError as 507, 503 or 500,
/// anything else as 500 without details (they go to standard error).
HttpAnswer make_failure_answer(const HttpRequest& request, std::exception_ptr thrown);

/// A JSON string literal.
std::string json_quote(std::string_view text);

} // namespace jixia
