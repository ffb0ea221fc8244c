#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "accounts/learner_naming.h"
#include "database/database.h"
#include "database/group_writer.h"
#include "http/access.h"

namespace jixia {

/// A member of the alliance.
struct School {
  std::string id; ///< [a-z0-9-], at most 40 letters; names its file too
  std::string name_zh, name_en;
  std::string home_page = {}; ///< IRI of its account system; empty: one that cannot be resolved
};

/// A key as it is listed; the secret itself is never kept.
struct KeyInfo {
  std::string name, school;
  Scopes scopes;
  std::string made_at; ///< RFC 3339
  bool is_revoked = false;
};

/// The database that all schools share: schools and keys. Other parts of the library keep their
/// shared tables in it too. Any number of threads may use it.
class Hub {
 public:
  /// Opens or makes it. @throws DatabaseError
  explicit Hub(std::unique_ptr<Database> database);

  /// @returns false if the id exists or is none
  bool add_school(const School& school);
  std::optional<School> find_school(const std::string& id);
  std::vector<School> schools();
  /// @pre the school exists
  LearnerNaming find_naming(const std::string& school);

  /// Makes a key of a school. `secret` comes from make_secret(); only its hash is kept.
  /// @returns false if the name exists or is none
  bool add_key(const std::string& name, const std::string& school, Scopes scopes,
               const std::string& secret);
  bool revoke_key(const std::string& name);
  std::vector<KeyInfo> keys();

  /// Who holds this key; nullopt for an unknown or revoked one and a wrong secret.
  std::optional<Caller> find_caller(const std::string& name, const std::string& secret);

  ReadConnections& readers() { return readers_; }
  GroupWriter& writer() { return writer_; }

 private:
  std::unique_ptr<Database> database_;
  ReadConnections readers_;
  GroupWriter writer_;
};

/// 192 random bits in hexadecimal.
std::string make_secret();

/// The school that results of this machine belong to when nobody says otherwise.
inline constexpr const char* kLocalSchool = "local";

} // namespace jixia
