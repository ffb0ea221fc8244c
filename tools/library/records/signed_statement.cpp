#include "records/signed_statement.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

#include "http/base64.h"
#include "records/new_statement.h"
#include "records/statement_check.h"
#include "records/xapi_values.h"

namespace jixia {
namespace {

template <auto Free>
struct Freer {
  template <typename Thing>
  void operator()(Thing* thing) const {
    Free(thing);
  }
};
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using PublicKey = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;

const EVP_MD* find_digest(const std::string& algorithm) {
  return algorithm == "RS256"   ? EVP_sha256()
         : algorithm == "RS384" ? EVP_sha384()
         : algorithm == "RS512" ? EVP_sha512()
                                : nullptr;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

PublicKey read_certificate_key(const std::string& der) {
  const unsigned char* at = bytes_of(der);
  const Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  return PublicKey(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
}

bool is_signed_with(EVP_PKEY* key, const EVP_MD* digest, std::string_view message,
                    std::string_view signature) {
  const DigestContext context(EVP_MD_CTX_new());
  return context && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA &&
         EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                          message.size()) == 1;
}

struct Jws {
  std::string_view signed_part; ///< header and payload, as they were signed
  Json header, payload;
  std::string signature;
};

Jws read_jws(std::string_view text, const CheckPlace& at) {
  const std::size_t first = text.find('.'), second = text.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) {
    refuse(at, {"{0} 不是 JWS（三段，以点分隔）", "{0} is no JWS (three parts with dots between)"});
  }
  const auto header = decode_base64(text.substr(0, first));
  const auto payload = decode_base64(text.substr(first + 1, second - first - 1));
  auto signature = decode_base64(text.substr(second + 1));
  std::optional<Json> header_json = header ? parse_json(*header) : std::nullopt;
  std::optional<Json> payload_json = payload ? parse_json(*payload) : std::nullopt;
  if (!signature || signature->empty() || !header_json || !header_json->is_object() ||
      !payload_json || !payload_json->is_object()) {
    refuse(at, {"{0} 的 JWS 不能解码", "the JWS of {0} cannot be decoded"});
  }
  return {text.substr(0, second), std::move(*header_json), std::move(*payload_json),
          std::move(*signature)};
}

// The first of the chain is the certificate the signature was made with (RFC 7515, 4.1.6).
void check_certificate(const Jws& jws, const EVP_MD* digest, const CheckPlace& at) {
  const Json* chain = find_value(jws.header, "x5c");
  if (!chain) {
    return;
  }
  const bool is_list = chain->is_array() && !chain->empty() && chain->front().is_string();
  const auto der = is_list ? decode_base64(chain->front().get<std::string>()) : std::nullopt;
  const PublicKey key = der ? read_certificate_key(*der) : nullptr;
  if (!key || !is_signed_with(key.get(), digest, jws.signed_part, jws.signature)) {
    refuse(at,
           {"{0} 的签名与其证书不符", "the signature of {0} was not made with its certificate"});
  }
}

// Times are left out of comparable_text(), since a store may set them; what was signed may not
// differ.
bool have_different_times(const Json& a, const Json& b) {
  const Json *first = find_value(a, "timestamp"), *second = find_value(b, "timestamp");
  return first && second &&
         read_timestamp(first->get<std::string>())->unix_ms() !=
             read_timestamp(second->get<std::string>())->unix_ms();
}

} // namespace

void check_signature(std::string_view text, const Json& statement, const CheckPlace& at) {
  const Jws jws = read_jws(text, at);
  const Json* algorithm = find_value(jws.header, "alg");
  const EVP_MD* digest =
      algorithm && algorithm->is_string() ? find_digest(algorithm->get<std::string>()) : nullptr;
  if (!digest) {
    refuse(at, {"{0} 的签名算法应为 RS256、RS384 或 RS512",
                "the signature of {0} must be RS256, RS384 or RS512"});
  }
  check_statement(jws.payload, XapiVersion::V2, at); // whose rules include the older ones
  if (comparable_text(jws.payload) != comparable_text(statement) ||
      have_different_times(jws.payload, statement)) {
    refuse(at, {"{0} 签的不是这条语句", "what {0} signs is not this statement"});
  }
  check_certificate(jws, digest, at);
}

} // namespace jixia
