#pragma once

#include <chrono>
#include <string>

#include "base/text.h"

namespace jixia {

/// Where results go.
struct LibraryAddress {
  std::string url; ///< "http://127.0.0.1:8080" or "https://library.school.example"
  std::string key; ///< "name:secret", sent by HTTP Basic
  std::chrono::milliseconds timeout{10'000}; ///< to connect, and for each wait on an answer
};

/// What became of one message.
struct Delivery {
  enum class Outcome {
    Done,    ///< the library has it, or had it before (200, 201, 204, 409)
    Later,   ///< try again: nobody there, slow, 401, 403, 404, 408, 429, 5xx
    Refused, ///< the library will never take this one: every other answer
  } outcome = Outcome::Later;
  Text reason; ///< one line for the person, with the status; empty when done
  /// The library makes the statements of this attempt itself, from its own run of it.
  bool makes_statements = false;
};

/// Takes results to a library. One object, one thread; blocks up to the timeout.
class ResultReceiver {
 public:
  virtual ~ResultReceiver() = default;
  /// @param statements  a JSON array
  virtual Delivery post_statements(const std::string& statements) = 0;
  virtual Delivery put_attempt(const std::string& attempt_id, const std::string& bundle) = 0;
};

/// A library over HTTP: POST /xapi/statements (xAPI 1.0.3), and attempts in pieces of kPieceBytes
/// through /api/attempts/<id>/upload: what a broken line kept back is asked for first, so that an
/// upload goes on where it stopped. A library that does not know pieces gets the whole by PUT.
/// Follows no redirects, so that the key goes nowhere else. A wrong URL gives Later with the
/// reason.
class LibraryClient : public ResultReceiver {
 public:
  explicit LibraryClient(LibraryAddress address) : address_(std::move(address)) {}
  Delivery post_statements(const std::string& statements) override;
  Delivery put_attempt(const std::string& attempt_id, const std::string& bundle) override;

  static constexpr std::size_t kPieceBytes = 512 * 1024;

 private:
  LibraryAddress address_;
};

/// Sorts an HTTP status into the outcomes above.
Delivery judge_status(int status);

} // namespace jixia
