#include "records/digest.h"

#include <openssl/evp.h>

#include <array>

namespace jixia {
namespace {

std::string calc_hex(std::string_view bytes, const EVP_MD* kind) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, kind, nullptr);
  std::string text;
  for (unsigned k = 0; k < size; ++k) {
    text += kDigits[digest[k] >> 4];
    text += kDigits[digest[k] & 15];
  }
  return text;
}

} // namespace

std::string calc_sha2(std::string_view bytes, std::size_t digits) {
  switch (digits) {
    case 56:
      return calc_hex(bytes, EVP_sha224());
    case 64:
      return calc_hex(bytes, EVP_sha256());
    case 96:
      return calc_hex(bytes, EVP_sha384());
    case 128:
      return calc_hex(bytes, EVP_sha512());
    default:
      return "";
  }
}

std::string calc_sha1(std::string_view bytes) {
  return calc_hex(bytes, EVP_sha1());
}

} // namespace jixia
