#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct crypto_hash_sha256_state; // libsodium's

namespace jixia {

/// SHA-256 (FIPS 180-4) of `bytes` as 64 lower case hexadecimal digits.
std::string calc_sha256(std::string_view bytes);

/// The same over bytes that arrive in pieces, for what is too large to hold.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;

  void add(std::string_view piece);
  /// Ends the stream; once only.
  std::string finish();

 private:
  std::unique_ptr<crypto_hash_sha256_state> state_;
};

/// True if `text` is what calc_sha256 could have written; e.g. before it becomes part of a path.
bool is_sha256(std::string_view text);

/// Hexadecimal digits in lower case.
std::string hex_from_bytes(std::string_view bytes);

/// @returns nullopt unless `hex` is exactly `size` bytes [byte] in lower case hexadecimal
std::optional<std::string> bytes_from_hex(std::string_view hex, std::size_t size);

} // namespace jixia
