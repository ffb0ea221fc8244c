#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// Who sends a request.
struct Caller {
  std::string school; ///< id; nothing of another school is ever shown
  std::string key;    ///< the key's name
  Scopes scopes;
};

/// Who may use a route.
struct Access {
  bool is_open = false; ///< everybody, without a key
  Scopes any_of = {};   ///< else a key with one of these
};

/// True if `caller` (nullptr: nobody known) may use a route of that access.
bool may_use(const Access& access, const Caller* caller);

} // namespace jixia
