#include "trust/digest.h"

#include <sodium.h>

namespace jixia {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

std::string calc_sha256(std::string_view bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), octets(bytes), bytes.size());
  return hex_from_bytes(hash);
}

Sha256Stream::Sha256Stream() : state_(std::make_unique<crypto_hash_sha256_state>()) {
  crypto_hash_sha256_init(state_.get());
}

Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::add(std::string_view piece) {
  crypto_hash_sha256_update(state_.get(), octets(piece), piece.size());
}

std::string Sha256Stream::finish() {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256_final(state_.get(), reinterpret_cast<unsigned char*>(hash.data()));
  return hex_from_bytes(hash);
}

bool is_sha256(std::string_view text) {
  return text.size() == 2 * crypto_hash_sha256_BYTES &&
         text.find_first_not_of(kDigits) == std::string_view::npos;
}

std::string hex_from_bytes(std::string_view bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char letter : bytes) {
    const auto byte = static_cast<unsigned char>(letter);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::optional<std::string> bytes_from_hex(std::string_view hex, std::size_t size) {
  if (hex.size() != 2 * size || hex.find_first_not_of(kDigits) != std::string_view::npos) {
    return std::nullopt;
  }
  std::string bytes;
  for (std::size_t k = 0; k < hex.size(); k += 2) {
    bytes += static_cast<char>(kDigits.find(hex[k]) * 16 + kDigits.find(hex[k + 1]));
  }
  return bytes;
}

} // namespace jixia
