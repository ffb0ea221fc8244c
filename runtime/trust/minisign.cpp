#include "trust/minisign.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace jixia {
namespace {

using Octets = std::vector<unsigned char>;

constexpr std::string_view kComment = "untrusted comment: ";
constexpr std::string_view kTrustedComment = "trusted comment: ";
constexpr std::string_view kPlain = "Ed";  ///< of keys, and of signatures over the file itself
constexpr std::string_view kHashed = "ED"; ///< signature over the BLAKE2b-512
constexpr std::string_view kScrypt = "Sc";
constexpr std::string_view kOpen = std::string_view("\0\0", 2);
constexpr std::string_view kBlake2b = "B2";
constexpr std::size_t kMostText = 16 * 1024;
constexpr std::size_t kMostTrustedComment = 8192 - 32;
constexpr PasswordCost kMostCost{std::uint64_t{1} << 27, std::uint64_t{1} << 31};

// A secret key file's bytes: "Ed", kdf, "B2", salt, operations, memory, then locked with the
// password: number, pair, checksum.
constexpr std::size_t kSaltAt = 6, kOperationsAt = 38, kMemoryAt = 46, kLockedAt = 54;
constexpr std::size_t kNumberSize = 8, kPairSize = 64, kChecksumSize = 32;
constexpr std::size_t kLockedSize = kNumberSize + kPairSize + kChecksumSize;
constexpr std::size_t kSecretSize = kLockedAt + kLockedSize;
constexpr std::size_t kPublicSize = 2 + kNumberSize + 32;
constexpr std::size_t kSignatureSize = 2 + kNumberSize + 64;

void refuse(Diagnostics& problems, const std::string& name, Text problem, Text help = {}) {
  problems.error({name, 0, 0}, std::move(problem), std::move(help));
}

std::string base64(const unsigned char* bytes, std::size_t size) {
  std::string text(sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, sodium_base64_VARIANT_ORIGINAL);
  text.pop_back(); // the closing NUL
  return text;
}

/// nullopt unless `text` is the Base64 of exactly `size` bytes.
std::optional<Octets> read_base64(std::string_view text, std::size_t size) {
  Octets bytes(size);
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes.data(), size, text.data(), text.size(), nullptr, &length, &end,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      length != size || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return bytes;
}

/// The lines of a small text file, without their ends.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty() && text.size() <= kMostText) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool starts_with(const Octets& bytes, std::size_t at, std::string_view mark) {
  return std::memcmp(bytes.data() + at, mark.data(), mark.size()) == 0;
}

void put_mark(Octets& bytes, std::size_t at, std::string_view mark) {
  std::memcpy(bytes.data() + at, mark.data(), mark.size());
}

void put_number(Octets& bytes, std::size_t at, std::uint64_t number) {
  for (std::size_t k = 0; k < 8; ++k) {
    bytes[at + k] = static_cast<unsigned char>(number >> (8 * k));
  }
}

std::uint64_t number_at(const Octets& bytes, std::size_t at) {
  std::uint64_t number = 0;
  for (std::size_t k = 0; k < 8; ++k) {
    number |= std::uint64_t{bytes[at + k]} << (8 * k);
  }
  return number;
}

std::string blake2b_512(std::string_view content) {
  std::string hash(crypto_generichash_BYTES_MAX, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                     nullptr, 0);
  return hash;
}

/// BLAKE2b-256 over "Ed", number and pair of an unlocked file.
Octets calc_checksum(const Octets& bytes) {
  Octets sum(kChecksumSize);
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, sum.size());
  crypto_generichash_update(&state, bytes.data(), 2);
  crypto_generichash_update(&state, bytes.data() + kLockedAt, kNumberSize + kPairSize);
  crypto_generichash_final(&state, sum.data(), sum.size());
  return sum;
}

/// Locks or unlocks in place; the same act.
bool apply_password(Octets& bytes, std::string_view password) {
  Octets stream(kLockedSize);
  if (crypto_pwhash_scryptsalsa208sha256(
          stream.data(), stream.size(), password.data(), password.size(), bytes.data() + kSaltAt,
          number_at(bytes, kOperationsAt), number_at(bytes, kMemoryAt)) != 0) {
    return false;
  }
  for (std::size_t k = 0; k < kLockedSize; ++k) {
    bytes[kLockedAt + k] ^= stream[k];
  }
  sodium_memzero(stream.data(), stream.size());
  return true;
}

std::optional<Octets> secret_bytes(std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.size() < 2 || !lines[0].starts_with(kComment)) {
    return std::nullopt;
  }
  std::optional<Octets> bytes = read_base64(lines[1], kSecretSize);
  const bool is_known = bytes && starts_with(*bytes, 0, kPlain) &&
                        starts_with(*bytes, 4, kBlake2b) &&
                        (starts_with(*bytes, 2, kScrypt) || starts_with(*bytes, 2, kOpen));
  return is_known ? bytes : std::nullopt;
}

/// The parts of a .minisig file.
struct Minisig {
  bool is_hashed = false;
  PublicKey key; ///< its number only
  std::string signature, trusted_comment, comment_signature;
};

bool is_printable(std::string_view comment) {
  return std::all_of(comment.begin(), comment.end(), [](char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  });
}

std::optional<Minisig> read_minisig(std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.size() != 4 || !lines[0].starts_with(kComment) ||
      !lines[2].starts_with(kTrustedComment)) {
    return std::nullopt;
  }
  const auto bytes = read_base64(lines[1], kSignatureSize);
  const auto second = read_base64(lines[3], 64);
  Minisig parts;
  parts.trusted_comment = lines[2].substr(kTrustedComment.size());
  if (!bytes || !second || !is_printable(parts.trusted_comment) ||
      (!starts_with(*bytes, 0, kPlain) && !starts_with(*bytes, 0, kHashed))) {
    return std::nullopt;
  }
  parts.is_hashed = starts_with(*bytes, 0, kHashed);
  std::copy_n(bytes->begin() + 2, kNumberSize, parts.key.number.begin());
  parts.signature.assign(bytes->begin() + 2 + kNumberSize, bytes->end());
  parts.comment_signature.assign(second->begin(), second->end());
  return parts;
}

} // namespace

std::string public_key_text(const PublicKey& key) {
  Octets bytes(kPublicSize);
  put_mark(bytes, 0, kPlain);
  std::copy(key.number.begin(), key.number.end(), bytes.begin() + 2);
  std::copy(key.point.begin(), key.point.end(), bytes.begin() + 2 + kNumberSize);
  return std::string(kComment) + "minisign public key " + key.number_text() + "\n" +
         base64(bytes.data(), bytes.size()) + "\n";
}

std::optional<PublicKey> read_public_key(std::string_view text, const std::string& name,
                                         Diagnostics& problems) {
  auto lines = lines_of(text);
  if (!lines.empty() && lines[0].starts_with(kComment)) {
    lines.erase(lines.begin());
  }
  const auto bytes = lines.size() == 1 ? read_base64(lines[0], kPublicSize) : std::nullopt;
  if (!bytes || !starts_with(*bytes, 0, kPlain)) {
    refuse(problems, name, {"不是 minisign 公钥", "this is not a public key of minisign"},
           {"用 jixia-pack keygen 或 minisign -G 得到的 .pub 文件",
            "take the .pub file that jixia-pack keygen or minisign -G wrote"});
    return std::nullopt;
  }
  PublicKey key;
  std::copy_n(bytes->begin() + 2, kNumberSize, key.number.begin());
  std::copy_n(bytes->begin() + 2 + kNumberSize, key.point.size(), key.point.begin());
  return key;
}

std::optional<std::string> secret_key_text(const SecretKey& key, std::string_view password,
                                           const PasswordCost& cost, Diagnostics& problems) {
  Octets bytes(kSecretSize);
  put_mark(bytes, 0, kPlain);
  put_mark(bytes, 2, password.empty() ? kOpen : kScrypt);
  put_mark(bytes, 4, kBlake2b);
  const PublicKey half = key.public_key();
  std::copy(half.number.begin(), half.number.end(), bytes.begin() + kLockedAt);
  std::copy(key.pair().begin(), key.pair().end(), bytes.begin() + kLockedAt + kNumberSize);
  const Octets sum = calc_checksum(bytes);
  if (!password.empty()) {
    std::copy(sum.begin(), sum.end(), bytes.begin() + kLockedAt + kNumberSize + kPairSize);
    randombytes_buf(bytes.data() + kSaltAt, kOperationsAt - kSaltAt);
    put_number(bytes, kOperationsAt, cost.operations);
    put_number(bytes, kMemoryAt, cost.memory);
    if (!apply_password(bytes, password)) {
      refuse(
          problems, "",
          {"内存不足，不能用口令锁住密钥", "not enough memory to lock the key with the password"});
      return std::nullopt;
    }
  }
  std::string text = std::string(kComment) + "minisign encrypted secret key\n" +
                     base64(bytes.data(), bytes.size()) + "\n";
  sodium_memzero(bytes.data(), bytes.size());
  return text;
}

bool is_secret_key_locked(std::string_view text) {
  const auto bytes = secret_bytes(text);
  return bytes && starts_with(*bytes, 2, kScrypt);
}

std::optional<SecretKey> read_secret_key(std::string_view text, std::string_view password,
                                         const std::string& name, Diagnostics& problems) {
  std::optional<Octets> bytes = secret_bytes(text);
  if (!bytes) {
    refuse(problems, name, {"不是 minisign 私钥", "this is not a secret key of minisign"});
    return std::nullopt;
  }
  if (starts_with(*bytes, 2, kScrypt)) {
    if (number_at(*bytes, kOperationsAt) > kMostCost.operations ||
        number_at(*bytes, kMemoryAt) > kMostCost.memory) {
      refuse(problems, name,
             {"私钥要求的内存过多，上限 2 GiB", "the key asks for too much memory, at most 2 GiB"});
      return std::nullopt;
    }
    if (!apply_password(*bytes, password)) {
      refuse(problems, name, {"内存不足，不能解锁私钥", "not enough memory to unlock the key"});
      return std::nullopt;
    }
    const Octets sum = calc_checksum(*bytes);
    if (!std::equal(sum.begin(), sum.end(), bytes->begin() + kLockedAt + kNumberSize + kPairSize)) {
      refuse(problems, name, {"口令不对", "the password is wrong"});
      return std::nullopt;
    }
  }
  std::array<unsigned char, kNumberSize> number;
  std::array<unsigned char, kPairSize> pair;
  std::copy_n(bytes->begin() + kLockedAt, kNumberSize, number.begin());
  std::copy_n(bytes->begin() + kLockedAt + kNumberSize, kPairSize, pair.begin());
  std::array<unsigned char, 32> seed;
  std::copy_n(pair.begin(), seed.size(), seed.begin());
  SecretKey key(number, pair);
  // Signing with a public half that is not the seed's own would give the seed away.
  const bool is_whole = SecretKey::from_seed(seed).pair() == pair;
  sodium_memzero(bytes->data(), bytes->size());
  sodium_memzero(pair.data(), pair.size());
  sodium_memzero(seed.data(), seed.size());
  if (!is_whole) {
    refuse(problems, name, {"私钥已损坏", "the secret key is damaged"});
    return std::nullopt;
  }
  return key;
}

std::string make_minisig(const SecretKey& key, std::string_view content,
                         const std::string& trusted_comment) {
  std::string comment;
  for (const char letter : trusted_comment.substr(0, kMostTrustedComment)) {
    comment += is_printable({&letter, 1}) ? letter : ' ';
  }
  const std::string signature = key.sign(blake2b_512(content));
  const std::string second = key.sign(signature + comment);
  const PublicKey half = key.public_key();
  Octets bytes(kSignatureSize);
  put_mark(bytes, 0, kHashed);
  std::copy(half.number.begin(), half.number.end(), bytes.begin() + 2);
  std::copy(signature.begin(), signature.end(), bytes.begin() + 2 + kNumberSize);
  return std::string(kComment) + "signature from key " + half.number_text() + "\n" +
         base64(bytes.data(), bytes.size()) + "\n" + std::string(kTrustedComment) + comment + "\n" +
         base64(reinterpret_cast<const unsigned char*>(second.data()), second.size()) + "\n";
}

std::optional<std::string> check_minisig(const PublicKey& key, std::string_view content,
                                         std::string_view minisig, const std::string& name,
                                         Diagnostics& problems) {
  const std::optional<Minisig> parts = read_minisig(minisig);
  if (!parts) {
    refuse(problems, name, {"不是 minisign 签名", "this is not a signature of minisign"});
    return std::nullopt;
  }
  if (parts->key.number != key.number) {
    refuse(problems, name,
           fill({"签名用的是密钥 {0}，不是 {1}", "signed with key {0}, not with {1}"},
                std::vector{parts->key.number_text(), key.number_text()}));
    return std::nullopt;
  }
  const bool is_valid = parts->is_hashed ? is_signature(key, blake2b_512(content), parts->signature)
                                         : is_signature(key, content, parts->signature);
  if (!is_valid) {
    refuse(problems, name,
           {"签名无效：文件签名之后有改动，或不是用这个密钥签的",
            "the signature is not valid: the file has changed since, or another key signed it"});
    return std::nullopt;
  }
  if (!is_signature(key, parts->signature + parts->trusted_comment, parts->comment_signature)) {
    refuse(problems, name, {"签名的说明被改动过", "the comment of the signature was changed"});
    return std::nullopt;
  }
  return parts->trusted_comment;
}

std::optional<std::array<unsigned char, 8>> minisig_key_number(std::string_view minisig) {
  const std::optional<Minisig> parts = read_minisig(minisig);
  return parts ? std::optional(parts->key.number) : std::nullopt;
}

} // namespace jixia
