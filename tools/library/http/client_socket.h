#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/tls_context.h"

struct ssl_st; // OpenSSL's

namespace jixia {

/// The connection of one client, plain or TLS, read and written against the clock: whoever sends or
/// takes bytes one by one is cut off instead of keeping a thread. A handshake and a head have
/// `head_s` each, in all; a body or an answer may stop for `pause_s`, and after a while has to move
/// at `least_rate` on the average.
class ClientSocket {
 public:
  struct Patience {
    double idle_s = 5.0; ///< until the next request begins
    double head_s = 10.0;
    double pause_s = 10.0;
    double grace_s = 30.0;     ///< of a body or answer, before the rate counts
    double least_rate = 500.0; ///< [byte/s]
  };

  /// Takes the socket over. @param tls  nullptr: plain
  ClientSocket(int socket, const TlsContext* tls, const Patience& patience);
  ~ClientSocket();
  ClientSocket(const ClientSocket&) = delete;
  ClientSocket& operator=(const ClientSocket&) = delete;

  /// The handshake. False if it failed: only close then.
  bool begin();

  enum class Head { Complete, Closed, TooLarge, Late };
  /// Waits for the head of the next request. What comes behind it is kept.
  /// @param is_stopping  asked now and then while no request has begun
  Head wait_for_head(std::size_t most_bytes, const std::function<bool()>& is_stopping);
  /// The head, up to and including the empty line, also what there is of a faulty one; it is read
  /// again by read().
  std::string_view head() const { return std::string_view(buffer_).substr(at_, head_size_); }

  /// 0: closed; -1: failed or too slow.
  ssize_t read(char* into, std::size_t size);
  ssize_t write(const char* from, std::size_t size);
  /// Says that the bytes from `data` on are those of a file: write() then lets the system send them
  /// without copying, where the connection is plain. Holds until forget_file().
  void know_file(int file, const char* data, std::size_t size) { file_ = {file, data, size}; }
  void forget_file() { file_ = {}; }
  /// The one that this thread serves; nullptr: none.
  static ClientSocket* of_this_thread();

  /// What still comes is read away for a moment before closing: else the answer that was sent to a
  /// client that is still sending could get lost (RFC 9112, 9.6).
  void linger() { lingers_ = true; }

  int socket() const { return socket_; }
  void find_peer(std::string& address, int& port) const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Pace {
    Clock::time_point began = Clock::now();
    double bytes = 0.0;
  };
  struct TlsFree {
    void operator()(ssl_st* tls) const;
  };
  enum class Wait { Ready, Late, Failed };
  struct KnownFile {
    int file = -1;
    const char* data = nullptr;
    std::size_t size = 0;
    bool has(const char* from, std::size_t bytes) const {
      return file >= 0 && from >= data && from + bytes <= data + size;
    }
  };

  Wait wait(bool for_writing, Clock::time_point until) const;
  Clock::time_point limit_of(const Pace& pace) const;
  ssize_t receive(char* into, std::size_t size, Clock::time_point until); ///< as read()
  ssize_t try_receive(char* into, std::size_t size, bool& wants_write);
  ssize_t try_send(const char* from, std::size_t size, bool& wants_read);
  bool fill_buffer(Clock::time_point until);
  std::size_t find_head_end() const;

  int socket_;
  std::unique_ptr<ssl_st, TlsFree> tls_;
  Patience patience_;
  std::string buffer_; ///< came but was not read yet, from at_ on
  std::size_t at_ = 0, head_size_ = 0;
  Pace in_, out_;
  KnownFile file_;
  bool is_broken_ = false, is_late_ = false, lingers_ = false;
};

} // namespace jixia
