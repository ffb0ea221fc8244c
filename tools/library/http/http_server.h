#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "http/route_table.h"

namespace jixia {

/// Serves a route table over HTTP/1.1 on the loopback interface. Every request is held against the
/// table before its body is read: no route 404, wrong method 405, no or wrong key 401, a key that
/// may not 403, a body larger than the route takes 413. A full disk is 507, a busy store 503. A
/// Host header that is none of ours is 421: a page elsewhere whose name is made to point here.
class HttpServer {
 public:
  /// Finds out who sends a request by its headers; nullopt: nobody we know.
  using Authenticate = std::function<std::optional<Caller>(const HttpRequest&)>;
  struct Options {
    int port = 8790;  ///< 0: any free one
    int threads = 64; ///< connections served at a time
    std::vector<std::string> host_names = {"127.0.0.1", "localhost", "[::1]"};
  };

  HttpServer(const RouteTable& routes, Authenticate authenticate, Options options);
  ~HttpServer();

  /// Takes the port. @returns false with the reason in `problems`
  bool bind(Diagnostics& problems);
  int port() const;

  /// Serves until stop(); call from one thread.
  void serve();
  void stop();

 private:
  class Connector;
  std::unique_ptr<Connector> connector_;
};

/// Fetches the body of a request, at most `most` bytes of it. @throws Refusal
using ReadBody = std::function<void(HttpRequest& request, std::size_t most)>;

/// Answers one request: finds the route, checks the caller, has the body read, turns what handlers
/// throw into answers. What HttpServer does with every request, without a network.
HttpAnswer answer_request(const RouteTable& routes, const HttpServer::Authenticate& authenticate,
                          HttpRequest& request, const ReadBody& read_body);

} // namespace jixia
