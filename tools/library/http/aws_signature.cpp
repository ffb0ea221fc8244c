#include "http/aws_signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "recording/identity.h"
#include "trust/digest.h"

namespace jixia {
namespace {

std::string hmac(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data(), &size);
  return {reinterpret_cast<const char*>(bytes.data()), size};
}

} // namespace

std::string make_aws_authorization(const AwsRequest& request, const AwsCredentials& credentials) {
  std::string headers, names;
  for (const auto& [name, value] : request.headers) {
    headers += name + ":" + value + "\n";
    names += (names.empty() ? "" : ";") + name;
  }
  const std::string canonical = request.method + "\n" + request.path + "\n\n" + headers + "\n" +
                                names + "\n" + request.payload_sha256;
  const std::string day = request.time.substr(0, 8);
  const std::string scope = day + "/" + credentials.region + "/s3/aws4_request";
  const std::string to_sign =
      "AWS4-HMAC-SHA256\n" + request.time + "\n" + scope + "\n" + sha256_hex(canonical);
  const std::string key = hmac(
      hmac(hmac(hmac("AWS4" + credentials.secret, day), credentials.region), "s3"), "aws4_request");
  return "AWS4-HMAC-SHA256 Credential=" + credentials.key_id + "/" + scope +
         ",SignedHeaders=" + names + ",Signature=" + hex_from_bytes(hmac(key, to_sign));
}

} // namespace jixia
