#include "http/access.h"

#include <algorithm>
#include <array>

namespace jixia {
namespace {

struct NamedScope {
  std::string_view name;
  Scope scope;
};

constexpr std::array kScopes{
    NamedScope{"statements/write", Scope::StatementsWrite},
    NamedScope{"statements/read/mine", Scope::StatementsReadMine},
    NamedScope{"statements/read", Scope::StatementsRead},
    NamedScope{"state", Scope::State},
    NamedScope{"define", Scope::Define},
    NamedScope{"profile", Scope::Profile},
    NamedScope{"all/read", Scope::AllRead},
    NamedScope{"all", Scope::All},
    NamedScope{"attempts/write", Scope::AttemptsWrite},
    NamedScope{"attempts/read", Scope::AttemptsRead},
    NamedScope{"packs/publish", Scope::PacksPublish},
};

struct NamedRole {
  Role role;
  std::string_view id;
  Text name;
};

const std::vector<NamedRole>& named_roles() {
  static const std::vector<NamedRole> all{
      {Role::Learner, "learner", {"学员", "Learner"}},
      {Role::Teacher, "teacher", {"教师", "Teacher"}},
      {Role::SchoolAdministrator, "school-administrator", {"学校管理员", "School administrator"}},
      {Role::AllianceOffice, "alliance-office", {"联盟办公室", "Alliance office"}},
      {Role::Auditor, "auditor", {"审计员", "Auditor"}},
  };
  return all;
}

const NamedRole& named(Role role) {
  return *std::find_if(named_roles().begin(), named_roles().end(),
                       [role](const NamedRole& known) { return known.role == role; });
}

} // namespace

std::optional<Scope> find_scope(std::string_view name) {
  for (const NamedScope& known : kScopes) {
    if (known.name == name) {
      return known.scope;
    }
  }
  return std::nullopt;
}

std::string scope_names(Scopes scopes) {
  std::string names;
  for (const NamedScope& known : kScopes) {
    if (scopes.has(known.scope)) {
      names += (names.empty() ? "" : " ") + std::string(known.name);
    }
  }
  return names;
}

std::vector<std::string_view> all_scope_names() {
  std::vector<std::string_view> names;
  for (const NamedScope& known : kScopes) {
    names.push_back(known.name);
  }
  return names;
}

std::optional<Role> find_role(std::string_view name) {
  for (const NamedRole& known : named_roles()) {
    if (known.id == name) {
      return known.role;
    }
  }
  return std::nullopt;
}

std::string_view role_id(Role role) {
  return named(role).id;
}

const Text& role_name(Role role) {
  return named(role).name;
}

const std::vector<Role>& all_roles() {
  static const std::vector<Role> all{Role::Learner, Role::Teacher, Role::SchoolAdministrator,
                                     Role::AllianceOffice, Role::Auditor};
  return all;
}

bool belongs_to_school(Role role) {
  return role != Role::AllianceOffice && role != Role::Auditor;
}

Roles roles_with(Permission permission) {
  using enum Role;
  switch (permission) {
    case Permission::UseAccount:
      return Learner | Teacher | SchoolAdministrator | AllianceOffice | Auditor;
    case Permission::SeeOwnResults:
      return Learner;
    case Permission::SeeClassResults:
    case Permission::ManageClasses:
    case Permission::SeeSchoolReport:
      return Teacher | SchoolAdministrator;
    case Permission::ManagePeople:
      return SchoolAdministrator;
    case Permission::SeeAllianceReport:
      return AllianceOffice;
    case Permission::ReadAuditLog:
      return SchoolAdministrator | Auditor;
  }
  return {};
}

bool may_use(const Access& access, const Caller* caller) {
  if (access.is_open) {
    return true;
  }
  if (!caller) {
    return false;
  }
  return caller->is_person() ? caller->role && access.roles.has(*caller->role)
                             : caller->scopes.has_any_of(access.any_of);
}

} // namespace jixia
