#include "key_commands.h"

#include <chrono>
#include <filesystem>

#include "base/file_io.h"
#include "packaging/pack_file.h"
#include "password.h"
#include "trust/minisign.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

constexpr std::size_t kMostKeyBytes = 16 * 1024;
constexpr std::size_t kMostSignedBytes = std::max(kMostPackFileBytes, std::size_t{256} << 20);

std::string public_file_of(const fs::path& secret) {
  return fs::path(secret).replace_extension(".pub").string();
}

std::string key_file(const KeyOptions& options) {
  return options.secret_key.empty() ? default_key_file() : options.secret_key;
}

/// Twice, so that a slip of the finger locks nobody out; nullopt if they differ or are empty.
std::optional<std::string> ask_new_password(Language language, Diagnostics& problems) {
  const std::string first = ask_password({"新口令：", "New password: "}, language);
  const std::string second = ask_password({"再输一次：", "Once more: "}, language);
  if (first.empty() || first != second) {
    problems.error({}, {"两次口令不同，或口令为空", "the passwords differ or are empty"},
                   {"不要口令时加 --no-password", "give --no-password for a key without one"});
    return std::nullopt;
  }
  return first;
}

/// What minisign writes when it is told nothing.
std::string default_comment(const std::string& file) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  return "timestamp:" + std::to_string(seconds) + "\tfile:" + fs::path(file).filename().string() +
         "\thashed";
}

/// A public key by its file or by its text.
std::optional<PublicKey> find_public_key(const std::string& named, Diagnostics& problems) {
  std::error_code ignored;
  if (!fs::exists(named, ignored)) {
    return read_public_key(named, "--public-key", problems);
  }
  const auto text = read_file_limited(named, kMostKeyBytes, problems);
  return text ? read_public_key(*text, named, problems) : std::nullopt;
}

} // namespace

std::string default_key_file() {
  return (find_data_folder() / "publisher.key").string();
}

KeyCommandResult make_key(const KeyOptions& options, Language language, Diagnostics& problems) {
  const fs::path secret_file = key_file(options);
  const std::string public_file = public_file_of(secret_file);
  std::error_code ignored;
  for (const fs::path& file : {secret_file, fs::path(public_file)}) {
    if (fs::exists(fs::symlink_status(file, ignored))) {
      problems.error({file.string(), 0, 0},
                     {"已存在，不覆盖", "it exists already and is not overwritten"},
                     {"用 --key 指定另一个文件", "name another file with --key"});
      return {};
    }
  }
  std::string password;
  if (!options.is_open) {
    const auto asked = ask_new_password(language, problems);
    if (!asked) {
      return {};
    }
    password = *asked;
  }
  const SecretKey key = SecretKey::make();
  const auto text = secret_key_text(key, password, {}, problems);
  const fs::path folder = secret_file.has_parent_path() ? secret_file.parent_path() : ".";
  if (!text || !make_folder(folder, problems) ||
      !write_file_atomically(secret_file, *text, problems, 0600) ||
      !write_file_atomically(public_file, public_key_text(key.public_key()), problems)) {
    return {};
  }
  return {true,
          {fill({"私钥 {0}（只给本人），公钥 {1}，编号 {2}",
                 "secret key {0} (for you alone), public key {1}, number {2}"},
                Strings{secret_file.string(), public_file, key.public_key().number_text()})}};
}

std::optional<SecretKey> load_secret_key(const std::string& file, Language language,
                                         Diagnostics& problems) {
  const std::string name = file.empty() ? default_key_file() : file;
  const auto text = read_file_limited(name, kMostKeyBytes, problems);
  if (!text) {
    problems.warning({}, {"还没有密钥", "there is no key yet"},
                     {"用 jixia-pack keygen 生成", "make one with jixia-pack keygen"});
    return std::nullopt;
  }
  const std::string password = is_secret_key_locked(*text)
                                   ? ask_password({"口令：", "Password: "}, language)
                                   : std::string();
  return read_secret_key(*text, password, name, problems);
}

KeyCommandResult sign_file(const KeyOptions& options, Language language, Diagnostics& problems) {
  const auto content = read_file_limited(options.file, kMostSignedBytes, problems);
  const auto key = content ? load_secret_key(options.secret_key, language, problems) : std::nullopt;
  if (!key) {
    return {};
  }
  const std::string comment =
      options.comment.empty() ? default_comment(options.file) : options.comment;
  const std::string target =
      options.signature.empty() ? options.file + ".minisig" : options.signature;
  if (!write_file_atomically(target, make_minisig(*key, *content, comment), problems)) {
    return {};
  }
  return {true,
          {fill({"已签名：{0}，密钥 {1}", "signed: {0}, key {1}"},
                Strings{target, key->public_key().number_text()})}};
}

KeyCommandResult check_signature_of(const KeyOptions& options, Diagnostics& problems) {
  const std::string name =
      options.signature.empty() ? options.file + ".minisig" : options.signature;
  const auto key = find_public_key(options.public_key, problems);
  const auto content =
      key ? read_file_limited(options.file, kMostSignedBytes, problems) : std::nullopt;
  const auto minisig = content ? read_file_limited(name, kMostKeyBytes, problems) : std::nullopt;
  const auto comment =
      minisig ? check_minisig(*key, *content, *minisig, name, problems) : std::nullopt;
  if (!comment) {
    return {};
  }
  return {
      true,
      {fill({"签名有效，密钥 {0}", "the signature is valid, key {0}"}, Strings{key->number_text()}),
       fill({"说明：{0}", "comment: {0}"}, Strings{*comment})}};
}

} // namespace jixia
