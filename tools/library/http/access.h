#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace jixia {

/// What a key may do; the first eight are the scopes of xAPI 1.0.3 part 3, 4.2.
enum class Scope : std::uint32_t {
  StatementsWrite = 1u << 0,
  StatementsReadMine = 1u << 1, ///< only what this key wrote
  StatementsRead = 1u << 2,
  State = 1u << 3,
  Define = 1u << 4, ///< change what is known of activities
  Profile = 1u << 5,
  AllRead = 1u << 6,
  All = 1u << 7, ///< everything in xAPI and attempts; not publishing
  AttemptsWrite = 1u << 8,
  AttemptsRead = 1u << 9,
  PacksPublish = 1u << 10,
};

/// A set of scopes.
class Scopes {
 public:
  constexpr Scopes() = default;
  constexpr Scopes(Scope scope) : bits_(static_cast<std::uint32_t>(scope)) {}
  constexpr explicit Scopes(std::uint32_t bits) : bits_(bits) {}
  constexpr Scopes operator|(Scopes other) const { return Scopes(bits_ | other.bits_); }
  constexpr bool has_any_of(Scopes other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool has(Scope scope) const { return has_any_of(scope); }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::uint32_t bits() const { return bits_; }

 private:
  std::uint32_t bits_ = 0;
};

constexpr Scopes operator|(Scope a, Scope b) {
  return Scopes(a) | Scopes(b);
}

/// "statements/write" and so on. @returns nullopt for an unknown name
std::optional<Scope> find_scope(std::string_view name);
std::string scope_names(Scopes scopes); ///< joined by spaces
std::vector<std::string_view> all_scope_names();

/// What a person is. Those of the alliance belong to no school.
enum class Role : std::uint32_t {
  Learner = 1u << 0,
  Teacher = 1u << 1,
  SchoolAdministrator = 1u << 2,
  AllianceOffice = 1u << 3, ///< sees schools and sums, never a learner's name
  Auditor = 1u << 4,        ///< reads the audit log, changes nothing
};

/// A set of roles.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(Role role) : bits_(static_cast<std::uint32_t>(role)) {}
  constexpr Roles operator|(Roles other) const {
    Roles both;
    both.bits_ = bits_ | other.bits_;
    return both;
  }
  constexpr bool has(Role role) const { return (bits_ & static_cast<std::uint32_t>(role)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

 private:
  std::uint32_t bits_ = 0;
};

constexpr Roles operator|(Role a, Role b) {
  return Roles(a) | Roles(b);
}

/// "learner", "teacher", "school-administrator", "alliance-office", "auditor".
std::optional<Role> find_role(std::string_view name);
std::string_view role_id(Role role);
const Text& role_name(Role role); ///< for people
const std::vector<Role>& all_roles();
bool belongs_to_school(Role role); ///< the others have an empty school

/// What a signed-in person may do; `roles_with` is the table. School means the person's own.
enum class Permission {
  UseAccount,        ///< own password, sessions, a copy of one's own data
  SeeOwnResults,     ///< as a learner
  SeeClassResults,   ///< names and results of classes one teaches; the administrator: of all
  ManageClasses,     ///< classes and their learners, start passwords
  ManagePeople,      ///< every person of the school, rights, export and erase, retention
  SeeSchoolReport,   ///< the school's sums
  SeeAllianceReport, ///< all schools' sums, no person
  ReadAuditLog,      ///< of the school; the auditor: all of it
};
Roles roles_with(Permission permission);

/// Who sends a request: a machine with a key, or a person who signed in.
struct Caller {
  std::string school; ///< id; nothing of another school is ever shown. Alliance's people: empty
  std::string key;    ///< the key's name; empty for a person
  Scopes scopes = {};
  std::string person = {};       ///< id; empty for a key
  std::optional<Role> role = {}; ///< of a person
  std::string name = {};         ///< of a person, to greet with
  Text school_name = {};         ///< of a person's school; empty for the alliance's people
  std::string learner = {};      ///< number under which a person's attempts arrive; may be empty
  std::optional<Language> language = {};
  std::string csrf_token = {};       ///< of the session; every form carries it, see http/form.h
  std::string session = {};          ///< names the session; not its secret
  bool must_change_password = false; ///< may use nothing but `with_start_password` routes

  bool is_person() const { return !person.empty(); }
  bool may(Permission permission) const { return role && roles_with(permission).has(*role); }
};

/// Who may use a route: everybody, or keys with one of some scopes, or people with one of some
/// roles. E.g. {.roles = roles_with(Permission::SeeClassResults)}.
struct Access {
  bool is_open = false;             ///< everybody; `caller` is given if there is one
  Scopes any_of = {};               ///< a key with one of these
  Roles roles = {};                 ///< a person with one of these
  bool with_start_password = false; ///< also before a person has changed the start password
  bool is_form = false;             ///< open, and sent by our own pages only, e.g. signing in
};

/// True if `caller` (nullptr: nobody known) may use a route of that access.
bool may_use(const Access& access, const Caller* caller);

} // namespace jixia
