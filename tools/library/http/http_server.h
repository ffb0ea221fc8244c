#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "http/answer_request.h"
#include "http/client_socket.h"
#include "http/rate_limit.h"

namespace jixia {

/// Serves a route table over HTTP/1.1, by TLS where a certificate is given. Without one only the
/// loopback interface is bound, unless it is said that plain HTTP is wanted. A head is looked at
/// before anything else (request_head.h), and clients that dawdle are cut off (client_socket.h).
/// Every request is held against the table before its body is read: no route 404, wrong method 405,
/// no or wrong key 401, a key that may not 403, a body larger than the route takes 413. A full disk
/// is 507, a busy store 503. A Host header that is none of ours is 421: a page elsewhere whose name
/// is made to point here.
class HttpServer {
 public:
  using Authenticate = jixia::Authenticate;
  struct Options {
    std::string address = "127.0.0.1"; ///< to bind; "0.0.0.0" and "::" are all of this machine's
    int port = 8790;                   ///< 0: any free one
    std::filesystem::path tls_certificate = {}, tls_key = {}; ///< PEM; empty: plain HTTP
    bool allows_plain = false;          ///< plain HTTP also beyond loopback, e.g. behind a proxy
    int threads = 64;                   ///< connections served at a time
    int most_of_address = 48;           ///< connections of one address at a time
    Rate rate_of_address = {1200, 200}; ///< requests of one address: a school may be one
    bool limits_loopback = false;       ///< this machine's own requests count too
    ClientSocket::Patience patience = {};
    std::vector<std::string> host_names = {"127.0.0.1", "localhost", "[::1]"};
  };

  HttpServer(const RouteTable& routes, Authenticate authenticate, Options options);
  ~HttpServer();

  /// Takes the port. @returns false with the reason in `problems`
  bool bind(Diagnostics& problems);
  int port() const;
  bool is_tls() const;

  /// Serves until stop(); call from one thread.
  void serve();
  void stop();

 private:
  class Connector;
  std::unique_ptr<Connector> connector_;
};

} // namespace jixia
