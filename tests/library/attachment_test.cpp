// Attachments in multipart/mixed and signed statements (xAPI 1.0.3 part 2, 2.4.11 and 2.6).
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "http/base64.h"
#include "records/digest.h"
#include "records/multipart.h"
#include "xapi_fixture.h"

namespace jixia {
namespace {

class AttachmentTest : public XapiTest {
 protected:
  struct Part {
    std::string content, type = "text/plain", hash = {}, encoding = "binary";
  };

  static Json describe(const Part& part, const std::string& usage = "http://u.example/file") {
    return {{"usageType", usage},
            {"display", {{"en", "file"}}},
            {"contentType", part.type},
            {"length", part.content.size()},
            {"sha2", calc_sha2(part.content, 64)}};
  }

  HttpAnswer post_with(const Json& statements, const std::vector<Part>& parts) {
    std::string body =
        "--BOUND\r\nContent-Type: application/json\r\n\r\n" + statements.dump() + "\r\n";
    for (const Part& part : parts) {
      body += "--BOUND\r\nContent-Type: " + part.type +
              "\r\nContent-Transfer-Encoding: " + part.encoding + "\r\nX-Experience-API-Hash: " +
              (part.hash.empty() ? calc_sha2(part.content, 64) : part.hash) + "\r\n\r\n" +
              part.content + "\r\n";
    }
    headers_["Content-Type"] = "multipart/mixed; boundary=BOUND";
    const HttpAnswer answer = send("POST", "/xapi/statements", {}, body + "--BOUND--\r\n");
    headers_["Content-Type"] = "application/json";
    return answer;
  }
};

TEST_F(AttachmentTest, ComesBackAsItWentIn) {
  const Part file{std::string("line\r\n--BOUN\0D", 14)};
  Json sent = statement(1);
  sent["attachments"] = Json::array({describe(file)});
  ASSERT_EQ(post_with(sent, {file}).status, 200);
  const HttpAnswer answer = get({{"statementId", id(1)}, {"attachments", "true"}});
  const auto parts = read_multipart(answer.body, find_boundary(answer.content_type).value());
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 2u);
  EXPECT_EQ(Json::parse((*parts)[0].content)["id"], id(1));
  EXPECT_EQ((*parts)[1].content, file.content);
  EXPECT_EQ((*parts)[1].headers.at("X-Experience-API-Hash"), calc_sha2(file.content, 64));
  EXPECT_EQ(get({{"statementId", id(1)}}).content_type.substr(0, 16), "application/json");
}

TEST_F(AttachmentTest, OneThatIsMissingForgedOrForNobodyIsRefused) {
  const Part file{"content"};
  Json sent = statement(1);
  sent["attachments"] = Json::array({describe(file)});
  EXPECT_EQ(post(sent).status, 400); // its content did not come
  EXPECT_EQ(post_with(sent, {}).status, 400);
  EXPECT_EQ(post_with(sent, {{"another"}}).status, 400);
  EXPECT_EQ(post_with(sent, {{"another", "text/plain", calc_sha2("content", 64)}}).status, 400);
  EXPECT_EQ(post_with(sent, {{"content", "text/plain", {}, "base64"}}).status, 400);
  EXPECT_EQ(post_with(statement(1), {file}).status, 400);
  sent["attachments"][0]["fileUrl"] = "http://f.example/file";
  EXPECT_EQ(post(sent).status, 200); // it lies elsewhere
}

TEST_F(AttachmentTest, ABodyThatIsNoMultipartIsRefused) {
  headers_["Content-Type"] = "multipart/mixed; boundary=BOUND";
  const std::string json = statement(1).dump();
  for (const std::string& body : std::vector<std::string>{
           "", json, "--BOUND\r\n\r\n" + json, "--BOUND--\r\n",
           "--BOUND\r\nContent-Type: text/plain\r\n\r\n" + json + "\r\n--BOUND--",
           "--OTHER\r\nContent-Type: application/json\r\n\r\n" + json + "\r\n--OTHER--"}) {
    EXPECT_EQ(send("POST", "/xapi/statements", {}, body).status, 400) << body;
  }
}

/// A key of its own with a certificate made by itself.
class Signer {
 public:
  Signer() : key_(EVP_RSA_gen(2048)), certificate_(X509_new()) {
    X509_gmtime_adj(X509_getm_notBefore(certificate_), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate_), 3600);
    X509_set_pubkey(certificate_, key_);
    X509_sign(certificate_, key_, EVP_sha256());
  }
  ~Signer() {
    X509_free(certificate_);
    EVP_PKEY_free(key_);
  }
  std::string certificate() const {
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate_, &der);
    std::string text(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return encode_base64(text);
  }
  std::string sign(const std::string& header, const std::string& payload,
                   const EVP_MD* digest) const {
    const std::string message = encode_base64url(header) + "." + encode_base64url(payload);
    std::string signature(256, '\0');
    std::size_t size = signature.size();
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestSignInit(context, nullptr, digest, nullptr, key_);
    EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                   reinterpret_cast<const unsigned char*>(message.data()), message.size());
    EVP_MD_CTX_free(context);
    return message + "." + encode_base64url(signature);
  }

 private:
  EVP_PKEY* key_;
  X509* certificate_;
};

class SignedStatementTest : public AttachmentTest {
 protected:
  int post_signed(const Json& sent, const std::string& jws,
                  const std::string& type = "application/octet-stream") {
    const Part signature{jws, type};
    Json with = sent;
    with["attachments"] =
        Json::array({describe(signature, "http://adlnet.gov/expapi/attachments/signature")});
    return post_with(with, {signature}).status;
  }
  Signer signer_;
};

TEST_F(SignedStatementTest, TheThreeRsaAlgorithmsAreTaken) {
  int number = 0;
  for (const auto& [name, digest] :
       {std::pair{"RS256", EVP_sha256()}, std::pair{"RS384", EVP_sha384()},
        std::pair{"RS512", EVP_sha512()}}) {
    const Json sent = statement(++number);
    const Json header{{"alg", name}, {"x5c", {signer_.certificate()}}};
    EXPECT_EQ(post_signed(sent, signer_.sign(header.dump(), sent.dump(), digest)), 200) << name;
  }
}

TEST_F(SignedStatementTest, AnythingElseIsRefused) {
  const Json sent = statement(1);
  const Json header{{"alg", "RS256"}, {"x5c", {signer_.certificate()}}};
  const std::string good = signer_.sign(header.dump(), sent.dump(), EVP_sha256());
  EXPECT_EQ(post_signed(sent, good, "text/plain"), 400);
  EXPECT_EQ(post_signed(sent, "no jws"), 400);
  EXPECT_EQ(post_signed(sent, "a.b.c"), 400);
  EXPECT_EQ(post_signed(sent, signer_.sign(R"({"alg":"HS256"})", sent.dump(), EVP_sha256())), 400);
  EXPECT_EQ(post_signed(sent, signer_.sign(R"({"alg":"none"})", sent.dump(), EVP_sha256())), 400);
  EXPECT_EQ(
      post_signed(sent, signer_.sign(header.dump(), statement(1, "wang").dump(), EVP_sha256())),
      400); // signs another
  EXPECT_EQ(post_signed(sent, signer_.sign(header.dump(), R"({"actor":7})", EVP_sha256())), 400);
  EXPECT_EQ(post_signed(sent, Signer().sign(header.dump(), sent.dump(), EVP_sha256())),
            400); // not the certificate's key
  Json later = sent;
  later["timestamp"] = "2026-03-09T08:15:30Z";
  Json earlier = sent;
  earlier["timestamp"] = "2026-03-08T08:15:30Z";
  EXPECT_EQ(post_signed(later, signer_.sign(header.dump(), earlier.dump(), EVP_sha256())),
            400); // signed another time
  EXPECT_EQ(post_signed(sent, good), 200);
}

} // namespace
} // namespace jixia
