#include "http/access.h"

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

bool may_use(const Access& access, const Caller* caller) {
  return access.is_open || (caller && caller->scopes.has_any_of(access.any_of));
}

} // namespace jixia
