#include "command_line.h"

#include <signal.h>

#include <cstdio>
#include <thread>

#include "base/file_io.h"
#include "library_server.h"
#include "people_commands.h"
#include "records/receipt.h"
#include "records/verify_attempt.h"
#include "registry_commands.h"
#include "storage_commands.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
constexpr int kFailed = 1;
constexpr int kWrongUse = 2;

// Both languages: whoever administers a server may have set neither.
std::string both(const Text& text) {
  return text.zh + " / " + text.en;
}

int fail(const Text& why) {
  std::fprintf(stderr, "%s\n%s\n", why.zh.c_str(), why.en.c_str());
  return kFailed;
}

int fail(const Diagnostics& problems) {
  std::fputs(problems.text(Language::Chinese).c_str(), stderr);
  std::fputs(problems.text(Language::English).c_str(), stderr);
  return kFailed;
}

// Ctrl-C and kill end the server in order: what was acknowledged is stored already. To be made
// before any thread, since threads inherit what is blocked.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&ends_);
    sigaddset(&ends_, SIGINT);
    sigaddset(&ends_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends_, nullptr);
  }
  void stop_on_signal(LibraryServer& server) const {
    std::thread([&server, ends = ends_] {
      int got = 0;
      sigwait(&ends, &got);
      server.stop();
    }).detach();
  }

 private:
  sigset_t ends_;
};

int serve(const LibraryServer::Options& options) {
  const EndSignals ends;
  // Has to be the registry's folder, see Registry::unpacked().
  LibraryServer server(options, [packs = options.folder / "packs"](const std::string& bundle) {
    return verify_in_child(bundle, packs);
  });
  Diagnostics problems;
  if (!server.bind(problems)) {
    return fail(problems);
  }
  ends.stop_on_signal(server);
  std::printf("%s://%s:%d/\n", server.is_tls() ? "https" : "http", options.http.address.c_str(),
              server.port());
  std::fflush(stdout);
  server.serve();
  return 0;
}

int add_key(const LibraryPlaces& places, const std::string& name, const std::string& school,
            const std::vector<std::string>& scope_names) {
  Scopes scopes;
  for (const std::string& scope_name : scope_names) {
    const std::optional<Scope> scope = find_scope(scope_name);
    if (!scope) {
      return fail(fill({"没有权限 {0}", "there is no scope {0}"}, std::vector{scope_name}));
    }
    scopes = scopes | *scope;
  }
  Hub hub(open_hub_database(places));
  if (!hub.find_school(school)) {
    return fail(fill({"没有学校 {0}，先用 admin add-school 添加",
                      "there is no school {0}, add it with admin add-school"},
                     std::vector{school}));
  }
  const std::string secret = make_secret();
  if (!hub.add_key(name, school, scopes, secret)) {
    return fail({"密钥名已存在或不能用", "this key name exists or cannot be used"});
  }
  std::printf("%s:%s\n", name.c_str(), secret.c_str()); // shown once; only a hash is kept
  return 0;
}

int add_school(const LibraryPlaces& places, const School& school) {
  Hub hub(open_hub_database(places));
  return hub.add_school(school)
             ? 0
             : fail({"学校编号已存在或不能用（小写字母、数字、连字符，至多 40 个）",
                     "this school id exists or cannot be used (a-z, 0-9, hyphen, at most 40)"});
}

int list_keys(const LibraryPlaces& places) {
  Hub hub(open_hub_database(places));
  for (const KeyInfo& key : hub.keys()) {
    std::printf("%s\t%s\t%s\t%s%s\n", key.school.c_str(), key.name.c_str(),
                scope_names(key.scopes).c_str(), key.made_at.c_str(),
                key.is_revoked ? "\trevoked" : "");
  }
  return 0;
}

int revoke_key(const LibraryPlaces& places, const std::string& name) {
  Hub hub(open_hub_database(places));
  return hub.revoke_key(name)
             ? 0
             : fail({"没有这个密钥，或已作废", "there is no such key, or it is revoked already"});
}

int run_check_receipt(const std::string& file, const std::string& public_key) {
  constexpr std::size_t kMostBytes = 1u << 20;
  Diagnostics problems;
  const std::optional<std::string> receipt = read_file_limited(file, kMostBytes, problems);
  if (!receipt) {
    return fail(problems);
  }
  const ReceiptCheck check = check_receipt(*receipt, public_key);
  if (!check.is_valid) {
    return fail(check.finding);
  }
  std::printf("%s\n%s\n%s\n", check.finding.zh.c_str(), check.finding.en.c_str(),
              check.leaf.dump(2).c_str());
  if (public_key.empty()) {
    fail({"未用 --key 指明公钥：只说明凭据自身一致",
          "no --key was given: this shows only that the receipt fits together"});
  }
  return 0;
}

// In words for the person who started it.
int explain(const DatabaseError& error) {
  return fail(fill({"打不开资源库：{0}", "cannot open the library: {0}"},
                   std::vector<std::string>{error.what()}));
}

} // namespace

CommandLine::CommandLine()
    : app_(both({"稷下资源库", "Jixia library: results in, verified, shown"})) {
  app_.name("jixia-library");
  app_.require_subcommand(1);
  app_.fallthrough();
  db_ = files_ = (find_data_folder() / "library").string();
  app_.add_option("--db", db_,
                  both({"资源库文件夹，或 postgresql://… 数据库地址",
                        "the library's folder, or the address of a database, postgresql://..."}))
      ->capture_default_str();
  app_.add_option(
          "--files", files_,
          both({"用 PostgreSQL 时文件所在的文件夹", "folder of the files beside PostgreSQL"}))
      ->capture_default_str();
  app_.add_option(
      "--shards", shards_,
      both({"学校到数据库地址的对照文件", "file that says which database has which school"}));
  add_serve();
  add_administration();
  add_attempt_commands();
  add_registry_commands(app_, places_, chosen_);
  add_storage_commands(app_, places_, chosen_);
}

void CommandLine::add_serve() {
  CLI::App* serving = app_.add_subcommand(
      "serve", both({"提供服务，默认只对本机", "serve, by default this machine only"}));
  serving->add_option("--port", port_, both({"0: 任一空闲端口", "any free port"}))
      ->capture_default_str();
  serving->add_option(
      "--blobs", blobs_,
      both({"资源包文件存于 S3 兼容存储：s3://桶?endpoint=https://…，密钥在环境变量里",
            "packs' files in an S3-compatible store: s3://BUCKET?endpoint=https://..., "
            "its keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"}));
  serving->add_flag("--finish-waiting", finishes_waiting_,
                    both({"结束前先重算完", "re-run what waits before ending"}));
  serving
      ->add_option("--address", address_,
                   both({"绑定的地址；0.0.0.0 对所有网卡", "to bind; 0.0.0.0: every interface"}))
      ->capture_default_str();
  serving->add_option("--host-name", host_names_,
                      both({"浏览器里用的主机名，可多次", "name that browsers use, repeatable"}));
  CLI::Option* certificate = serving->add_option("--tls-cert", tls_certificate_,
                                                 both({"证书链 PEM", "certificates, PEM"}));
  CLI::Option* key = serving->add_option("--tls-key", tls_key_, both({"私钥 PEM", "key, PEM"}));
  certificate->needs(key);
  key->needs(certificate);
  serving->add_flag("--allow-plain-http", allows_plain_,
                    both({"允许对外明文，如在反向代理之后",
                          "plain HTTP beyond this machine, e.g. behind a proxy"}));
  serving->callback([this] {
    chosen_ = [this] {
      LibraryServer::Options options;
      options.folder = places_.folder;
      options.url = places_.url;
      options.shard_map = places_.shard_map;
      options.blobs = blobs_;
      options.port = port_;
      options.finishes_waiting = finishes_waiting_;
      options.http.address = address_;
      options.http.tls_certificate = tls_certificate_;
      options.http.tls_key = tls_key_;
      options.http.allows_plain = allows_plain_;
      options.http.host_names.insert(options.http.host_names.end(), host_names_.begin(),
                                     host_names_.end());
      return serve(options);
    };
  });
}

void CommandLine::add_administration() {
  CLI::App* admin = app_.add_subcommand("admin", both({"管理", "administration"}));
  admin->require_subcommand(1);
  CLI::App* key = admin->add_subcommand("add-key", both({"新建密钥", "make a key"}));
  key->add_option("NAME", name_)->required();
  school_ = kLocalSchool;
  key->add_option("--school", school_, both({"所属学校", "its school"}))->capture_default_str();
  scopes_ = {"all"};
  key->add_option("--scope", scopes_, both({"权限，可多次", "what it may do, repeatable"}))
      ->capture_default_str();
  key->callback([this] { chosen_ = [this] { return add_key(places_, name_, school_, scopes_); }; });
  admin->add_subcommand("list-keys", both({"列出密钥", "list keys"}))->callback([this] {
    chosen_ = [this] { return list_keys(places_); };
  });
  CLI::App* revoke = admin->add_subcommand("revoke-key", both({"作废密钥", "revoke a key"}));
  revoke->add_option("NAME", name_)->required();
  revoke->callback([this] { chosen_ = [this] { return revoke_key(places_, name_); }; });
  CLI::App* school = admin->add_subcommand("add-school", both({"添加学校", "add a school"}));
  school->add_option("ID", name_)->required();
  school->add_option("--zh", name_zh_, both({"中文名", "name in Chinese"}))->required();
  school->add_option("--en", name_en_, both({"英文名", "name in English"}))->required();
  school->add_option("--home-page", home_page_,
                     both({"账号系统网址", "IRI of its account system"}));
  school->callback([this] {
    chosen_ = [this] { return add_school(places_, {name_, name_zh_, name_en_, home_page_}); };
  });
  add_people_commands(*admin, places_, chosen_);
}

void CommandLine::add_attempt_commands() {
  CLI::App* verify =
      app_.add_subcommand("verify", both({"重算一个练习包", "re-run one attempt bundle"}));
  verify->add_option("BUNDLE", file_)->required();
  verify->add_option("--packs", packs_,
                     both({"已发布的资源包（以摘要命名的文件夹）",
                           "published packs, in folders named by digest"}));
  CLI::App* check = app_.add_subcommand(
      "check-receipt", both({"离线核对凭据", "check a receipt, without a network"}));
  check->add_option("FILE", file_)->required();
  check->add_option("--key", public_key_,
                    both({"可信资源库的公钥（GET /api/log）",
                          "public key of the library you trust (GET /api/log)"}));
  check->callback([this] { chosen_ = [this] { return run_check_receipt(file_, public_key_); }; });
  verify->callback([this] { chosen_ = [this] { return run_verify(file_, packs_); }; });
}

void CommandLine::find_places() {
  places_ = LibraryPlaces::of(db_, files_);
  places_.shard_map = shards_;
}

int CommandLine::run(int argc, char** argv) {
  try {
    app_.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return app_.exit(asked);
  } catch (const CLI::ParseError& wrong) {
    app_.exit(wrong);
    return kWrongUse;
  }
  find_places();
  try {
    return chosen_();
  } catch (const DatabaseError& error) {
    return explain(error);
  } catch (const std::runtime_error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return kFailed;
  }
}

} // namespace jixia
