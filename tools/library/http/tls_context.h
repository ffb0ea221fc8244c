#pragma once

#include <filesystem>
#include <memory>

#include "base/diagnostics.h"

struct ssl_ctx_st; // OpenSSL's

namespace jixia {

/// A server's certificate and key, and what is spoken with them: TLS 1.2 and 1.3, in 1.2 only with
/// forward secrecy and authenticated encryption; no compression, no renegotiation.
class TlsContext {
 public:
  /// @param certificate  PEM: the server's certificate, then those in between
  /// @param key          PEM, without a password
  /// @returns nullptr with the reason in `problems`
  static std::unique_ptr<TlsContext> load(const std::filesystem::path& certificate,
                                          const std::filesystem::path& key, Diagnostics& problems);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;
  ssl_ctx_st* get() const { return context_; }

 private:
  explicit TlsContext(ssl_ctx_st* context) : context_(context) {}
  ssl_ctx_st* context_;
};

} // namespace jixia
