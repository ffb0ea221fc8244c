#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/text.h"

namespace jixia {

/// What one password check costs (Argon2id, RFC 9106). It stands in every hash, so that it can be
/// raised: older hashes are made anew when their owner signs in.
struct HashingCost {
  unsigned long long passes = 2;
  std::size_t memory = 64u << 20; ///< [byte]
};

/// Hashes passwords, at most two at a time: memory stays bounded when a whole class signs in at
/// once. Others wait; too many waiting are refused as busy.
class PasswordHashing {
 public:
  explicit PasswordHashing(HashingCost cost = {});

  /// The text to keep: "$argon2id$v=19$m=...". @throws Refusal  503
  std::string make_hash(const std::string& password) const;

  enum class Result { Wrong, Right, RightButOld };
  /// @param hash  empty: nobody has this name; takes as long as a wrong password
  /// @throws Refusal  503
  Result check(const std::string& hash, const std::string& password) const;

 private:
  HashingCost cost_;
  std::string nobodys_hash_;
};

inline constexpr std::size_t kMostPasswordBytes = 256;

/// Ten letters and digits that cannot be taken for each other, 49 bits.
std::string make_start_password();

/// Why a person may not take this password, nullopt if it is good: at least 8 letters, 5 of them
/// different, no run like 12345678, and not the person's own login or name.
std::optional<Text> find_password_fault(const std::string& password, const std::string& login,
                                        const std::string& name);

} // namespace jixia
