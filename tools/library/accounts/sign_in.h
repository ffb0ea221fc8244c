#pragma once

#include <optional>
#include <string>

#include "accounts/people.h"
#include "accounts/sessions.h"
#include "http/rate_limit.h"

namespace jixia {

/// Signing in, and what stands against guessing passwords.
///
/// A whole class sits behind one address, and a classmate knows everybody's number. So nobody is
/// ever locked out for good, and failures are counted where they hurt the guesser:
///  * for an account on browsers that never signed in to it: 10 at once, then one a minute, and
///    not more than 100 a day. All such browsers share this count.
///  * for an account on a browser that did (a cookie tells): the same count, but its own. So
///    whoever guesses at your account elsewhere does not keep you out here.
///  * for an address: 300 failures at once, then one in 2 s; then it refuses browsers that are
///    unknown to the account, not the others. Right passwords do not count.
/// A teacher who resets a password also clears what was counted for it. The counts are in memory:
/// a restart begins anew. An unknown account takes as long to refuse as a wrong password, and the
/// answer is the same.
class SignIn {
 public:
  struct Request {
    std::string school, login, password;
    std::string address, browser; ///< where from; `browser` is the User-Agent
    std::string device;           ///< value of the cookie kDeviceCookie; may be empty
  };
  struct Result {
    std::optional<Person> person; ///< who is signed in now; nullopt: refused
    std::int64_t wait_s = 0;      ///< not 0: not even looked at the password, try again then
    std::string session, device;  ///< for the cookies
  };

  SignIn(People& people, Sessions& sessions, Sessions::Clock clock);

  /// @throws Refusal  503 too many at once
  Result sign_in(const Request& request);
  /// The present password of somebody who is signed in, counted by its own count: no session, and
  /// the person, if it is right.
  Result check_own(const Person& person, const std::string& password, const std::string& address);
  /// Somebody who may do so gave this person a new password.
  void forget_failures(const std::string& person);

 private:
  std::string count_name(const std::optional<Person>& person, const Request& request);
  std::int64_t take_tries(const std::string& counted, const Request& request, bool is_known);
  Result admit(const Person& person, const Request& request, bool has_old_hash);
  void refuse(const std::optional<Person>& person, const Request& request, AuditAction why);

  People& people_;
  Sessions& sessions_;
  Sessions::Clock clock_;
  TokenBuckets tries_, tries_a_day_, failures_of_address_, rows_of_throttled_;
};

} // namespace jixia
