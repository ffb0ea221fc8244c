#include "app/command_line.h"

#include <CLI/CLI.hpp>

#include <cstring>
#include <exception>
#include <new>

#include "app/commands.h"

namespace jixia {
namespace {

/// Builds the command line in one language.
class CommandLine {
 public:
  explicit CommandLine(Language language) : language_(language), console_(language) {
    app_.description(in({"稷下：虚拟仿真实训平台", "Jixia: virtual simulation training platform"}));
    app_.name("jixia");
    app_.add_option("--lang", language_name_, in({"界面语言：zh 或 en", "language: zh or en"}))
        ->check(CLI::IsMember({"zh", "en"}));
    app_.set_version_flag("--version", JIXIA_VERSION);
    app_.require_subcommand(0, 1);
    app_.fallthrough();
    add_play();
    add_sim();
    add_replay();
    add_resume();
    add_report();
    add_export();
    add_rest();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::Success& asked) { // --help, --version
      return app_.exit(asked);
    } catch (const CLI::ParseError& wrong) {
      console_.note(fill({"命令写法不对：{0}\n用 jixia --help 查看用法",
                          "wrong use: {0}\nsee jixia --help"},
                         std::vector<std::string>{wrong.what()}));
      return kWrongUse;
    }
    return action_ ? action_() : run_window(play_, console_);
  }

 private:
  std::string in(const Text& text) const { return text.in(language_); }

  CLI::App* add(const char* name, const Text& meaning, std::function<int()> action) {
    CLI::App* command = app_.add_subcommand(name, in(meaning));
    command->callback([this, action = std::move(action)] { action_ = action; });
    return command;
  }

  void add_pack(CLI::App* command, std::string& pack) {
    command->add_option("PACK", pack, in({"场景包的名称或文件夹", "a pack's name or folder"}))
        ->required();
  }

  void add_exercise(CLI::App* command, std::string& exercise) {
    command->add_option("--exercise", exercise,
                        in({"练习，默认为第一个", "exercise; the first one if not given"}));
  }

  void add_attempt(CLI::App* command, std::filesystem::path& attempt) {
    command->add_option("ATTEMPT", attempt, in({"一次练习的文件夹", "an attempt's folder"}))
        ->required();
  }

  void add_json(CLI::App* command, bool& json) {
    command->add_flag("--json", json, in({"输出 JSON", "print JSON"}));
  }

  void add_play() {
    CLI::App* play = add("play", {"做一次练习", "play an exercise"},
                         [this] { return run_play(play_, console_); });
    add_pack(play, play_.pack);
    add_exercise(play, play_.exercise);
    play->add_option("--operator", play_.operator_name,
                     in({"由脚本操作：场景包里的名称或文件", "let a script act: its name or file"}));
    play->add_flag("--headless", play_.is_headless, in({"不开窗口", "without a window"}));
    play->add_flag("--exam", play_.is_exam, in({"考试方式", "as an exam"}));
    play->add_option("--speed", play_.speed, in({"倍速，或 max", "times real time, or max"}));
    play->add_option("--seed", play_.seed, in({"随机种子", "seed of all randomness"}));
    play->add_option("--attempt", play_.attempt,
                     in({"记录写到这个新文件夹", "record into this new folder"}));
    play->add_option("--learner", play_.learner, in({"学号", "learner's number"}));
    play->add_option("--library", play_.library,
                     in({"结束后把成绩送到：网址或 embedded", "send the result to: a URL or embedded"}));
    play->add_flag("!--no-pictures", play_.has_pictures, in({"不出图", "draw no pictures"}));
    add_json(play, play_.json);
  }

  void add_sim() {
    CLI::App* sim = add("sim", {"只算物理，输出 CSV", "physics alone, as CSV"},
                        [this] { return run_sim(sim_, console_); });
    add_pack(sim, sim_.pack);
    add_exercise(sim, sim_.exercise);
    sim->add_option("--actions", sim_.actions,
                    in({"CSV 文件：时间,位号,值", "CSV file: time,tag,value"}));
    sim->add_option("--until", sim_.until, in({"算到何时，如 10 min", "end, e.g. 10 min"}))
        ->required();
    sim->add_option("--every", sim_.every, in({"输出间隔", "interval of the output"}));
    sim->add_option("--tags", sim_.tags, in({"位号，逗号分开", "tags, separated by commas"}))
        ->delimiter(',');
    sim->add_option("--csv", sim_.csv, in({"输出文件", "output file"}))->required();
    sim->add_option("--seed", sim_.seed, in({"随机种子", "seed of all randomness"}));
  }

  void add_replay() {
    CLI::App* replay = add("replay", {"重算一次练习，核验成绩", "run an attempt again and verify it"},
                           [this] { return run_replay(replay_, console_); });
    add_attempt(replay, replay_.attempt);
    replay->add_option("--pack", replay_.pack, in({"场景包", "the pack"}));
    add_json(replay, replay_.json);
  }

  void add_resume() {
    CLI::App* resume = add("resume", {"断电后继续", "go on after a power cut"},
                           [this] { return run_resume(resume_, console_); });
    add_attempt(resume, resume_.attempt);
    resume->add_option("--operator", resume_.operator_name,
                       in({"由脚本操作", "let a script act"}));
    resume->add_flag("--headless", resume_.is_headless, in({"不开窗口", "without a window"}));
  }

  void add_report() {
    CLI::App* report = add("report", {"写成绩报告", "write the report"},
                           [this] { return run_report(report_, console_); });
    add_attempt(report, report_.attempt);
    report->add_option("--html", report_.html, in({"HTML 文件", "HTML file"}));
    report->add_option("--pdf", report_.pdf, in({"PDF 文件", "PDF file"}));
  }

  void add_export() {
    CLI::App* out = add("export", {"导出成绩", "export a result"},
                        [this] { return run_export(export_, console_); });
    add_attempt(out, export_.attempt);
    out->add_option("--format", export_.format, "xapi, ilab-x, json, csv")
        ->required()
        ->check(CLI::IsMember({"xapi", "ilab-x", "json", "csv"}));
    out->add_option("--out", export_.out, in({"输出文件，默认为标准输出", "file; standard output if not given"}));
  }

  void add_rest() {
    CLI::App* send = add("send", {"把待发的成绩送到资源库", "send waiting results to the library"},
                         [this] { return run_send(library_, key_, console_); });
    send->add_option("--library", library_, in({"资源库网址，或 embedded", "the library's URL, or embedded"}));
    send->add_option("--key", key_, in({"密钥，默认取 $JIXIA_LIBRARY_KEY", "key; else $JIXIA_LIBRARY_KEY"}))
        ->envname("JIXIA_LIBRARY_KEY");
    add_json(add("list", {"列出场景包和练习", "list packs and exercises"},
                 [this] { return run_list(json_, console_); }),
             json_);
    add_json(add("passport", {"对照文献数值检验物理模型", "hold the physics against published numbers"},
                 [this] { return run_passport(json_, console_); }),
             json_);
    CLI::App* bench = add("bench", {"测量速度和收支闭合", "measure speed and balance closure"},
                          [this] { return run_bench(bench_pack_, console_); });
    add_pack(bench, bench_pack_);
  }

  Language language_;
  Console console_;
  CLI::App app_;
  std::function<int()> action_;
  std::string language_name_;
  PlayOptions play_;
  SimOptions sim_;
  ReplayOptions replay_;
  ResumeOptions resume_;
  ReportOptions report_;
  ExportOptions export_;
  std::string library_, key_, bench_pack_;
  bool json_ = false;
};

// The language is needed before the command line is built, because its help is in that language.
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
  return system_language();
}

} // namespace

int run_command_line(int argc, char** argv) {
  const Language language = asked_language(argc, argv);
  try {
    return CommandLine(language).run(argc, argv);
  } catch (const std::bad_alloc&) {
    Console(language).note({"内存不足", "out of memory"});
  } catch (const std::exception& unexpected) {
    Console(language).note(fill({"内部错误：{0}", "internal error: {0}"},
                                std::vector<std::string>{unexpected.what()}));
  }
  return kFailed;
}

} // namespace jixia
