#include "http/strict_server.h"

#include "http/problem.h"
#include "http/request_head.h"

namespace jixia {

/// What the HTTP library reads from and writes to.
class StrictServer::Stream : public httplib::Stream {
 public:
  explicit Stream(ClientSocket& socket) : socket_(socket) {}
  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* into, size_t size) override { return socket_.read(into, size); }
  ssize_t write(const char* from, size_t size) override { return socket_.write(from, size); }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    socket_.find_peer(ip, port);
  }
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return socket_.socket(); }

 private:
  ClientSocket& socket_;
};

bool ConnectionCount::add(const std::string& address) {
  std::lock_guard lock(lock_);
  int& count = counts_[address];
  if (count >= most_) {
    return false;
  }
  ++count;
  return true;
}

void ConnectionCount::remove(const std::string& address) {
  std::lock_guard lock(lock_);
  const auto found = counts_.find(address);
  if (found != counts_.end() && --found->second <= 0) {
    counts_.erase(found);
  }
}

bool StrictServer::process_and_close_socket(socket_t socket) {
  ClientSocket client(socket, tls_, options_.patience);
  std::string address;
  int port = 0;
  client.find_peer(address, port);
  const bool is_counted = options_.limits_loopback || !is_loopback(address);
  if (is_counted && !connections_.add(network_of(address))) {
    return false; // closed; the others of this address are being served
  }
  if (client.begin()) {
    serve_requests(client);
  }
  if (is_counted) {
    connections_.remove(network_of(address));
  }
  return true;
}

void StrictServer::serve_requests(ClientSocket& client) {
  Stream stream(client);
  for (std::size_t count = 1; serve_request(client, stream, count >= keep_alive_max_count_);
       ++count) {
  }
}

// False: the connection is done.
bool StrictServer::serve_request(ClientSocket& client, Stream& stream, bool is_last) {
  const ClientSocket::Head came =
      client.wait_for_head(kMostHeadBytes, [this] { return svr_sock_ == INVALID_SOCKET; });
  std::optional<Refusal> fault;
  if (came == ClientSocket::Head::Closed) {
    return false;
  }
  if (came == ClientSocket::Head::TooLarge) {
    fault = Refusal{431, {"请求头太长", "the head is too long"}};
  } else if (came == ClientSocket::Head::Late) {
    fault = Refusal{408, {"请求头没有及时收到", "the head did not arrive in time"}};
  } else {
    fault = find_head_fault(client.head());
  }
  if (fault) {
    refuse(client, *fault);
    return false;
  }
  // After a chunked body nothing more is read: where it ends is not left to be argued about.
  const bool closes = is_last || !find_header(client.head(), "Transfer-Encoding").empty();
  bool is_closed = false;
  return process_request(stream, closes, is_closed, nullptr) && !closes && !is_closed;
}

void StrictServer::refuse(ClientSocket& client, const Refusal& fault) {
  HttpRequest request;
  request.headers.emplace("Accept-Language",
                          std::string(find_header(client.head(), "Accept-Language")));
  const HttpAnswer answer = make_problem_answer(request, fault);
  const std::string text = "HTTP/1.1 " + std::to_string(fault.status) +
                           " Refused\r\nContent-Type: " + answer.content_type +
                           "\r\nContent-Length: " + std::to_string(answer.body.size()) +
                           "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n" +
                           answer.body;
  client.write(text.data(), text.size());
  client.linger();
}

} // namespace jixia
