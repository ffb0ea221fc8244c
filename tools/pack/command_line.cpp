#include "command_line.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "build_pack.h"
#include "catalogue/component_catalogue.h"
#include "check_pack.h"
#include "key_commands.h"
#include "library_commands.h"
#include "new_pack.h"
#include "pack_schema.h"
#include "scenario/find_pack.h"
#include "verify_pack.h"
#include "verify_table.h"

namespace jixia {
namespace {

using Json = nlohmann::ordered_json;
using Strings = std::vector<std::string>;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongUse = 2;

Language asked_language(int argc, char** argv) {
  for (int k = 1; k < argc; ++k) {
    const std::string word = argv[k];
    const std::string value = word == "--lang" && k + 1 < argc ? argv[k + 1]
                              : word.starts_with("--lang=")    ? word.substr(7)
                                                               : "";
    if (value == "zh" || value == "en") {
      return value == "zh" ? Language::Chinese : Language::English;
    }
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      const std::string locale(value);
      return locale.starts_with("C") || locale == "POSIX" || locale.starts_with("zh")
                 ? Language::Chinese
                 : Language::English;
    }
  }
  return Language::Chinese;
}

Json text_json(const Text& text) {
  return {{"zh", text.zh}, {"en", text.en}};
}

Json problems_json(const Diagnostics& problems) {
  Json list = Json::array();
  for (const Diagnostic& found : problems.all()) {
    list.push_back(
        {{"severity", found.severity == Diagnostic::Severity::Error ? "error" : "warning"},
         {"file", found.mark.file},
         {"line", found.mark.line},
         {"column", found.mark.column},
         {"problem", text_json(found.problem)},
         {"help", text_json(found.help)}});
  }
  return list;
}

class CommandLine {
 public:
  explicit CommandLine(Language language) : language_(language) {
    registry_ = make_registry();
    app_.name("jixia-pack");
    app_.description(in({"稷下资源包工具：新建、检查、验证、生成、签名",
                         "Jixia packs: make, check, prove, build and sign them"}));
    app_.add_option("--lang", language_name_, in({"界面语言：zh 或 en", "language: zh or en"}))
        ->check(CLI::IsMember({"zh", "en"}));
    app_.require_subcommand(1);
    app_.fallthrough();
    add_commands();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::Success& asked) {
      return app_.exit(asked);
    } catch (const CLI::ParseError& wrong) {
      note(fill({"命令写法不对：{0}\n用 jixia-pack --help 查看用法",
                 "wrong use: {0}\nsee jixia-pack --help"},
                Strings{wrong.what()}));
      return kWrongUse;
    }
    return action_();
  }

 private:
  std::string in(const Text& text) const { return text.in(language_); }
  void note(const Text& text) const { std::cerr << in(text) << "\n"; }
  void say(const Text& text) const { std::cout << in(text) << "\n"; }

  CLI::App* add(const char* name, const Text& meaning, int (CommandLine::*action)()) {
    CLI::App* command = app_.add_subcommand(name, in(meaning));
    command->callback([this, action] { action_ = [this, action] { return (this->*action)(); }; });
    return command;
  }

  void add_pack(CLI::App* command) {
    command->add_option("PACK", pack_, in({"资源包的名称或文件夹", "a pack's name or folder"}))
        ->required();
    command->add_flag("--json", json_, in({"输出 JSON", "print JSON"}));
  }

  void add_commands() {
    add("new", {"新建一个能运行的资源包", "start a pack that works"}, &CommandLine::make_new)
        ->add_option("FOLDER", pack_, in({"新文件夹", "a new folder"}))
        ->required();
    add_pack(add("check", {"检查资源包，一次列出全部问题", "check a pack, all problems at once"},
                 &CommandLine::check));
    CLI::App* verify = add("verify",
                           {"让每个操作员做每个练习，核对得分",
                            "let every operator play, and hold the scores to the promise"},
                           &CommandLine::verify);
    add_pack(verify);
    verify->add_option("--exercise", verify_.exercise,
                       in({"只验证这个练习", "this exercise only"}));
    verify->add_option("--operator", verify_.operator_id,
                       in({"只验证这个操作员", "this operator only"}));
    verify
        ->add_option("--repeats", verify_.repeats,
                     in({"每个做几遍，结果须逐位相同", "play each so often; bits must agree"}))
        ->check(CLI::Range(1, 100));
    verify->add_option("--threads", verify_.threads,
                       in({"线程数，缺省为核数", "threads; one per core if not given"}));
    verify->add_option("--seed", verify_.seed,
                       in({"随机种子，缺省 1", "seed of all randomness; 1 if not given"}));
    verify->add_flag(
        "--write-expected", writes_expected_,
        in({"把得分和指纹存到 expected/", "store scores and fingerprints in expected/"}));
    verify->add_flag("--lost", shows_lost_, in({"列出失分的各项", "list what lost points"}));
    CLI::App* build = add("build",
                          {"生成分发文件（zip，逐位可复现）",
                           "make the file that is handed out: a zip, the same bits each time"},
                          &CommandLine::build);
    add_pack(build);
    build->add_option(
        "--out", file_,
        in({"输出文件，缺省 ID-版本.zip", "file to write; ID-VERSION.zip if not given"}));
    add_key_commands();
    add_library_commands(app_, registry_, language_, action_);
    CLI::App* schema =
        add("schema", {"输出 JSON Schema", "print the JSON Schema"}, &CommandLine::schema);
    schema->add_option("FILE", file_, "pack, plant, exercise, rules, operator, screen, scene");
    schema->add_flag(
        "--catalogue", is_catalogue_,
        in({"输出设备目录（Markdown）", "print the catalogue of components (Markdown)"}));
  }

  void add_key_commands() {
    CLI::App* keygen = add(
        "keygen", {"生成签名密钥（minisign 格式）", "make a key to sign with, as minisign does"},
        &CommandLine::keygen);
    keygen->add_flag("--no-password", key_.is_open, in({"私钥不设口令", "without a password"}));
    CLI::App* sign =
        add("sign", {"给文件签名，写 FILE.minisig", "sign a file: writes FILE.minisig"},
            &CommandLine::sign);
    sign->add_option("FILE", key_.file, in({"要签名的文件", "the file to sign"}))->required();
    sign->add_option("--comment", key_.comment,
                     in({"一并签名的一行说明", "one line that is signed too"}));
    for (CLI::App* command : {keygen, sign}) {
      command->add_option(
          "--key", key_.secret_key,
          in({"私钥文件，缺省在数据文件夹里", "secret key; in the data folder if not given"}));
    }
    CLI::App* check = add("verify-signature", {"验证文件的签名", "check the signature of a file"},
                          &CommandLine::verify_signature);
    check->add_option("FILE", key_.file, in({"被签名的文件", "the signed file"}))->required();
    check->add_option("--signature", key_.signature,
                      in({"签名文件，缺省 FILE.minisig", "FILE.minisig if not given"}));
    check
        ->add_option("--public-key", key_.public_key,
                     in({"公钥文件或公钥文本", "public key: its file or its text"}))
        ->required();
  }

  int build() {
    Diagnostics problems;
    const std::optional<BuiltPack> built = build_pack(pack_, registry_, file_, problems);
    std::cerr << problems.text(language_);
    if (!built) {
      return kFailed;
    }
    if (json_) {
      std::cout << Json{{"file", built->file.string()}, {"id", built->id},
                        {"version", built->version},    {"digest", built->digest},
                        {"sha256", built->sha256},      {"size", built->size}}
                       .dump(2)
                << "\n";
    } else {
      say(fill({"{0}：{1} 字节，SHA-256 {2}", "{0}: {1} bytes, SHA-256 {2}"},
               Strings{built->file.string(), std::to_string(built->size), built->sha256}));
    }
    return kDone;
  }

  int finish_key_command(const KeyCommandResult& result, const Diagnostics& problems) {
    std::cerr << problems.text(language_);
    for (const Text& line : result.lines) {
      say(line);
    }
    return result.is_good ? kDone : kFailed;
  }

  int keygen() {
    Diagnostics problems;
    return finish_key_command(make_key(key_, language_, problems), problems);
  }
  int sign() {
    Diagnostics problems;
    return finish_key_command(sign_file(key_, language_, problems), problems);
  }
  int verify_signature() {
    Diagnostics problems;
    return finish_key_command(check_signature_of(key_, problems), problems);
  }

  int make_new() {
    Diagnostics problems;
    if (!new_pack(pack_, problems)) {
      std::cerr << problems.text(language_);
      return kFailed;
    }
    say(fill({"已新建 {0}。下一步：jixia-pack check {0}，jixia-pack verify {0}",
              "made {0}. Next: jixia-pack check {0}, jixia-pack verify {0}"},
             Strings{pack_}));
    return kDone;
  }

  // Loads and checks `pack_`; says everything that is wrong.
  std::optional<Scenario> checked(Diagnostics& problems) {
    std::filesystem::path folder = find_pack(pack_);
    if (folder.empty()) {
      folder = pack_; // check_pack says what is missing there
    }
    return check_pack(folder, registry_, problems);
  }

  int check() {
    Diagnostics problems;
    const std::optional<Scenario> scenario = checked(problems);
    const bool is_good = scenario && !problems.has_errors();
    if (json_) {
      std::cout << Json{{"good", is_good},
                        {"digest", scenario ? scenario->digest : ""},
                        {"problems", problems_json(problems)}}
                       .dump(2)
                << "\n";
      return is_good ? kDone : kFailed;
    }
    std::cerr << problems.text(language_);
    if (is_good) {
      std::size_t operators = 0;
      for (const Exercise& exercise : scenario->exercises) {
        operators += exercise.operators.size();
      }
      say(fill({"{0} {1}：{2} 台设备，{3} 个练习，{4} 个操作员，没有错误",
                "{0} {1}: {2} components, {3} exercises, {4} operators, no errors"},
               Strings{scenario->id, scenario->version, std::to_string(scenario->components.size()),
                       std::to_string(scenario->exercises.size()), std::to_string(operators)}));
    }
    return is_good ? kDone : kFailed;
  }

  int verify() {
    Diagnostics problems;
    const std::optional<Scenario> scenario = checked(problems);
    std::cerr << problems.text(language_);
    if (!scenario || problems.has_errors()) {
      return kFailed;
    }
    const bool draws = isatty(STDERR_FILENO) != 0;
    const std::vector<OperatorRun> runs =
        verify_pack(*scenario, registry_, verify_, [&](std::size_t done, std::size_t all) {
          if (draws) {
            std::fprintf(stderr, "\r%zu / %zu\033[K%s", done, all, done == all ? "\r\033[K" : "");
          }
        });
    if (runs.empty()) {
      note({"没有这样的练习或操作员", "there is no such exercise or operator"});
      return kWrongUse;
    }
    std::cout << (json_ ? verify_json(runs) : verify_table(runs, shows_lost_, language_));
    const bool is_proved = std::all_of(runs.begin(), runs.end(),
                                       [](const OperatorRun& run) { return run.faults.empty(); });
    if (writes_expected_ && !write_expected(*scenario, verify_.seed, runs, problems)) {
      std::cerr << problems.text(language_);
      return kFailed;
    }
    return is_proved ? kDone : kFailed;
  }

  int schema() {
    const std::string text = is_catalogue_ ? catalogue_text(registry_, language_)
                                           : schema_text(registry_, file_, language_);
    if (text.empty()) {
      note({"没有这种文件", "there is no such file"});
      return kWrongUse;
    }
    std::cout << text;
    return kDone;
  }

  Language language_;
  ComponentRegistry registry_;
  CLI::App app_;
  std::function<int()> action_;
  std::string language_name_, pack_, file_;
  VerifyOptions verify_;
  KeyOptions key_;
  bool json_ = false, writes_expected_ = false, shows_lost_ = false, is_catalogue_ = false;
};

} // namespace

int run_pack_command_line(int argc, char** argv) {
  const Language language = asked_language(argc, argv);
  try {
    return CommandLine(language).run(argc, argv);
  } catch (const std::exception& unexpected) {
    std::cerr
        << fill({"内部错误：{0}", "internal error: {0}"}, Strings{unexpected.what()}).in(language)
        << "\n";
  }
  return kFailed;
}

} // namespace jixia
