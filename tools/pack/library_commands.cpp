#include "library_commands.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/file_io.h"
#include "key_commands.h"
#include "link/pack_library.h"
#include "publish_pack.h"
#include "trust/utc_time.h"

namespace jixia {
namespace {

using Json = nlohmann::ordered_json;
using Strings = std::vector<std::string>;

/// What the commands are told; they live as long as the command line.
struct Told {
  Language language = Language::Chinese;
  std::string pack, library, root, school, key, login;
  Text reason;
  CatalogueSearch search;
  bool is_recall = false, is_undone = false, is_json = false;
};

std::string from_environment(const std::string& said, const char* variable) {
  const char* value = std::getenv(variable);
  return !said.empty() || value == nullptr ? said : value;
}

void note(const Told& told, const Text& text) {
  std::cerr << text.in(told.language) << "\n";
}

int finish(const Told& told, const Diagnostics& problems, bool is_good) {
  std::cerr << problems.text(told.language);
  return is_good ? 0 : 1;
}

Publisher publisher_of(const Told& told) {
  Publisher publisher;
  publisher.library = from_environment(told.library, "JIXIA_LIBRARY");
  publisher.login = from_environment(told.login, "JIXIA_LIBRARY_KEY");
  publisher.school = told.school;
  publisher.root_file = told.root;
  publisher.data_folder = find_data_folder();
  publisher.now = utc_now();
  return publisher;
}

void print_report(const Told& told, const std::string& text) {
  const Json report = Json::parse(text, nullptr, false);
  const char* language = told.language == Language::Chinese ? "zh" : "en";
  if (!report.is_object()) {
    return;
  }
  for (const Json& problem : report.value("problems", Json::array())) {
    std::cerr << problem.value("file", "") << ":" << problem.value("line", 0) << ": "
              << problem.value("problem", Json::object()).value(language, "") << "\n";
  }
  for (const Json& run : report.value("runs", Json::array())) {
    for (const Json& fault : run.value("faults", Json::array())) {
      std::cerr << run.value("exercise", "") << " " << run.value("operator", "") << ": "
                << fault.value(language, "") << "\n";
    }
  }
}

int publish(const Told& told, const ComponentRegistry& registry) {
  Diagnostics problems;
  const auto key = load_secret_key(told.key, told.language, problems);
  const auto published = key ? publish_pack(
                                   told.pack, registry, publisher_of(told), *key,
                                   [&](const Text& line) { note(told, line); }, problems)
                             : std::nullopt;
  if (published && told.is_json) {
    std::cout << Json{{"listed", published->is_listed},
                      {"id", published->id},
                      {"version", published->version},
                      {"sent_files", published->sent_files},
                      {"all_files", published->all_files},
                      {"report", Json::parse(published->report, nullptr, false)}}
                     .dump(2)
              << "\n";
  } else if (published) {
    print_report(told, published->report);
    std::cout << (published->is_listed
                      ? fill({"已发布 {0}/{1}@{2}", "published {0}/{1}@{2}"},
                             Strings{told.school, published->id, published->version})
                      : Text{"资源库没有收：见上", "the library did not take it: see above"})
                     .in(told.language)
              << "\n";
  }
  return finish(told, problems, published && published->is_listed);
}

int yank(const Told& told) {
  Diagnostics problems;
  const std::size_t at = told.pack.find('@');
  if (at == std::string::npos ||
      (!told.is_undone && (told.reason.zh.empty() || told.reason.en.empty()))) {
    note(told, {"写成 资源包@版本，并用 --zh 和 --en 说明理由",
                "write PACK@VERSION, and give the reason with --zh and --en"});
    return 2;
  }
  const auto key = load_secret_key(told.key, told.language, problems);
  const std::string kind = told.is_undone ? "" : told.is_recall ? "recalled" : "yanked";
  return finish(told, problems,
                key && withdraw_pack(told.pack.substr(0, at), told.pack.substr(at + 1), kind,
                                     told.reason, publisher_of(told), *key, problems));
}

/// The library that is asked, updated; nullptr with the reason in `problems`.
std::unique_ptr<PackLibrary> open_library(const Told& told, Diagnostics& problems) {
  const std::string place = from_environment(told.library, "JIXIA_LIBRARY");
  auto library = std::make_unique<PackLibrary>(place, find_data_folder(), utc_now());
  const bool is_trusted = told.root.empty() || library->trust_root(told.root, problems);
  return is_trusted && library->update(problems) ? std::move(library) : nullptr;
}

int search(const Told& told) {
  Diagnostics problems;
  const auto library = open_library(told, problems);
  if (!library) {
    return finish(told, problems, false);
  }
  Json list = Json::array();
  for (const CatalogueEntry& entry : library->search(told.search)) {
    if (told.is_json) {
      list.push_back({{"name", entry.text()},
                      {"title", {{"zh", entry.title.zh}, {"en", entry.title.en}}},
                      {"domain", entry.domain},
                      {"size", entry.size}});
    } else {
      std::cout << entry.text() << "  " << entry.title.in(told.language) << "\n";
    }
  }
  if (told.is_json) {
    std::cout << list.dump(2) << "\n";
  }
  return finish(told, problems, true);
}

int fetch(const Told& told) {
  Diagnostics problems;
  const auto library = open_library(told, problems);
  const bool draws = ::isatty(STDERR_FILENO) != 0;
  const auto folder = library ? library->fetch(
                                    told.pack,
                                    [&](std::int64_t done, std::int64_t all) {
                                      if (draws) {
                                        std::fprintf(stderr, "\r%lld / %lld kB\033[K%s",
                                                     static_cast<long long>(done / 1000),
                                                     static_cast<long long>(all / 1000),
                                                     done >= all ? "\r\033[K" : "");
                                      }
                                      return true;
                                    },
                                    problems)
                              : std::nullopt;
  if (folder && told.is_json) {
    std::cout
        << Json{{"folder", folder->string()}, {"fetched_bytes", library->fetched_bytes()}}.dump(2)
        << "\n";
  } else if (folder) {
    std::cout << fill({"{0}（取来 {1} 字节）。运行：jixia play {2}",
                       "{0} ({1} bytes fetched). Play it: jixia play {2}"},
                      Strings{folder->string(), std::to_string(library->fetched_bytes()),
                              folder->filename().string()})
                     .in(told.language)
              << "\n";
  }
  return finish(told, problems, folder.has_value());
}

} // namespace

void add_library_commands(CLI::App& app, const ComponentRegistry& registry, Language language,
                          std::function<int()>& chosen) {
  const auto told = std::make_shared<Told>();
  told->language = language;
  const auto in = [language](const Text& text) { return text.in(language); };
  const auto add = [&](const char* name, const Text& meaning, const std::function<int()>& act) {
    CLI::App* command = app.add_subcommand(name, in(meaning));
    command->add_option(
        "--library", told->library,
        in({"资源库地址，缺省 $JIXIA_LIBRARY", "its address; $JIXIA_LIBRARY if not given"}));
    command->add_option(
        "--root", told->root,
        in({"资源库的 root.json，第一次要给", "the library's root.json, needed the first time"}));
    command->callback([&chosen, act] { chosen = act; });
    return command;
  };
  const auto add_publisher = [&](CLI::App* command) {
    command->add_option("--school", told->school, in({"本校编号", "the school's id"}))->required();
    command->add_option("--key", told->key, in({"签名私钥", "secret key to sign with"}));
    command->add_option(
        "--login", told->login,
        in({"名称:口令，缺省 $JIXIA_LIBRARY_KEY", "NAME:SECRET; $JIXIA_LIBRARY_KEY if not given"}));
  };
  CLI::App* publishing = add("publish", {"发布到资源库", "publish to a library"},
                             [told, &registry] { return publish(*told, registry); });
  publishing
      ->add_option("PACK", told->pack, in({"资源包的名称或文件夹", "a pack's name or folder"}))
      ->required();
  publishing->add_flag("--json", told->is_json, in({"输出 JSON", "print JSON"}));
  add_publisher(publishing);
  CLI::App* yanking = add("yank", {"撤回已发布的版本", "withdraw a published version"},
                          [told] { return yank(*told); });
  yanking->add_option("PACK", told->pack, in({"资源包@版本", "PACK@VERSION"}))->required();
  yanking->add_option("--zh", told->reason.zh, in({"中文理由", "reason in Chinese"}));
  yanking->add_option("--en", told->reason.en, in({"英文理由", "reason in English"}));
  yanking->add_flag("--recall", told->is_recall,
                    in({"召回：谁也不能再取", "recall: nobody may fetch it any more"}));
  yanking->add_flag("--undo", told->is_undone, in({"取消撤回", "take a yank back"}));
  add_publisher(yanking);
  CLI::App* searching =
      add("search", {"在资源库里查找", "search a library"}, [told] { return search(*told); });
  searching->add_option("WORDS", told->search.words,
                        in({"标题、说明里的词", "words of title and summary"}));
  for (const auto& [option, place] :
       {std::pair{"--school", &told->search.school}, std::pair{"--domain", &told->search.domain},
        std::pair{"--community", &told->search.community},
        std::pair{"--speciality", &told->search.speciality},
        std::pair{"--occupation", &told->search.occupation},
        std::pair{"--unit", &told->search.unit}, std::pair{"--language", &told->search.language}}) {
    searching->add_option(option, *place);
  }
  searching->add_flag("--json", told->is_json, in({"输出 JSON", "print JSON"}));
  CLI::App* fetching = add("fetch", {"从资源库取资源包", "fetch a pack from a library"},
                           [told] { return fetch(*told); });
  fetching->add_option("PACK", told->pack, in({"[学校/]资源包[@版本]", "[SCHOOL/]PACK[@VERSION]"}))
      ->required();
  fetching->add_flag("--json", told->is_json, in({"输出 JSON", "print JSON"}));
}

} // namespace jixia
