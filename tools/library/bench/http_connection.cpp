#include "http_connection.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace jixia {

HttpConnection::~HttpConnection() {
  close();
}

bool HttpConnection::connect() {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port_));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    close();
  }
  received_.clear();
  return socket_ >= 0;
}

void HttpConnection::close() {
  if (socket_ >= 0) {
    ::close(socket_);
  }
  socket_ = -1;
}

bool HttpConnection::send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpConnection::read_more() {
  char piece[65536];
  const ssize_t got = ::recv(socket_, piece, sizeof piece, 0);
  if (got > 0) {
    received_.append(piece, static_cast<std::size_t>(got));
  }
  return got > 0;
}

int HttpConnection::exchange(std::string_view method, std::string_view target,
                             std::string_view body) {
  if (socket_ < 0 && !connect()) {
    return 0;
  }
  std::string request(method);
  request += ' ';
  request += target;
  request +=
      " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Experience-API-Version: 1.0.3\r\nContent-Type: "
      "application/json\r\n" +
      key_header_ + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  request += body;
  if (!send_all(request)) {
    close();
    return 0;
  }
  std::size_t head_end = std::string::npos;
  while ((head_end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) {
      close();
      return 0;
    }
  }
  const std::size_t length_at = received_.find("Content-Length: ");
  const std::size_t length =
      length_at < head_end ? std::strtoul(received_.c_str() + length_at + 16, nullptr, 10) : 0;
  while (received_.size() < head_end + 4 + length) {
    if (!read_more()) {
      close();
      return 0;
    }
  }
  const int status = std::atoi(received_.c_str() + 9); // behind "HTTP/1.1 "
  body_ = received_.substr(head_end + 4, length);
  received_.erase(0, head_end + 4 + length);
  return status;
}

} // namespace jixia
