#pragma once

#include <httplib.h>

#include <map>
#include <mutex>
#include <string>

#include "http/client_socket.h"
#include "http/exchange.h"
#include "http/http_server.h"

namespace jixia {

/// How many connections each address has open.
class ConnectionCount {
 public:
  explicit ConnectionCount(int most) : most_(most) {}
  bool add(const std::string& address);
  void remove(const std::string& address);

 private:
  int most_;
  std::mutex lock_;
  std::map<std::string, int> counts_;
};

/// The HTTP library's server over our own sockets: it sees only heads that were looked at.
class StrictServer : public httplib::Server {
 public:
  StrictServer(const TlsContext* tls, const HttpServer::Options& options)
      : tls_(tls), options_(options), connections_(options.most_of_address) {}

 private:
  class Stream;
  bool process_and_close_socket(socket_t socket) override;
  void serve_requests(ClientSocket& client);
  bool serve_request(ClientSocket& client, Stream& stream, bool is_last);
  static void refuse(ClientSocket& client, const Refusal& fault);

  const TlsContext* tls_;
  HttpServer::Options options_;
  ConnectionCount connections_;
};

} // namespace jixia
