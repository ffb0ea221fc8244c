#include <CLI/CLI.hpp>
#include <openssl/rand.h>
#include <signal.h>

#include <cstdio>
#include <thread>

#include "base/file_io.h"
#include "library_server.h"
#include "library_store.h"
#include "verify_attempt.h"

namespace jixia {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongUse = 2;

void say(const Diagnostics& problems) {
  std::fputs(problems.text(Language::Chinese).c_str(), stderr);
  std::fputs(problems.text(Language::English).c_str(), stderr);
}

std::string make_secret() {
  unsigned char bytes[24];
  RAND_bytes(bytes, sizeof bytes);
  std::string text;
  char pair[3];
  for (const unsigned char byte : bytes) {
    std::snprintf(pair, sizeof pair, "%02x", byte);
    text += pair;
  }
  return text;
}

std::unique_ptr<LibraryStore> open_store(const std::string& file) {
  Diagnostics problems;
  std::unique_ptr<LibraryStore> store = LibraryStore::open(file, problems);
  say(problems);
  return store;
}

int add_key(const std::string& file, const std::string& id) {
  const std::unique_ptr<LibraryStore> store = open_store(file);
  const std::string secret = make_secret();
  if (!store || id.empty() || id.find(':') != std::string::npos || !store->add_key(id, secret)) {
    std::fputs("密钥名已存在或不能用 / this key name exists or cannot be used\n", stderr); // texts: one language
    return kFailed;
  }
  std::printf("%s:%s\n", id.c_str(), secret.c_str()); // shown once; only a hash is kept
  return 0;
}

int serve(const std::string& file, int port, bool finishes_waiting) {
  std::unique_ptr<LibraryStore> store = open_store(file);
  if (!store) {
    return kFailed;
  }
  LibraryServer server(std::move(store), {.port = port, .finishes_waiting = finishes_waiting}, verify_in_child);
  Diagnostics problems;
  if (!server.bind(problems)) {
    say(problems);
    return kFailed;
  }
  // Ctrl-C and kill end it in order: what was acknowledged is stored already.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  std::thread([&server, ends] {
    int got = 0;
    sigwait(&ends, &got);
    server.stop();
  }).detach();
  std::printf("http://127.0.0.1:%d/\n", server.port());
  std::fflush(stdout);
  server.serve();
  return 0;
}

int run(int argc, char** argv) {
  CLI::App app("稷下资源库 / Jixia library: results in, verified, shown"); // texts: one language
  app.name("jixia-library");
  app.require_subcommand(1);
  std::string file = (find_data_folder() / "library.db").string();
  app.add_option("--db", file, "SQLite 文件 / file")->capture_default_str(); // texts: one language
  app.fallthrough();
  int port = 8790;
  CLI::App* serving = app.add_subcommand("serve", "在本机提供服务 / serve on this machine"); // texts: one language
  serving->add_option("--port", port, "0: 任一空闲端口 / any free port")->capture_default_str(); // texts: one language
  bool finishes_waiting = false;
  serving->add_flag("--finish-waiting", finishes_waiting, "结束前先重算完 / re-run what waits before ending"); // texts: one language
  CLI::App* admin = app.add_subcommand("admin", "管理 / administration"); // texts: one language
  admin->require_subcommand(1);
  std::string id;
  CLI::App* key = admin->add_subcommand("add-key", "新建密钥 / make a key"); // texts: one language
  key->add_option("NAME", id)->required();
  std::string bundle;
  CLI::App* verify = app.add_subcommand("verify", "重算一个练习包 / re-run one attempt bundle"); // texts: one language
  verify->add_option("BUNDLE", bundle)->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return app.exit(asked);
  } catch (const CLI::ParseError& wrong) {
    app.exit(wrong);
    return kWrongUse;
  }
  Diagnostics problems;
  if (!*verify && !make_folder(std::filesystem::absolute(file).parent_path(), problems)) {
    say(problems);
    return kFailed;
  }
  return *serving ? serve(file, port, finishes_waiting) : *key ? add_key(file, id) : run_verify(bundle);
}

} // namespace
} // namespace jixia

int main(int argc, char** argv) {
  try {
    return jixia::run(argc, argv);
  } catch (const std::exception& unexpected) {
    std::fprintf(stderr, "内部错误 / internal error: %s\n", unexpected.what()); // texts: one language
    return jixia::kFailed;
  }
}
