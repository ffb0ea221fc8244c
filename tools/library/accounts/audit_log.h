#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/hub.h"
#include "base/text.h"

namespace jixia {

/// What is worth remembering: security events and every change of rights.
enum class AuditAction {
  SignedIn,
  SignInRefused,   ///< a wrong password
  SignInThrottled, ///< an account or an address had to wait
  SignedOut,
  SignedOutEverywhere,
  PasswordChanged,
  PasswordReset, ///< by somebody else
  KeyRefused,    ///< a wrong or unknown key; at most one row a minute for an address
  PersonAdded,
  PersonDisabled,
  PersonEnabled,
  RoleChanged,
  PersonExported,
  PersonErased,
  ClassAdded,
  ClassChanged, ///< who teaches or learns in it
  ClassImported,
  SchoolAdded,
  KeyAdded,
  KeyRevoked,
  RetentionChanged,
  RetentionApplied,
};
std::string_view audit_action_id(AuditAction action);
Text audit_action_name(std::string_view id); ///< for people; the id itself if it is unknown

/// Who does something, for the log.
struct Actor {
  std::string id;      ///< of a person, or kCommandLine
  std::string address; ///< where the request came from
};
inline constexpr const char* kCommandLine = "command-line";

/// One event. People stand in it by their ids, never by name, so that erasing a person leaves the
/// chain whole.
struct AuditEvent {
  AuditAction action;
  std::string school; ///< empty: the alliance's
  Actor actor;
  std::string target = {}; ///< id of the person, class, key or school it happened to
  std::string detail = {}; ///< e.g. a role
};

struct AuditRow {
  std::int64_t seq = 0, at_ms = 0;
  std::string school, actor, action, target, detail, address;
  std::string hash; ///< SHA-256 of the row and of the hash before
};

/// What a check of the whole log found.
struct AuditCheck {
  bool is_whole = false;
  std::int64_t rows = 0; ///< that were looked at
  std::string head;      ///< hash of the last good row
  Text finding;
};

/// The append-only log of the library: each row carries the hash of the one before, so that a row
/// that is changed, taken out or moved is found. Whoever can write the whole database can make a
/// whole new chain: note `rows` and `head` outside now and then, and let `verify` look for them.
class AuditLog {
 public:
  explicit AuditLog(Hub& hub) : hub_(hub) {}

  /// Within a job of the hub's writer: the event and what it tells of happen together.
  static void append(Connection& db, const AuditEvent& event);
  void record(const AuditEvent& event);

  /// The newest first. @param school  only its rows; nullopt: all
  /// @param before  only rows older than this one; 0: from the newest on
  std::vector<AuditRow> rows(const std::optional<std::string>& school, std::int64_t before,
                             int most);

  /// Checks every row. @param noted_rows, noted_head  what an earlier check said; 0: nothing
  AuditCheck verify(std::int64_t noted_rows = 0, const std::string& noted_head = {});

 private:
  Hub& hub_;
};

} // namespace jixia
