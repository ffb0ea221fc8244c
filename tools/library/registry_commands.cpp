#include "registry_commands.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <vector>

#include "base/file_io.h"
#include "library_server.h"
#include "link/pack_library.h"
#include "trust/minisign.h"
#include "trust/utc_time.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostKeyBytes = 16 * 1024;

std::string both(const Text& text) {
  return text.zh + " / " + text.en;
}

int fail(const Text& why) {
  std::fprintf(stderr, "%s\n%s\n", why.zh.c_str(), why.en.c_str());
  return 1;
}

/// What the commands are told; they live as long as the command line.
struct Told {
  std::string keys, school, pack, zh, en;
  std::vector<std::string> public_keys;
  int root_keys = 3, threshold = 2;
  std::string folder; ///< of admit and mirror
  std::string library, root;
};

std::string read_or_throw(const fs::path& file) {
  Diagnostics problems;
  const auto text = read_file_limited(file, kMostKeyBytes, problems);
  if (!text) {
    throw std::runtime_error(problems.text(Language::Chinese) + problems.text(Language::English));
  }
  return *text;
}

SecretKey load_key(const fs::path& file) {
  Diagnostics problems;
  const auto key = read_secret_key(read_or_throw(file), "", file.string(), problems);
  if (!key) {
    throw std::runtime_error(problems.text(Language::Chinese) + problems.text(Language::English));
  }
  return *key;
}

/// The keys on the stick: targets.key and as many root-*.key as were brought along.
OfflineKeys load_offline_keys(const fs::path& folder) {
  OfflineKeys keys;
  keys.targets = {load_key(folder / "targets.key")};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("root-") && name.ends_with(".key")) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    keys.root.push_back(load_key(file));
  }
  return keys;
}

SecretKey make_key_file(const fs::path& folder, const std::string& name) {
  const SecretKey key = SecretKey::make();
  Diagnostics problems;
  if (fs::exists(folder / (name + ".key"))) {
    throw std::runtime_error((folder / name).string() +
                             ".key 已存在 / exists already"); // texts: one language
  }
  if (!write_file_atomically(folder / (name + ".key"), *secret_key_text(key, "", {}, problems),
                             problems, 0600) ||
      !write_file_atomically(folder / (name + ".pub"), public_key_text(key.public_key()),
                             problems)) {
    throw std::runtime_error(problems.text(Language::Chinese) + problems.text(Language::English));
  }
  return key;
}

/// The registry of the library in `folder`, without a server. The server must not run meanwhile:
/// it holds the lists in memory.
struct OpenRegistry {
  explicit OpenRegistry(const LibraryPlaces& places)
      : hub(open_hub_database(places)), registry(places.folder, hub, {}) {}
  Hub hub;
  Registry registry;
};

int init(const LibraryPlaces& places, const Told& told) {
  Diagnostics problems;
  if (told.threshold > told.root_keys || !make_folder(told.keys, problems)) {
    return fail({"--threshold 不能多于 --root-keys", "--threshold is more than --root-keys"});
  }
  OpenRegistry open(places);
  if (open.registry.lists().is_ready()) {
    return fail({"签名清单已建立", "the signed lists are there already"});
  }
  OfflineKeys keys;
  keys.root_threshold = told.threshold;
  for (int k = 1; k <= told.root_keys; ++k) {
    keys.root.push_back(make_key_file(told.keys, "root-" + std::to_string(k)));
  }
  keys.targets = {make_key_file(told.keys, "targets")};
  open.registry.lists().make(keys, utc_now());
  std::printf("%s\n",
              both({"把 " + told.keys + " 里的密钥移到离线的介质上，分开保管；把 " +
                        places.folder.string() + "/tuf/1.root.json 交给各校",
                    "move the keys in " + told.keys + " off line, apart from each other; give " +
                        places.folder.string() + "/tuf/1.root.json to the schools"})
                  .c_str());
  return 0;
}

int add_publisher(const LibraryPlaces& places, const Told& told) {
  OpenRegistry open(places);
  if (!open.hub.find_school(told.school)) {
    return fail({"没有这所学校，先用 admin add-school 添加",
                 "there is no such school, add it with admin add-school"});
  }
  std::vector<PublicKey> keys;
  for (const std::string& file : told.public_keys) {
    Diagnostics problems;
    const auto key = read_public_key(read_or_throw(file), file, problems);
    if (!key) {
      throw std::runtime_error(problems.text(Language::Chinese) + problems.text(Language::English));
    }
    keys.push_back(*key);
  }
  open.registry.lists().delegate(told.school, keys, load_offline_keys(told.keys), utc_now());
  return 0;
}

int recall(const LibraryPlaces& places, const Told& told) {
  const std::size_t slash = told.pack.find('/'), at = told.pack.find('@');
  if (slash == std::string::npos || at == std::string::npos || at < slash) {
    return fail({"写成 学校/资源包@版本", "write SCHOOL/PACK@VERSION"});
  }
  OpenRegistry open(places);
  open.registry.recall({told.pack.substr(0, slash), told.pack.substr(slash + 1, at - slash - 1),
                        told.pack.substr(at + 1)},
                       {told.zh, told.en}, load_offline_keys(told.keys));
  return 0;
}

int replace_online_key(const LibraryPlaces& places, const Told& told) {
  OpenRegistry open(places);
  open.registry.lists().replace_online_key(load_offline_keys(told.keys), utc_now());
  return 0;
}

int mirror(const Told& told) {
  Diagnostics problems;
  const auto count = mirror_library(told.library, told.folder, told.root, utc_now(), problems);
  std::fputs((problems.text(Language::Chinese) + problems.text(Language::English)).c_str(), stderr);
  if (count) {
    std::printf("%s\n", both(fill({"新取 {0} 个文件", "{0} new files"},
                                  std::vector{std::to_string(*count)}))
                            .c_str());
  }
  return count ? 0 : 1;
}

/// Runs a command; what it throws becomes a message.
int guarded(const std::function<int()>& act) {
  try {
    return act();
  } catch (const DatabaseError&) {
    throw;
  } catch (const std::exception& error) {
    return fail(same_text(error.what()));
  }
}

} // namespace

void add_registry_commands(CLI::App& app, const LibraryPlaces& places,
                           std::function<int()>& chosen) {
  const auto told = std::make_shared<Told>();
  CLI::App* registry = app.add_subcommand(
      "registry",
      both({"资源包的签名清单（先停服务）", "signed lists of packs (stop the server first)"}));
  registry->require_subcommand(1);
  const auto add = [&](const char* name, const Text& meaning,
                       int (*act)(const LibraryPlaces&, const Told&)) {
    CLI::App* command = registry->add_subcommand(name, both(meaning));
    command
        ->add_option("--keys", told->keys, both({"离线密钥的文件夹", "folder of the offline keys"}))
        ->required();
    command->callback([&places, &chosen, told, act] {
      chosen = [&places, told, act] { return guarded([&] { return act(places, *told); }); };
    });
    return command;
  };
  CLI::App* making =
      add("init", {"建立签名清单，生成离线密钥", "found the signed lists, make the offline keys"},
          init);
  making->add_option("--root-keys", told->root_keys)
      ->check(CLI::Range(1, 9))
      ->capture_default_str();
  making->add_option("--threshold", told->threshold)
      ->check(CLI::Range(1, 9))
      ->capture_default_str();
  CLI::App* publisher = add("add-publisher",
                            {"登记一所学校的签名公钥，替换原有的",
                             "register a school's public keys, instead of its earlier ones"},
                            add_publisher);
  publisher->add_option("SCHOOL", told->school)->required();
  publisher
      ->add_option("--public-key", told->public_keys,
                   both({"公钥文件，可多次", "file, repeatable"}))
      ->required();
  CLI::App* recalling =
      add("recall", {"联盟召回一个版本", "the alliance recalls a version"}, recall);
  recalling->add_option("PACK", told->pack, "SCHOOL/PACK@VERSION")->required();
  recalling->add_option("--zh", told->zh, both({"中文理由", "reason in Chinese"}))->required();
  recalling->add_option("--en", told->en, both({"英文理由", "reason in English"}))->required();
  add("replace-online-key", {"服务器被入侵之后换在线密钥", "a new key on line, after a break-in"},
      replace_online_key);
  CLI::App* mirroring = app.add_subcommand(
      "mirror", both({"把整个资源库镜像到文件夹", "mirror a whole library into a folder"}));
  mirroring->add_option("URL", told->library)->required();
  mirroring->add_option("FOLDER", told->folder)->required();
  mirroring->add_option("--root", told->root, "root.json")->required();
  mirroring->callback([&chosen, told] { chosen = [told] { return mirror(*told); }; });
  CLI::App* admit = app.add_subcommand(
      "admit", both({"检查一个解开的资源包，输出 JSON", "judge an unpacked pack, print JSON"}));
  admit->add_option("FOLDER", told->folder)->required();
  admit->callback([&chosen, told] { chosen = [told] { return run_admission(told->folder, 0); }; });
}

} // namespace jixia
