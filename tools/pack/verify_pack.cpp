#include "verify_pack.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "base/fingerprint.h"
#include "expected_scores.h"
#include "session/script_operator.h"
#include "session/session.h"

namespace jixia {
namespace {

using Strings = std::vector<std::string>;

constexpr double kTolerance = 1e-9; // [points]

// One run that a thread can take.
struct Job {
  const Exercise* exercise;
  const OperatorScript* script; ///< nullptr: does nothing
  OperatorRun run;
};

std::string points(double value) {
  return number_text(value, 4);
}

void play_once(const Scenario& scenario, const ComponentRegistry& registry, std::uint64_t seed,
               Job& job) {
  Diagnostics problems;
  Session::Options options;
  options.seed = seed;
  options.trend_tags = {"HANDIN"}; // scoring needs no trends
  const std::unique_ptr<Session> session =
      Session::start(scenario, *job.exercise, registry, options, problems);
  static const OperatorScript nothing;
  std::size_t refused = 0;
  if (session) {
    ScriptOperator script(job.script ? *job.script : nothing, session->world(), problems);
    session->on_refusal = [&](const RunLog::ActionRecord& record) {
      if (++refused <= 5 && record.refusal) {
        job.run.remarks.push_back(fill({"{0} {1} 被拒绝：{2}", "{0} {1} refused: {2}"},
                                       std::vector{same_text(clock_text(record.time)),
                                                   same_text(record.action.tag), *record.refusal}));
      }
    };
    while (!session->finished() && !problems.has_errors()) {
      for (OperatorAction& action : script.actions_at(session->world())) {
        session->submit(std::move(action));
      }
      session->advance();
    }
    job.run.sheet = session->score();
    job.run.duration = session->world().time();
    Fingerprint fingerprint;
    fingerprint.add(static_cast<std::int64_t>(session->log().fingerprint()));
    fingerprint.add(static_cast<std::int64_t>(session->fingerprint()));
    job.run.fingerprint = fingerprint.value();
  }
  for (const Diagnostic& found : problems.all()) {
    job.run.faults.push_back(found.problem);
  }
}

const ScoreLine* find_line(const ScoreSheet& sheet, const std::string& id) {
  for (const ScoreLine& line : sheet.lines) {
    if (line.id == id) {
      return &line;
    }
  }
  return nullptr;
}

// A step loses points; a rule is broken.
bool has_lost(const ScoreSheet& sheet, const ScoreLine& line) {
  return line.kind == Criterion::Kind::Forbidden
             ? line.state == ScoreLine::State::Lost ||
                   std::find(sheet.vetoes.begin(), sheet.vetoes.end(), line.id) !=
                       sheet.vetoes.end()
             : line.points < line.available - kTolerance;
}

void judge(Job& job) {
  OperatorRun& run = job.run;
  if (run.sheet.score < run.lowest - kTolerance || run.sheet.score > run.highest + kTolerance) {
    run.faults.push_back(
        fill({"得 {0} 分，应为 {1} 到 {2}", "scores {0}; expected {1} to {2}"},
             Strings{points(run.sheet.score), points(run.lowest), points(run.highest)}));
  }
  if (job.script == nullptr) {
    return;
  }
  for (const std::string& id : job.script->loses) {
    const ScoreLine* line = find_line(run.sheet, id);
    if (line != nullptr && !has_lost(run.sheet, *line)) {
      run.faults.push_back(fill({"{0} 没有失分", "{0} loses nothing"}, Strings{id}));
    }
  }
  for (const std::string& id : job.script->keeps) {
    const ScoreLine* line = find_line(run.sheet, id);
    if (line != nullptr && has_lost(run.sheet, *line)) {
      run.faults.push_back(fill({"{0} 应得满分，得 {1}", "{0} should keep all points, has {1}"},
                                Strings{id, points(line->points)}));
    }
  }
}

void play(const Scenario& scenario, const ComponentRegistry& registry, const VerifyOptions& options,
          Job& job) {
  for (int k = 0; k < std::max(1, options.repeats); ++k) {
    const std::uint64_t before = job.run.fingerprint;
    job.run.remarks.clear();
    const auto start = std::chrono::steady_clock::now();
    play_once(scenario, registry, options.seed, job);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    job.run.wall_seconds = k == 0 ? taken.count() : std::min(job.run.wall_seconds, taken.count());
    if (k > 0 && before != job.run.fingerprint) {
      job.run.faults.push_back({"重复运行结果不同", "a repeated run differs"});
    }
  }
  judge(job);
}

std::vector<Job> make_jobs(const Scenario& scenario, const VerifyOptions& options) {
  std::vector<Job> jobs;
  for (const Exercise& exercise : scenario.exercises) {
    if (!options.exercise.empty() && exercise.id != options.exercise) {
      continue;
    }
    for (const OperatorScript& script : exercise.operators) {
      jobs.push_back({&exercise, &script, {}});
    }
    jobs.push_back({&exercise, nullptr, {}});
  }
  for (Job& job : jobs) {
    job.run.exercise = job.exercise->id;
    job.run.operator_id = job.script ? job.script->id : "do-nothing";
    job.run.lowest = job.script ? job.script->lowest_score : 0.0;
    job.run.highest = job.script ? job.script->highest_score : options.most_for_nothing;
  }
  std::erase_if(jobs, [&](const Job& job) {
    return !options.operator_id.empty() && job.run.operator_id != options.operator_id;
  });
  return jobs;
}

} // namespace

std::vector<OperatorRun> verify_pack(
    const Scenario& scenario, const ComponentRegistry& registry, const VerifyOptions& options,
    const std::function<void(std::size_t, std::size_t)>& progress) {
  std::vector<Job> jobs = make_jobs(scenario, options);
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::size_t done = 0;
  const auto work = [&] {
    for (std::size_t k = next++; k < jobs.size(); k = next++) {
      play(scenario, registry, options, jobs[k]);
      const std::lock_guard lock(mutex);
      ++done;
      if (progress) {
        progress(done, jobs.size());
      }
    }
  };
  const unsigned wanted =
      options.threads > 0 ? options.threads : std::thread::hardware_concurrency();
  {
    std::vector<std::jthread> threads;
    for (unsigned k = 0; k < std::clamp(wanted, 1u, 64u); ++k) {
      threads.emplace_back(work);
    }
  }
  std::vector<OperatorRun> runs;
  for (Job& job : jobs) {
    compare_expected(scenario, options.seed, job.run);
    runs.push_back(std::move(job.run));
  }
  return runs;
}

} // namespace jixia
