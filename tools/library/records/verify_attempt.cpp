#include "records/verify_attempt.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/file_io.h"
#include "catalogue/component_catalogue.h"
#include "exporting/report_data.h"
#include "exporting/evidence_text.h"
#include "exporting/xapi_statements.h"
#include "recording/attempt_bundle.h"
#include "recording/identity.h"
#include "scenario/find_pack.h"
#include "scenario/load_scenario.h"
#include "session/replay.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostAnswerBytes = 16u << 20;
/// A folder of its own that is gone afterwards.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (fs::temp_directory_path() / "jixia-verify.XXXXXX").string();
    path_ = mkdtemp(pattern.data()) ? fs::path(pattern) : fs::path();
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Json both(const Text& text) {
  return {{"zh", text.zh}, {"en", text.en}};
}

Text read_both(const Json& answer, const char* name) {
  const Json text = answer.value(name, Json::object());
  return {text.value("zh", ""), text.value("en", "")};
}

Json refused(const Text& why) {
  return {{"state", "refused"}, {"verdict", both(why)}};
}

Json refused(const Diagnostics& problems) {
  return refused(problems.all().empty() ? Text{"不能重算", "cannot be re-run"}
                                        : problems.all().front().problem);
}

Json steps_of(const ScoreSheet& sheet, const World& world) {
  Json steps = Json::array();
  for (const ScoreLine& line : sheet.lines) {
    steps.push_back({{"id", line.id},
                     {"kind", kind_name(line.kind).en},
                     {"title", both(line.title)},
                     {"points", line.points},
                     {"available", line.available},
                     {"reason", both(line.evidence.empty() ? Text() : named_reason(world, line.evidence.front()))}});
  }
  return steps;
}

// What a store is told of a verified run. Whose it is, the parent says: the school's secret has no
// business here.
void add_findings(Json& answer, const Session& session, const AttemptHeader& header, const Text& verdict) {
  const Verification verified{true, verdict, header.attempt_id.substr(0, 8)};
  const ReportData data = collect_report(session.scenario(), session.exercise(), header, session.log(),
                                         session.score(), session.world(), verified);
  answer["statements"] = Json::parse(xapi_statements(data, {}), nullptr, false);
  answer["pack_title"] = both(data.pack_title);
  answer["exercise_title"] = both(data.exercise_title);
  answer["has_passed"] = data.has_passed;
  answer["length_s"] = seconds(data.length);
  answer["steps"] = steps_of(data.sheet, session.world());
}

// The published one with the very bytes that were played, else the one of that name.
fs::path find_played_pack(const AttemptHeader& header, const fs::path& packs) {
  const bool is_digest =
      header.pack_digest.size() == 64 && // what else could lead out of the folder
      header.pack_digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  std::error_code ignored;
  if (!packs.empty() && is_digest && fs::is_directory(packs / header.pack_digest, ignored)) {
    return packs / header.pack_digest;
  }
  return header.pack_id.find('/') == std::string::npos ? find_pack(header.pack_id) : fs::path();
}

Json judge(const Attempt& attempt, const fs::path& packs) {
  const AttemptHeader& header = attempt.header;
  const fs::path folder = find_played_pack(header, packs);
  if (folder.empty()) {
    return refused(
        fill({"资源库没有场景包 {0}", "the library has no pack {0}"}, std::vector{header.pack_id}));
  }
  Diagnostics problems;
  const std::optional<Scenario> scenario = load_scenario(folder, problems);
  if (!scenario) {
    return refused(problems);
  }
  if (scenario->digest != header.pack_digest) {
    return refused(
        fill({"场景包 {0} 与练习时用的不是同一份", "pack {0} is not the one that was played"},
             std::vector{header.pack_id}));
  }
  const ComponentRegistry registry = make_registry();
  const std::optional<ReplayResult> result = replay_attempt(attempt, *scenario, registry, problems);
  if (!result) {
    return refused(problems);
  }
  const ScoreSheet& sheet = result->session->score();
  Json answer{{"state", result->is_verified ? "verified" : "departs"},
              {"verdict", both(result->verdict)},
              {"score", sheet.score},
              {"max", sheet.max}};
  if (result->is_verified) {
    add_findings(answer, *result->session, header, result->verdict);
  }
  return answer;
}

Json verify_file(const std::string& bundle_file, const fs::path& packs) {
  Diagnostics problems;
  const ScratchFolder scratch;
  const std::optional<std::string> bundle =
      read_file_limited(bundle_file, kMostBundleBytes, problems);
  const fs::path folder = scratch.path() / "attempt";
  const auto files = bundle ? read_attempt_bundle(*bundle, problems) : std::nullopt;
  if (!files || !write_bundled_attempt(*files, folder, problems)) {
    return refused(problems);
  }
  const std::optional<Attempt> attempt = load_attempt(folder, problems);
  if (!attempt) {
    return refused(problems);
  }
  Json answer = judge(*attempt, packs);
  const AttemptHeader& header = attempt->header;
  answer["learner"] = header.learner_id.empty() ? header.learner_name : header.learner_id;
  answer["pack"] = header.pack_id;
  answer["learner_name"] = header.learner_name;
  answer["class_name"] = header.class_name;
  answer["is_exam"] = header.is_exam;
  answer["started_at"] = header.started_at;
  answer["pack_version"] = header.pack_version;
  answer["pack_digest"] = header.pack_digest;
  answer["exercise"] = header.exercise;
  return answer;
}

void limit(int what, rlim_t most) {
  const rlimit both_ends{most, most};
  setrlimit(static_cast<__rlimit_resource>(what), &both_ends);
}

// In the child: nothing but standard output, and limits on everything.
[[noreturn]] void become_verifier(int out, const std::string& program, const std::string& file,
                                  const std::string& packs) {
  sigset_t none; // the server blocks what ends it; a child is ended like any program
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  dup2(out, STDOUT_FILENO);
  limit(RLIMIT_AS, rlim_t{2} << 30);
  limit(RLIMIT_CPU, 15 * 60);
  limit(RLIMIT_FSIZE, rlim_t{512} << 20);
  limit(RLIMIT_CORE, 0);
  execl(program.c_str(), program.c_str(), "verify", file.c_str(), "--packs", packs.c_str(),
        nullptr);
  _exit(127);
}

std::string read_all(int file, std::size_t most) {
  std::string text;
  char buffer[4096];
  ssize_t got = 0;
  while (text.size() < most && (got = read(file, buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<std::size_t>(got));
  }
  return text;
}

std::string run_child(const fs::path& file, const fs::path& packs) {
  std::error_code ignored;
  const std::string program = fs::read_symlink("/proc/self/exe", ignored).string();
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return "";
  }
  const pid_t child = fork();
  if (child == 0) {
    become_verifier(ends[1], program, file.string(), packs.string());
  }
  close(ends[1]);
  std::string answer = child > 0 ? read_all(ends[0], kMostAnswerBytes) : "";
  close(ends[0]);
  int status = 0;
  if (child > 0 && waitpid(child, &status, 0) == child &&
      (!WIFEXITED(status) || WEXITSTATUS(status) != 0)) {
    answer.clear();
  }
  return answer;
}

} // namespace

int run_verify(const std::string& bundle_file, const fs::path& packs) {
  std::puts(
      verify_file(bundle_file, packs).dump(-1, ' ', true, Json::error_handler_t::replace).c_str());
  return 0;
}

AttemptJudgement verify_in_child(const std::string& bundle, const fs::path& packs) {
  const ScratchFolder scratch;
  Diagnostics problems;
  const fs::path file = scratch.path() / "bundle";
  std::string line;
  if (write_file_atomically(file, bundle, problems)) {
    line = run_child(file, packs);
  }
  AttemptJudgement judgement;
  const Json answer = Json::parse(line, nullptr, false);
  if (!answer.is_object()) {
    judgement.verdict = {"重算时出错或超时", "the re-run failed or took too long"};
    return judgement;
  }
  judgement.state = answer.value("state", "refused");
  judgement.verdict = read_both(answer, "verdict");
  judgement.score = answer.value("score", 0.0);
  judgement.max = answer.value("max", 0.0);
  judgement.learner = answer.value("learner", "");
  judgement.pack = answer.value("pack", "");
  judgement.pack_digest = answer.value("pack_digest", "");
  judgement.exercise = answer.value("exercise", "");
  judgement.learner_name = answer.value("learner_name", "");
  judgement.class_name = answer.value("class_name", "");
  judgement.pack_version = answer.value("pack_version", "");
  judgement.pack_title = read_both(answer, "pack_title");
  judgement.exercise_title = read_both(answer, "exercise_title");
  judgement.is_exam = answer.value("is_exam", false);
  judgement.has_passed = answer.value("has_passed", false);
  judgement.started_ms = read_rfc3339(answer.value("started_at", ""));
  judgement.length_s = answer.value("length_s", 0.0);
  for (const Json& step : answer.value("steps", Json::array())) {
    judgement.steps.push_back({step.value("id", ""), step.value("kind", ""), read_both(step, "title"),
                               step.value("points", 0.0), step.value("available", 0.0),
                               read_both(step, "reason")});
  }
  judgement.statements = answer.value("statements", std::vector<Json>());
  return judgement;
}

} // namespace jixia
