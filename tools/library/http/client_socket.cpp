#include "http/client_socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace jixia {
namespace {

constexpr std::size_t kBufferBytes = 16 * 1024;

thread_local ClientSocket* served = nullptr;

std::chrono::steady_clock::duration seconds(double count) {
  return std::chrono::duration_cast<std::chrono::steady_clock::duration>(
      std::chrono::duration<double>(count));
}

bool is_only_waiting(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

void ClientSocket::TlsFree::operator()(ssl_st* tls) const {
  SSL_free(tls);
}

ClientSocket::ClientSocket(int socket, const TlsContext* tls, const Patience& patience)
    : socket_(socket), patience_(patience) {
  served = this;
  fcntl(socket_, F_SETFL, fcntl(socket_, F_GETFL) | O_NONBLOCK);
  if (tls) {
    tls_.reset(SSL_new(tls->get()));
    is_broken_ = !tls_ || SSL_set_fd(tls_.get(), socket_) != 1;
  }
}

ClientSocket* ClientSocket::of_this_thread() {
  return served;
}

ClientSocket::~ClientSocket() {
  served = nullptr;
  if (tls_ && !is_broken_) {
    SSL_shutdown(tls_.get()); // says so; does not wait for the answer
  }
  shutdown(socket_, SHUT_WR);
  std::array<char, 4096> rest{};
  const Clock::time_point end = Clock::now() + std::chrono::milliseconds(500);
  for (int pieces = 0; pieces < 256 && lingers_; ++pieces) {
    lingers_ = wait(false, end) == Wait::Ready && recv(socket_, rest.data(), rest.size(), 0) > 0;
  }
  ::close(socket_);
}

ClientSocket::Wait ClientSocket::wait(bool for_writing, Clock::time_point until) const {
  pollfd entry{socket_, static_cast<short>(for_writing ? POLLOUT : POLLIN), 0};
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left < 0) {
      return Wait::Late;
    }
    const int ready = poll(&entry, 1, static_cast<int>(std::min<std::int64_t>(left + 1, 60'000)));
    if (ready > 0) {
      return Wait::Ready;
    }
    if (ready < 0 && errno != EINTR) {
      return Wait::Failed;
    }
  }
}

bool ClientSocket::begin() {
  if (is_broken_ || !tls_) {
    return !is_broken_;
  }
  const Clock::time_point until = Clock::now() + seconds(patience_.head_s);
  for (;;) {
    ERR_clear_error();
    const int result = SSL_accept(tls_.get());
    if (result == 1) {
      return true;
    }
    const int error = SSL_get_error(tls_.get(), result);
    const bool wants = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
    if (!wants || wait(error == SSL_ERROR_WANT_WRITE, until) != Wait::Ready) {
      is_broken_ = true;
      return false;
    }
  }
}

// -1 with errno EAGAIN: nothing there yet.
ssize_t ClientSocket::try_receive(char* into, std::size_t size, bool& wants_write) {
  wants_write = false;
  if (!tls_) {
    return recv(socket_, into, size, 0);
  }
  ERR_clear_error();
  const int got =
      SSL_read(tls_.get(), into, static_cast<int>(std::min<std::size_t>(size, 1u << 20)));
  if (got > 0) {
    return got;
  }
  const int error = SSL_get_error(tls_.get(), got);
  wants_write = error == SSL_ERROR_WANT_WRITE;
  if (wants_write || error == SSL_ERROR_WANT_READ) {
    errno = EAGAIN;
    return -1;
  }
  errno = EIO;
  return error == SSL_ERROR_ZERO_RETURN ? 0 : -1;
}

ssize_t ClientSocket::receive(char* into, std::size_t size, Clock::time_point until) {
  is_late_ = false;
  for (;;) {
    bool wants_write = false;
    const ssize_t got = try_receive(into, size, wants_write);
    if (got >= 0 || !is_only_waiting(errno)) {
      return got;
    }
    if (const Wait waited = wait(wants_write, until); waited != Wait::Ready) {
      is_late_ = waited == Wait::Late;
      return -1;
    }
  }
}

bool ClientSocket::fill_buffer(Clock::time_point until) {
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kBufferBytes);
  const ssize_t got = receive(buffer_.data() + size, kBufferBytes, until);
  buffer_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return got > 0;
}

// Also where only line feeds end the lines: that is refused, not waited for.
std::size_t ClientSocket::find_head_end() const {
  const std::string_view text = std::string_view(buffer_).substr(at_);
  const std::size_t mixed = text.find("\n\r\n"), loose = text.find("\n\n");
  std::size_t end = std::string_view::npos;
  if (mixed != std::string_view::npos) {
    end = mixed + 3;
  }
  return loose == std::string_view::npos ? end : std::min(end, loose + 2);
}

ClientSocket::Head ClientSocket::wait_for_head(std::size_t most_bytes,
                                               const std::function<bool()>& is_stopping) {
  head_size_ = 0;
  const Clock::time_point idle_end = Clock::now() + seconds(patience_.idle_s);
  while (at_ == buffer_.size()) {
    const auto slice = std::min(idle_end, Clock::now() + std::chrono::milliseconds(50));
    if (!fill_buffer(slice) && (!is_late_ || Clock::now() >= idle_end || is_stopping())) {
      return Head::Closed;
    }
  }
  const Clock::time_point end = Clock::now() + seconds(patience_.head_s);
  for (;;) {
    while (std::string_view(buffer_).substr(at_).starts_with("\r\n")) { // RFC 9112, 2.2
      at_ += 2;
    }
    const std::size_t size = find_head_end();
    head_size_ = std::min(size, buffer_.size() - at_);
    if (head_size_ > most_bytes) {
      return Head::TooLarge;
    }
    if (size != std::string_view::npos) {
      in_ = out_ = Pace{};
      return Head::Complete;
    }
    if (!fill_buffer(end)) {
      return is_late_ ? Head::Late : Head::Closed;
    }
  }
}

ClientSocket::Clock::time_point ClientSocket::limit_of(const Pace& pace) const {
  return std::min(Clock::now() + seconds(patience_.pause_s),
                  pace.began + seconds(patience_.grace_s + pace.bytes / patience_.least_rate));
}

ssize_t ClientSocket::read(char* into, std::size_t size) {
  if (at_ == buffer_.size() && size >= kBufferBytes) { // large pieces without a copy
    const ssize_t got = receive(into, size, limit_of(in_));
    in_.bytes += static_cast<double>(std::max<ssize_t>(got, 0));
    return got;
  }
  if (at_ == buffer_.size() && !fill_buffer(limit_of(in_))) {
    is_broken_ = true;
    return -1;
  }
  const std::size_t taken = std::min(size, buffer_.size() - at_);
  std::memcpy(into, buffer_.data() + at_, taken);
  at_ += taken;
  in_.bytes += static_cast<double>(taken);
  return static_cast<ssize_t>(taken);
}

// -1 with errno; `wants_read`: TLS has to read before it can go on.
ssize_t ClientSocket::try_send(const char* from, std::size_t size, bool& wants_read) {
  if (tls_) {
    ERR_clear_error();
    const int got =
        SSL_write(tls_.get(), from, static_cast<int>(std::min<std::size_t>(size, 1u << 20)));
    const int error = got > 0 ? 0 : SSL_get_error(tls_.get(), got);
    wants_read = error == SSL_ERROR_WANT_READ;
    errno = wants_read || error == SSL_ERROR_WANT_WRITE ? EAGAIN : EIO;
    return got > 0 ? got : -1;
  }
  if (file_.has(from, size)) {
    off_t offset = from - file_.data;
    const ssize_t sent = sendfile(socket_, file_.file, &offset, size);
    if (sent == 0 && size > 0) {
      errno = EIO; // the file became shorter
      return -1;
    }
    return sent;
  }
  return send(socket_, from, size, MSG_NOSIGNAL);
}

ssize_t ClientSocket::write(const char* from, std::size_t size) {
  if (out_.bytes == 0.0) {
    out_.began = Clock::now(); // making the answer is not the client's time
  }
  for (;;) {
    bool wants_read = false;
    const ssize_t sent = try_send(from, size, wants_read);
    if (sent >= 0) {
      out_.bytes += static_cast<double>(sent);
      return sent;
    }
    if (!is_only_waiting(errno) || wait(!wants_read, limit_of(out_)) != Wait::Ready) {
      is_broken_ = true;
      return -1;
    }
  }
}

void ClientSocket::find_peer(std::string& address, int& port) const {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (getpeername(socket_, reinterpret_cast<sockaddr*>(&peer), &size) != 0) {
    return;
  }
  if (peer.ss_family == AF_INET6) {
    const auto& six = reinterpret_cast<const sockaddr_in6&>(peer);
    inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size());
    port = ntohs(six.sin6_port);
  } else if (peer.ss_family == AF_INET) {
    const auto& four = reinterpret_cast<const sockaddr_in&>(peer);
    inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
    port = ntohs(four.sin_port);
  }
  address = text.data();
}

} // namespace jixia
