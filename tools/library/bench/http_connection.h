#pragma once

#include <string>
#include <string_view>

namespace jixia {

/// A kept-alive HTTP/1.1 connection of the load generator: as little work as possible, so that the
/// server beside it is measured and not this. One thread.
class HttpConnection {
 public:
  HttpConnection(int port, std::string key_header)
      : port_(port), key_header_(std::move(key_header)) {}
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  /// @returns the status, 0 if the connection broke; the body of the answer is in body()
  int exchange(std::string_view method, std::string_view target, std::string_view body);
  const std::string& body() const { return body_; }

 private:
  bool connect();
  void close();
  bool send_all(std::string_view bytes);
  bool read_more();

  int port_;
  std::string key_header_;
  int socket_ = -1;
  std::string received_, body_;
};

} // namespace jixia
