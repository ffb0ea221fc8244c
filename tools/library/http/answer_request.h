#pragma once

#include <functional>
#include <optional>

#include "http/route_table.h"

namespace jixia {

/// Finds out who sends a request by its headers; nullopt: nobody we know.
using Authenticate = std::function<std::optional<Caller>(const HttpRequest&)>;

/// Fetches the body of a request, at most `most` bytes of it. @throws Refusal
using ReadBody = std::function<void(HttpRequest& request, std::size_t most)>;

/// Answers one request: finds the route, checks the caller, has the body read, turns what handlers
/// throw into answers. What HttpServer does with every request, without a network.
HttpAnswer answer_request(const RouteTable& routes, const Authenticate& authenticate,
                          HttpRequest& request, const ReadBody& read_body);

} // namespace jixia
