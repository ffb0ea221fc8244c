#pragma once

#include <optional>

#include "accounts/class_list.h"
#include "accounts/sign_in.h"

namespace jixia {

/// Everything about people, over one hub.
struct Accounts {
  explicit Accounts(Hub& shared, HashingCost cost = {});

  Hub& hub;
  PasswordHashing hashing;
  People people{hub, hashing};
  Classes classes{hub};
  ClassLists class_lists{hub, hashing};
  Sessions sessions{hub};
  SignIn sign_in;
  AuditLog audit{hub};

  /// The person behind the request's session cookie.
  std::optional<Caller> find_person(const HttpRequest& request) {
    const std::optional<std::string> secret = request.cookie(kSessionCookie);
    return secret ? sessions.find(*secret) : std::nullopt;
  }
};

/// Who asks, for the audit log.
inline Actor actor_of(const HttpRequest& request, const Caller& caller) {
  return {caller.is_person() ? caller.person : "key:" + caller.key, request.remote_address};
}

} // namespace jixia
