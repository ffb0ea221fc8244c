#include "session/replay.h"

#include <cmath>

#include "base/file_io.h"
#include "recording/trends.h"
#include "session/journal_frontend.h"
#include "session/run_session.h"

namespace jixia {
namespace {

std::unique_ptr<Session> start_session_of(const Attempt& attempt, const Scenario& scenario,
                                          const ComponentRegistry& registry,
                                          Diagnostics& problems) {
  const Exercise* exercise = find_exercise(scenario, attempt.header.exercise);
  if (exercise == nullptr || attempt.header.exercise.empty()) {
    problems.error({attempt.folder.string(), 0, 0},
                   fill({"场景包 {0} 没有练习 {1}", "pack {0} has no exercise {1}"},
                        std::vector{scenario.id, attempt.header.exercise}));
    return nullptr;
  }
  Session::Options options;
  options.seed = attempt.header.seed;
  // An exam cannot be rewound, so its journal has no rewinds either; a forged one is refused below.
  options.is_exam = attempt.header.is_exam;
  return Session::start(scenario, *exercise, registry, options, problems);
}

Text departs_text(SimTime time) {
  return fill({"回放不一致：{0} 起与记录不同", "replay departs: differs from the record at {0}"},
              std::vector{clock_text(time)});
}

// The first stored point, in time, whose tag has another value now. Stored values have 7 digits.
struct DepartingPoint {
  std::string tag;
  SimTime time{0};
};

std::optional<DepartingPoint> find_departing_point(const Trends& trends, const RunLog& log) {
  std::optional<DepartingPoint> first;
  for (const auto& [tag, stored] : trends.series) {
    const RunLog::Series* now = log.find_series(tag);
    for (std::size_t k = 0; now != nullptr && k < stored.times.size(); ++k) {
      if (stored.times[k] > log.times().back() || (first && stored.times[k] >= first->time)) {
        break;
      }
      const double was = stored.values[k], is = now->at(stored.times[k]);
      if (std::abs(was - is) > 1e-6 * std::abs(was) + 1e-12) {
        first = DepartingPoint{tag, stored.times[k]};
        break;
      }
    }
  }
  return first;
}

void name_departing_tag(const Attempt& attempt, ReplayResult& result) {
  Diagnostics ignored; // an attempt without trends is judged by its fingerprints alone
  const auto text = read_file_limited(attempt.folder / "trends.json", kMostTrendBytes, ignored);
  const auto trends = text ? read_trends(*text, "trends.json", ignored) : std::nullopt;
  const auto point = trends ? find_departing_point(*trends, result.session->log()) : std::nullopt;
  if (point) {
    result.departs_tag = point->tag;
    result.departs_at = std::min(*result.departs_at, point->time);
    result.verdict =
        fill({"回放不一致：{0} 起与记录不同，{1} 在 {2} 首先可见",
              "replay departs at {0}; {1} is the first tag to show it, at {2}"},
             std::vector{clock_text(*result.departs_at), point->tag, clock_text(point->time)});
  }
}

} // namespace

std::optional<ReplayResult> replay_attempt(const Attempt& attempt, const Scenario& scenario,
                                           const ComponentRegistry& registry, Diagnostics& problems,
                                           const std::function<bool(double)>& progress) {
  ReplayResult result;
  if (attempt.header.pack_digest != scenario.digest) {
    problems.warning({attempt.folder.string(), 0, 0},
                     {"场景包与记录时不同，可能不一致",
                      "the pack is not the one that was recorded; the replay may depart"});
  }
  result.session = start_session_of(attempt, scenario, registry, problems);
  if (result.session == nullptr) {
    return std::nullopt;
  }
  JournalFrontend journal(attempt.journal, progress);
  run_session(*result.session, journal);
  journal.check_end(*result.session);
  result.departs_at = journal.departs_at();
  if (journal.was_stopped()) {
    result.verdict = {"回放已取消", "replay cancelled"};
  } else if (result.departs_at) {
    result.verdict = departs_text(*result.departs_at);
    name_departing_tag(attempt, result);
  } else if (!journal.is_finished()) {
    result.verdict = {"记录没有结束，用 jixia resume 继续",
                      "the attempt is not finished; go on with jixia resume"};
  } else if (attempt.header.pack_digest != scenario.digest) {
    result.verdict = {"回放一致，但场景包已改动，不能核验",
                      "the replay agrees, but the pack was changed; not verified"};
  } else {
    result.is_verified = true;
    result.verdict = {"成绩已核验：回放一致", "verified: the replay agrees"};
  }
  return result;
}

std::unique_ptr<Session> resume_attempt(const Attempt& attempt, const Scenario& scenario,
                                        const ComponentRegistry& registry, Diagnostics& problems) {
  std::unique_ptr<Session> session = start_session_of(attempt, scenario, registry, problems);
  if (session == nullptr) {
    return nullptr;
  }
  JournalFrontend journal(attempt.journal, {});
  run_session(*session, journal);
  journal.check_end(*session);
  if (journal.departs_at()) {
    problems.error(
        {attempt.folder.string(), 0, 0}, departs_text(*journal.departs_at()),
        {"换回记录时的程序和场景包再继续", "go on with the program and pack that recorded it"});
    return nullptr;
  }
  return session;
}

} // namespace jixia
