#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "accounts/people.h"
#include "http/exchange.h"

namespace jixia {

/// A sign-in that lasts, as its owner sees it.
struct SessionInfo {
  std::string hash; ///< names it; cannot be used to be signed in
  std::int64_t made_ms = 0, seen_ms = 0;
  std::string address, browser;
};

/// Who is signed in. The browser holds a secret of 256 random bits in a cookie; the database only
/// its hash, so that a copy of the database opens no session.
class Sessions {
 public:
  struct Limits {
    std::int64_t idle_ms = 60 * 60'000;       ///< without a request
    std::int64_t absolute_ms = 12 * 3600'000; ///< since signing in
    int most_per_person = 10;                 ///< the oldest goes
  };
  using Clock = std::function<std::int64_t()>; ///< Unix time [ms]

  explicit Sessions(Hub& hub);
  Sessions(Hub& hub, Limits limits, Clock clock);

  /// @returns the secret, 64 hexadecimal digits
  std::string open(const std::string& person, const std::string& address,
                   const std::string& browser);
  /// The person behind a secret; nullopt if it is none, has expired or the person is disabled.
  std::optional<Caller> find(const std::string& secret);

  void close(const std::string& hash, const Caller& owner, const std::string& address);
  void close_all(const Caller& owner, const std::string& address);
  std::vector<SessionInfo> list(const std::string& person); ///< the newest first
  void drop_expired();

 private:
  void touch(const std::string& hash, std::int64_t now_ms);
  Hub& hub_;
  Limits limits_;
  Clock clock_;
};

inline constexpr const char* kSessionCookie = "jixia_session";
inline constexpr const char* kDeviceCookie = "jixia_device";

/// The value of a Set-Cookie header: HttpOnly, SameSite=Strict for the whole site; over TLS Secure
/// too. @param seconds  0: deletes it; -1: until the browser is closed
std::string set_cookie_text(const HttpRequest& request, const std::string& name,
                            const std::string& value, std::int64_t seconds);

/// 256 random bits in hexadecimal.
std::string make_session_secret();

} // namespace jixia
