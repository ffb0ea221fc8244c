#include "http/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace jixia {
namespace {

constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL";

} // namespace

std::unique_ptr<TlsContext> TlsContext::load(const std::filesystem::path& certificate,
                                             const std::filesystem::path& key,
                                             Diagnostics& problems) {
  std::unique_ptr<TlsContext> made(new TlsContext(SSL_CTX_new(TLS_server_method())));
  SSL_CTX* context = made->get();
  const bool is_set = context && SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
                      SSL_CTX_set_cipher_list(context, kCiphers) == 1 &&
                      SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) == 1 &&
                      SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) == 1 &&
                      SSL_CTX_check_private_key(context) == 1;
  if (!is_set) {
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    problems.error(
        {},
        fill({"证书 {0} 和密钥 {1} 不能用：{2}",
              "the certificate {0} and the key {1} cannot be used: {2}"},
             std::vector<std::string>{certificate.string(), key.string(), reason ? reason : "?"}),
        {"应为 PEM 格式，密钥与证书成对，密钥不加密",
         "both in PEM, the key belongs to the certificate and has no password"});
    return nullptr;
  }
  SSL_CTX_set_options(
      context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  return made;
}

TlsContext::~TlsContext() {
  SSL_CTX_free(context_);
}

} // namespace jixia
