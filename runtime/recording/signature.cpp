#include "recording/signature.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/file_io.h"
#include "recording/attempt_files.h"
#include "recording/identity.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using Digests = std::map<std::string, std::string>; ///< file -> SHA-256

constexpr std::string_view kSignatureFile = "signature.json";
constexpr std::string_view kAlgorithm = "Ed25519";

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

std::shared_ptr<EVP_PKEY> owned(EVP_PKEY* key) {
  return {key, EVP_PKEY_free};
}

std::string hex_text(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char letter : bytes) {
    const auto byte = static_cast<unsigned char>(letter);
    text += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return text;
}

/// nullopt unless `text` is exactly `size` bytes in lower case hexadecimal.
std::optional<std::string> hex_bytes(std::string_view text, std::size_t size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (text.size() != 2 * size || text.find_first_not_of(kDigits) != std::string_view::npos) {
    return std::nullopt;
  }
  std::string bytes;
  for (std::size_t k = 0; k < text.size(); k += 2) {
    bytes += static_cast<char>(kDigits.find(text[k]) * 16 + kDigits.find(text[k + 1]));
  }
  return bytes;
}

const unsigned char* as_octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string pem_text(EVP_PKEY* key) {
  const std::unique_ptr<BIO, FreeBio> bio(BIO_new(BIO_s_mem()));
  char* text = nullptr;
  if (!bio ||
      PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    throw std::runtime_error("OpenSSL cannot write a key");
  }
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::shared_ptr<EVP_PKEY> read_pem(const std::string& text) {
  const std::unique_ptr<BIO, FreeBio> bio(
      BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  EVP_PKEY* key = bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr) : nullptr;
  if (key != nullptr && EVP_PKEY_get_base_id(key) != EVP_PKEY_ED25519) {
    EVP_PKEY_free(key);
    key = nullptr;
  }
  return key != nullptr ? owned(key) : nullptr;
}

void warn_if_readable_by_others(const fs::path& file, Diagnostics& problems) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0 && (status.st_mode & 077) != 0) {
    problems.warning({file.string(), 0, 0},
                     {"别的用户也能读这个密钥", "other users can read this key"},
                     fill({"运行 chmod 600 {0}", "run chmod 600 {0}"}, std::vector{file.string()}));
  }
}

/// What is signed: one line per file, so that a person can check it with sha256sum.
std::string signed_text(const Digests& digests) {
  std::string text = "jixia attempt 1\n";
  for (const auto& [name, digest] : digests) {
    text += digest + "  " + name + "\n";
  }
  return text;
}

std::optional<Digests> calc_digests(const fs::path& folder, Diagnostics& problems) {
  Digests digests;
  for (const AttemptFile& file : attempt_files()) {
    if (file.name == kSignatureFile) {
      continue;
    }
    const auto content = read_attempt_file(folder, file, problems);
    if (!content) {
      return std::nullopt;
    }
    if (file.is_needed || !content->empty()) {
      digests[std::string(file.name)] = sha256_hex(*content);
    }
  }
  return digests;
}

struct StoredSignature {
  std::string public_key, signature;
  Digests digests;
};

std::optional<StoredSignature> read_signature(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  const auto is_text = [&](const char* name) {
    return json.contains(name) && json[name].is_string();
  };
  if (!json.is_object() || !is_text("algorithm") || json["algorithm"] != kAlgorithm ||
      !is_text("public_key") || !is_text("signature") || !json.contains("files") ||
      !json["files"].is_object()) {
    return std::nullopt;
  }
  StoredSignature stored{json["public_key"], json["signature"], {}};
  for (const auto& [name, digest] : json["files"].items()) {
    if (!digest.is_string() || find_attempt_file(name) == nullptr) {
      return std::nullopt;
    }
    stored.digests[name] = digest.get<std::string>();
  }
  return stored;
}

/// The files whose digests differ, or that only one side has.
std::vector<std::string> find_departing(const Digests& stored, const Digests& present) {
  std::vector<std::string> names;
  for (const AttemptFile& file : attempt_files()) {
    const std::string name(file.name);
    const auto a = stored.find(name);
    const auto b = present.find(name);
    const bool is_same = (a == stored.end()) == (b == present.end()) &&
                         (a == stored.end() || a->second == b->second);
    if (!is_same) {
      names.push_back(name);
    }
  }
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

SignatureCheck broken(Text finding) {
  SignatureCheck check;
  check.state = SignatureCheck::State::Broken;
  check.finding = std::move(finding);
  return check;
}

} // namespace

std::optional<MachineKey> MachineKey::load_or_make(const fs::path& data_folder,
                                                   Diagnostics& problems) {
  const fs::path file = data_folder / "key.pem";
  std::error_code error;
  if (!fs::exists(file, error)) {
    EVP_PKEY* made = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    if (made == nullptr) {
      throw std::runtime_error("OpenSSL cannot make an Ed25519 key");
    }
    const MachineKey key(owned(made));
    const bool is_kept = make_folder(data_folder, problems) &&
                         write_file_atomically(file, pem_text(made), problems, 0600);
    return is_kept ? std::optional(key) : std::nullopt;
  }
  const auto text = read_file_limited(file, 65536, problems);
  const auto key = text ? read_pem(*text) : nullptr;
  if (text && !key) {
    problems.error({file.string(), 0, 0},
                   {"不是 Ed25519 私钥", "this is not an Ed25519 private key"},
                   {"移走它，下次会生成新的", "move it away; a new one is then made"});
  }
  if (!key) {
    return std::nullopt;
  }
  warn_if_readable_by_others(file, problems);
  return MachineKey(key);
}

std::string MachineKey::public_key() const {
  std::string bytes(32, '\0');
  std::size_t size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                                  &size) != 1) {
    throw std::runtime_error("OpenSSL cannot give a public key");
  }
  return hex_text(bytes);
}

std::string MachineKey::sign(std::string_view message) const {
  const Context context(EVP_MD_CTX_new());
  std::string bytes(64, '\0');
  std::size_t size = bytes.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size,
                     as_octets(message), message.size()) != 1) {
    throw std::runtime_error("OpenSSL cannot sign");
  }
  return hex_text(bytes);
}

bool is_signed_by(std::string_view public_key, std::string_view message,
                  std::string_view signature) {
  const auto key_bytes = hex_bytes(public_key, 32);
  const auto signature_bytes = hex_bytes(signature, 64);
  if (!key_bytes || !signature_bytes) {
    return false;
  }
  const auto key =
      owned(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, as_octets(*key_bytes), 32));
  const Context context(EVP_MD_CTX_new());
  return key && context &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), as_octets(*signature_bytes), 64, as_octets(message),
                          message.size()) == 1;
}

bool sign_attempt(const fs::path& folder, const MachineKey& key, Diagnostics& problems) {
  const auto digests = calc_digests(folder, problems);
  if (!digests) {
    return false;
  }
  Json json;
  json["algorithm"] = kAlgorithm;
  json["public_key"] = key.public_key();
  json["files"] = *digests;
  json["signature"] = key.sign(signed_text(*digests));
  return write_attempt_file(folder, kSignatureFile, json.dump(2) + "\n", problems);
}

SignatureCheck check_signature(const fs::path& folder) {
  Diagnostics problems;
  const auto text = read_attempt_file(folder, *find_attempt_file(kSignatureFile), problems);
  if (text && text->empty()) {
    SignatureCheck check;
    check.finding = {"没有签名", "it is not signed"};
    return check;
  }
  const auto stored = text ? read_signature(*text) : std::nullopt;
  if (!stored ||
      !is_signed_by(stored->public_key, signed_text(stored->digests), stored->signature)) {
    return broken({"签名无效", "the signature is not valid"});
  }
  const auto present = calc_digests(folder, problems);
  if (!present) {
    return broken({"有文件读不出", "a file cannot be read"});
  }
  SignatureCheck check;
  check.public_key = stored->public_key;
  check.departing = find_departing(stored->digests, *present);
  check.state =
      check.departing.empty() ? SignatureCheck::State::Valid : SignatureCheck::State::Broken;
  check.finding = check.departing.empty()
                      ? Text{"签名有效", "the signature is valid"}
                      : fill({"签名之后有改动：{0}", "changed since it was signed: {0}"},
                             std::vector{joined(check.departing)});
  return check;
}

} // namespace jixia
