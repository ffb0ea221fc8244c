#include "trust/signing_key.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "trust/digest.h"

namespace jixia {
namespace {

/// libsodium must be asked once before it is used; it does nothing the second time.
void start_sodium() {
  if (sodium_init() < 0) {
    throw std::runtime_error("libsodium has no random numbers");
  }
}

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

std::string PublicKey::number_text() const {
  std::string bytes(number.rbegin(), number.rend()); // a little-endian number
  std::string text = hex_from_bytes(bytes);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
  return text;
}

std::string PublicKey::hex() const {
  return hex_from_bytes(std::string(point.begin(), point.end()));
}

SecretKey SecretKey::make() {
  start_sodium();
  std::array<unsigned char, 8> number;
  std::array<unsigned char, 64> pair;
  std::array<unsigned char, 32> point;
  randombytes_buf(number.data(), number.size());
  crypto_sign_keypair(point.data(), pair.data());
  SecretKey key(number, pair);
  sodium_memzero(pair.data(), pair.size());
  return key;
}

SecretKey SecretKey::from_seed(const std::array<unsigned char, 32>& seed) {
  start_sodium();
  std::array<unsigned char, 8> number;
  std::array<unsigned char, 64> pair;
  std::array<unsigned char, 32> point;
  crypto_sign_seed_keypair(point.data(), pair.data(), seed.data());
  std::copy_n(point.begin(), number.size(), number.begin());
  return {number, pair};
}

SecretKey::SecretKey(const std::array<unsigned char, 8>& number,
                     const std::array<unsigned char, 64>& pair)
    : number_(number), pair_(pair) {
  start_sodium();
}

SecretKey::~SecretKey() {
  sodium_memzero(pair_.data(), pair_.size());
}

PublicKey SecretKey::public_key() const {
  PublicKey key;
  key.number = number_;
  std::copy(pair_.begin() + 32, pair_.end(), key.point.begin());
  return key;
}

std::string SecretKey::sign(std::string_view message) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, octets(message),
                       message.size(), pair_.data());
  return signature;
}

bool is_signature(const PublicKey& key, std::string_view message, std::string_view signature) {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(octets(signature), octets(message), message.size(),
                                     key.point.data()) == 0;
}

} // namespace jixia
