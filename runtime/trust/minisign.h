#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "trust/signing_key.h"

namespace jixia {

/// Keys and signatures as files of minisign 0.11 (Debian's `minisign` reads and writes the same):
/// a comment line, then Base64. What is signed is the BLAKE2b-512 of the file ("ED"); a signature
/// of the older kind, over the file itself, is accepted too. Left out: changing a password.
///
/// Text is refused with the reason in `problems`; `name` stands for the file there.

std::string public_key_text(const PublicKey& key);

/// Reads a public key: the file, or its Base64 line alone.
std::optional<PublicKey> read_public_key(std::string_view text, const std::string& name,
                                         Diagnostics& problems);

/// How hard a password is to guess [operations, byte]; a key says with which it was locked.
struct PasswordCost {
  std::uint64_t operations = 33'554'432;
  std::uint64_t memory = 1'073'741'824;
};

/// A secret key as its file. An empty `password` leaves it open, like `minisign -G -W`.
/// @returns nullopt if there is not enough memory for `cost`
std::optional<std::string> secret_key_text(const SecretKey& key, std::string_view password,
                                           const PasswordCost& cost, Diagnostics& problems);

/// True if the key in `text` is locked with a password.
bool is_secret_key_locked(std::string_view text);

/// Reads a secret key. A key that asks for more than 2 GiB or 2^27 operations is refused.
std::optional<SecretKey> read_secret_key(std::string_view text, std::string_view password,
                                         const std::string& name, Diagnostics& problems);

/// The content of `F.minisig` for a file that holds `content`.
/// @param trusted_comment  one line that is signed too
std::string make_minisig(const SecretKey& key, std::string_view content,
                         const std::string& trusted_comment);

/// Checks `minisig` against `content` and `key`.
/// @returns the trusted comment, or nullopt with what is wrong in `problems`
std::optional<std::string> check_minisig(const PublicKey& key, std::string_view content,
                                         std::string_view minisig, const std::string& name,
                                         Diagnostics& problems);

/// The number of the key that made `minisig`, for PublicKey::number; nullopt if it is no signature.
std::optional<std::array<unsigned char, 8>> minisig_key_number(std::string_view minisig);

} // namespace jixia
