#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "trust/signing_key.h"

namespace jixia {

/// What keygen, sign and verify-signature are told.
struct KeyOptions {
  std::string secret_key; ///< file; empty: default_key_file()
  std::string file;       ///< that is signed
  std::string signature;  ///< empty: `file`.minisig
  std::string public_key; ///< file or its Base64 text
  std::string comment;    ///< signed too; empty: time and name, as minisign writes
  bool is_open = false;   ///< without a password
};

struct KeyCommandResult {
  bool is_good = false;
  std::vector<Text> lines; ///< for standard output
};

/// publisher.key in the data folder.
std::string default_key_file();

/// Makes a key pair: the secret key with mode 600, the public one beside it as .pub. Nothing is
/// overwritten.
KeyCommandResult make_key(const KeyOptions& options, Language language, Diagnostics& problems);

/// Reads the secret key that `file` or the default names; asks for its password if it has one.
std::optional<SecretKey> load_secret_key(const std::string& file, Language language,
                                         Diagnostics& problems);

KeyCommandResult sign_file(const KeyOptions& options, Language language, Diagnostics& problems);

KeyCommandResult check_signature_of(const KeyOptions& options, Diagnostics& problems);

} // namespace jixia
