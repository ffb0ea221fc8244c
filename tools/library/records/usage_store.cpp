#include "records/usage_store.h"

#include <algorithm>

namespace jixia {
namespace {

// Steps travel as JSON within a row: they are only ever read together.
Json steps_json(const ExerciseEdition& edition, const ExerciseUse& use) {
  Json steps = Json::array();
  for (std::size_t k = 0; k < edition.steps.size(); ++k) {
    const ExerciseEdition::Step& step = edition.steps[k];
    steps.push_back({{"id", step.id},
                     {"kind", step.kind},
                     {"zh", step.title.zh},
                     {"en", step.title.en},
                     {"available", step.available},
                     {"shares", k < use.step_shares.size() ? use.step_shares[k] : 0.0},
                     {"losers", k < use.step_losers.size() ? use.step_losers[k] : 0}});
  }
  return steps;
}

UsageStore::SchoolUse read_school(const Query& row, const Json& steps) {
  UsageStore::SchoolUse school{row.text(3), {}};
  school.use.learners = row.integer(4);
  school.use.passed = row.integer(5);
  school.use.score_share = row.number(6);
  for (const Json& step : steps) {
    school.use.step_shares.push_back(step.value("shares", 0.0));
    school.use.step_losers.push_back(step.value("losers", std::int64_t{0}));
  }
  return school;
}

UsageStore::MonthRow read_month(const Query& row) {
  UsageStore::MonthRow month{
      row.text(0), {row.text(4), row.text(5)}, {row.text(6), row.text(7)}, {}};
  month.use = {row.text(1),    row.text(2),     row.text(3),   row.integer(8),
               row.integer(9), row.integer(10), row.number(11)};
  return month;
}

constexpr const char* kMonthColumns =
    "SELECT school, month, pack, exercise, pack_zh, pack_en, title_zh, title_en, attempts, "
    "learners, passed, score_share FROM month_use ";

} // namespace

void UsageStore::put_exercise(const std::string& school, const ExerciseEdition& edition,
                              const ExerciseUse& use) {
  const std::string steps = json_text(steps_json(edition, use));
  hub_.writer().run([&](Connection& db) {
    Query(db, "DELETE FROM exercise_use WHERE digest=? AND exercise=? AND school=?", edition.digest,
          edition.exercise, school)
        .run();
    Query(db,
          "INSERT INTO exercise_use(digest, exercise, school, title_zh, title_en, learners, "
          "passed, score_share, steps) VALUES(?,?,?,?,?,?,?,?,?)",
          edition.digest, edition.exercise, school, edition.title.zh, edition.title.en,
          use.learners, use.passed, use.score_share, steps)
        .run();
  });
}

void UsageStore::put_month(const std::string& school, const MonthUse& use, const Text& pack_title,
                           const Text& title) {
  hub_.writer().run([&](Connection& db) {
    Query(db, "DELETE FROM month_use WHERE month=? AND school=? AND pack=? AND exercise=?",
          use.month, school, use.pack, use.exercise)
        .run();
    Query(db,
          "INSERT INTO month_use(school, month, pack, exercise, pack_zh, pack_en, title_zh, "
          "title_en, attempts, learners, passed, score_share) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
          school, use.month, use.pack, use.exercise, pack_title.zh, pack_title.en, title.zh,
          title.en, use.attempts, use.learners, use.passed, use.score_share)
        .run();
  });
}

std::vector<UsageStore::ExerciseUses> UsageStore::of_pack(const std::string& digest) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db,
              "SELECT exercise, title_zh, title_en, school, learners, passed, score_share, steps "
              "FROM exercise_use WHERE digest=? ORDER BY exercise, school",
              digest);
  std::vector<ExerciseUses> found;
  while (query.next()) {
    const Json steps = parse_json(query.view(7)).value_or(Json::array());
    if (found.empty() || found.back().exercise != query.view(0)) {
      found.push_back({query.text(0), {query.text(1), query.text(2)}, {}, {}});
      for (const Json& step : steps) {
        found.back().steps.push_back({step.value("id", ""),
                                      step.value("kind", ""),
                                      {step.value("zh", ""), step.value("en", "")},
                                      step.value("available", 0.0)});
      }
    }
    found.back().schools.push_back(read_school(query, steps));
  }
  return found;
}

std::vector<UsageStore::PackCount> UsageStore::pack_counts() {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db,
              "SELECT pack_version.school, pack_version.id, "
              "CAST(SUM(CASE WHEN learners>0 THEN 1 ELSE 0 END) AS BIGINT), "
              "CAST(SUM(learners) AS BIGINT), MAX(learners) FROM exercise_use JOIN pack_version ON "
              "pack_version.digest=exercise_use.digest WHERE state=2 GROUP BY number, "
              "pack_version.school, pack_version.id, exercise");
  std::vector<PackCount> counts;
  while (query.next()) {
    counts.push_back({query.text(0), query.text(1), query.integer(2), query.integer(3),
                      query.integer(4)});
  }
  return counts;
}

std::vector<UsageStore::MonthRow> UsageStore::of_month(const std::string& month,
                                                       const std::string& school) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  static const std::string sql =
      std::string(kMonthColumns) +
      "WHERE month=? AND (?='' OR school=?) ORDER BY school, attempts DESC, pack, exercise";
  Query query(*db, sql, month, school, school);
  std::vector<MonthRow> rows;
  while (query.next()) {
    rows.push_back(read_month(query));
  }
  return rows;
}

std::vector<UsageStore::MonthRow> UsageStore::months_until(const std::string& month,
                                                           const std::string& school, int most) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db,
              "SELECT '', month, '', '', '', '', '', '', CAST(SUM(attempts) AS BIGINT), "
              "CAST(SUM(learners) AS BIGINT), CAST(SUM(passed) AS BIGINT), SUM(score_share) FROM month_use WHERE pack='' AND month<=? AND (?='' "
              "OR school=?) GROUP BY month ORDER BY month DESC LIMIT ?",
              month, school, school, most);
  std::vector<MonthRow> rows;
  while (query.next()) {
    rows.push_back(read_month(query));
  }
  std::reverse(rows.begin(), rows.end());
  return rows;
}

} // namespace jixia
