#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace jixia {

/// An Ed25519 public key (RFC 8032) with the number that minisign tells keys apart by.
struct PublicKey {
  std::array<unsigned char, 8> number{}; ///< random, chosen with the key; no secret, no proof
  std::array<unsigned char, 32> point{};

  std::string number_text() const; ///< e.g. "1D0F3A9C27B4E65A", as minisign prints it
  std::string hex() const;         ///< of the point, as TUF writes it
  bool operator==(const PublicKey&) const = default;
};

/// The secret half. Its bytes are wiped when it goes.
class SecretKey {
 public:
  static SecretKey make(); ///< from the system's random numbers

  /// The key of a 32-byte seed; so that tests have keys of their own.
  static SecretKey from_seed(const std::array<unsigned char, 32>& seed);

  /// @param pair  seed and public point, as libsodium and minisign keep it
  SecretKey(const std::array<unsigned char, 8>& number, const std::array<unsigned char, 64>& pair);
  ~SecretKey();
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;

  PublicKey public_key() const;
  const std::array<unsigned char, 64>& pair() const { return pair_; }
  std::string sign(std::string_view message) const; ///< 64 bytes

 private:
  std::array<unsigned char, 8> number_{};
  std::array<unsigned char, 64> pair_{};
};

/// True if `signature` (64 bytes) of `message` was made with the secret half of `key`.
bool is_signature(const PublicKey& key, std::string_view message, std::string_view signature);

} // namespace jixia
