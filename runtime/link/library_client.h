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
};

/// Takes results to a library. One object, one thread; blocks up to the timeout.
class ResultReceiver {
 public:
  virtual ~ResultReceiver() = default;
  /// @param statements  a JSON array
  virtual Delivery post_statements(const std::string& statements) = 0;
  virtual Delivery put_attempt(const std::string& attempt_id, const std::string& bundle) = 0;
};

/// A library over HTTP: POST /xapi/statements (xAPI 1.0.3), PUT /api/attempts/<id>. Follows no
/// redirects, so that the key goes nowhere else. A wrong URL gives Later with the reason.
class LibraryClient : public ResultReceiver {
 public:
  explicit LibraryClient(LibraryAddress address) : address_(std::move(address)) {}
  Delivery post_statements(const std::string& statements) override;
  Delivery put_attempt(const std::string& attempt_id, const std::string& bundle) override;

 private:
  LibraryAddress address_;
};

/// Sorts an HTTP status into the outcomes above.
Delivery judge_status(int status);

} // namespace jixia
