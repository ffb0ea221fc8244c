#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

struct evp_pkey_st; // OpenSSL's key

namespace jixia {

/// The Ed25519 key (RFC 8032) of one machine. It says on which machine an attempt was finished and
/// that its files are unchanged since; that the score is right is shown by a replay, not by this.
class MachineKey {
 public:
  /// Reads `data_folder`/key.pem (PKCS #8), or makes it with mode 600. A key that others may read
  /// is used, with a warning.
  static std::optional<MachineKey> load_or_make(const std::filesystem::path& data_folder,
                                                Diagnostics& problems);

  std::string public_key() const;                   ///< 64 hexadecimal digits
  std::string sign(std::string_view message) const; ///< 128 hexadecimal digits

 private:
  explicit MachineKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
  std::shared_ptr<evp_pkey_st> key_;
};

/// True if `signature` of `message` was made with the key of `public_key`; both in hexadecimal.
bool is_signed_by(std::string_view public_key, std::string_view message,
                  std::string_view signature);

/// Writes signature.json: the SHA-256 of each file of the attempt, signed.
bool sign_attempt(const std::filesystem::path& folder, const MachineKey& key,
                  Diagnostics& problems);

/// What a look at signature.json shows.
struct SignatureCheck {
  enum class State { Valid, Missing, Broken } state = State::Missing;
  std::string public_key;             ///< of the machine that signed
  std::vector<std::string> departing; ///< files that were changed, added or removed since
  Text finding;                       ///< one line for the person
};

/// Compares the attempt's files, which may come from a stranger, with its signature.
SignatureCheck check_signature(const std::filesystem::path& folder);

} // namespace jixia
