#include "records/result_store.h"

#include <algorithm>
#include <bit>

#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kLongestText = 500;
constexpr std::size_t kMostLearners = 4096; // of one question

// Cut between letters, not within one.
std::string cut(const std::string& text) {
  std::size_t size = std::min(text.size(), kLongestText);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) {
    --size;
  }
  return text.substr(0, size);
}

void put_edition(Connection& db, const AttemptJudgement& found) {
  Query(db,
        "INSERT INTO exercise_edition(digest, exercise, pack, version, pack_zh, pack_en, title_zh, "
        "title_en) VALUES(?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
        found.pack_digest, found.exercise, found.pack, found.pack_version, cut(found.pack_title.zh),
        cut(found.pack_title.en), cut(found.exercise_title.zh), cut(found.exercise_title.en))
      .run();
  for (std::size_t k = 0; k < std::min(found.steps.size(), ResultStore::kMostSteps); ++k) {
    const StepResult& step = found.steps[k];
    Query(db,
          "INSERT INTO exercise_step(digest, exercise, place, id, kind, title_zh, title_en, "
          "available) VALUES(?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
          found.pack_digest, found.exercise, static_cast<std::int64_t>(k), cut(step.id),
          cut(step.kind), cut(step.title.zh), cut(step.title.en), step.available)
        .run();
  }
}

bool insert_result(Connection& db, const std::string& attempt, const AttemptJudgement& found) {
  return Query(db,
               "INSERT INTO result(attempt, digest, exercise, pack, learner, learner_name, class, "
               "month, is_exam, has_passed, started_ms, length_s, score, max) "
               "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
               attempt, found.pack_digest, found.exercise, found.pack, cut(found.learner),
               cut(found.learner_name), cut(found.class_name), month_text(found.started_ms),
               found.is_exam ? 1 : 0, found.has_passed ? 1 : 0, found.started_ms, found.length_s,
               found.score, found.max)
             .run()
             .changed_rows() > 0;
}

constexpr const char* kColumns =
    "result.attempt, result.digest, result.exercise, result.pack, learner, learner_name, class, "
    "is_exam, has_passed, started_ms, length_s, score, max, pack_zh, pack_en, title_zh, title_en";
constexpr const char* kFrom =
    " FROM result JOIN exercise_edition ON exercise_edition.digest=result.digest AND "
    "exercise_edition.exercise=result.exercise";

Result read_result(const Query& row) {
  Result result{row.text(0), row.text(1), row.text(2), row.text(3),
                row.text(4), row.text(5), row.text(6)};
  result.is_exam = row.integer(7) != 0;
  result.has_passed = row.integer(8) != 0;
  result.started_ms = row.integer(9);
  result.length_s = row.number(10);
  result.score = row.number(11);
  result.max = row.number(12);
  result.pack_title = {row.text(13), row.text(14)};
  result.title = {row.text(15), row.text(16)};
  return result;
}

// Rows with one step each, those of one result together.
std::vector<Result> read_with_steps(Query& rows) {
  std::vector<Result> results;
  while (rows.next()) {
    if (results.empty() || results.back().attempt != rows.view(0)) {
      results.push_back(read_result(rows));
    }
    results.back().points.push_back(rows.number(17));
    results.back().reasons.push_back({rows.text(18), rows.text(19)});
  }
  return results;
}

// Places for learners come in powers of two, so that few different texts are made ready.
std::size_t learner_places(const std::vector<std::string>& learners) {
  return std::bit_ceil(std::max<std::size_t>(1, std::min(learners.size(), kMostLearners)));
}

std::string learner_condition(const Learners& learners) {
  std::string sql;
  for (std::size_t k = 0; learners && k < learner_places(*learners); ++k) {
    sql += k == 0 ? " AND learner<>'' AND learner IN (?" : ",?";
  }
  return sql + (learners ? ")" : "");
}

void bind_learners(Query& query, const Learners& learners) {
  for (std::size_t k = 0; learners && k < learner_places(*learners); ++k) {
    query.bind(k < learners->size() ? (*learners)[k] : std::string());
  }
}

constexpr std::string_view kFirstAttempts =
    " FROM result WHERE digest=? AND exercise=? AND learner<>'' AND NOT EXISTS (SELECT 1 FROM "
    "result earlier WHERE earlier.learner=result.learner AND earlier.digest=result.digest AND "
    "earlier.exercise=result.exercise AND (earlier.started_ms<result.started_ms OR "
    "(earlier.started_ms=result.started_ms AND earlier.attempt<result.attempt)))";

} // namespace

std::string month_text(std::int64_t unix_ms) {
  constexpr std::int64_t kChina = 8 * 3600 * 1000;
  return rfc3339_text(std::max<std::int64_t>(unix_ms, 0) + kChina).substr(0, 7);
}

void ResultStore::put(const std::string& attempt, const AttemptJudgement& found) {
  database_.writer().run([&](Connection& db) {
    put_edition(db, found);
    if (!insert_result(db, attempt, found)) {
      return;
    }
    for (std::size_t k = 0; k < std::min(found.steps.size(), kMostSteps); ++k) {
      const StepResult& step = found.steps[k];
      Query(db,
            "INSERT INTO result_step(attempt, place, points, reason_zh, reason_en) "
            "VALUES(?,?,?,?,?)",
            attempt, static_cast<std::int64_t>(k), step.points, cut(step.reason.zh),
            cut(step.reason.en))
          .run();
    }
  });
}

std::optional<ExerciseEdition> ResultStore::find_edition(const std::string& digest,
                                                         const std::string& exercise) {
  const ReadConnections::Loan db = database_.readers().borrow();
  Query query(*db,
              "SELECT pack, version, pack_zh, pack_en, exercise_edition.title_zh, "
              "exercise_edition.title_en, id, kind, step.title_zh, step.title_en, available FROM "
              "exercise_edition LEFT JOIN exercise_step step ON "
              "step.digest=exercise_edition.digest AND step.exercise=exercise_edition.exercise "
              "WHERE exercise_edition.digest=? AND exercise_edition.exercise=? ORDER BY place",
              digest, exercise);
  std::optional<ExerciseEdition> edition;
  while (query.next()) {
    if (!edition) {
      edition = ExerciseEdition{digest,
                                exercise,
                                query.text(0),
                                query.text(1),
                                {query.text(2), query.text(3)},
                                {query.text(4), query.text(5)},
                                {}};
    }
    if (!query.is_null(6)) {
      edition->steps.push_back({query.text(6),
                                query.text(7),
                                {query.text(8), query.text(9)},
                                query.number(10)});
    }
  }
  return edition;
}

std::vector<ResultGroup> ResultStore::groups(const Learners& learners, int most) {
  const ReadConnections::Loan db = database_.readers().borrow();
  const std::string sql =
      "SELECT result.digest, result.exercise, result.pack, version, pack_zh, pack_en, title_zh, "
      "title_en, COUNT(DISTINCT learner), COUNT(*), MAX(started_ms) FROM result JOIN "
      "exercise_edition ON exercise_edition.digest=result.digest AND "
      "exercise_edition.exercise=result.exercise WHERE 1=1" +
      learner_condition(learners) +
      " GROUP BY result.digest, result.exercise, result.pack, version, pack_zh, pack_en, title_zh, "
      "title_en ORDER BY MAX(started_ms) DESC LIMIT ?";
  Query query(*db, sql);
  bind_learners(query, learners);
  query.bind(most);
  std::vector<ResultGroup> groups;
  while (query.next()) {
    groups.push_back({query.text(0),
                      query.text(1),
                      query.text(2),
                      query.text(3),
                      {query.text(4), query.text(5)},
                      {query.text(6), query.text(7)},
                      query.integer(8),
                      query.integer(9),
                      query.integer(10)});
  }
  return groups;
}

std::vector<Result> ResultStore::find(const ResultFilter& filter) {
  const ReadConnections::Loan db = database_.readers().borrow();
  const std::string sql =
      std::string("SELECT ") + kColumns + ", points, reason_zh, reason_en" + kFrom +
      " JOIN result_step ON result_step.attempt=result.attempt WHERE result.digest=? AND "
      "result.exercise=? AND started_ms>=? AND started_ms<?" +
      learner_condition(filter.learners) + " ORDER BY started_ms, result.attempt, place LIMIT ?";
  Query query(*db, sql, filter.digest, filter.exercise, filter.from_ms,
              filter.until_ms > 0 ? filter.until_ms : std::int64_t{1} << 60);
  bind_learners(query, filter.learners);
  query.bind(static_cast<std::int64_t>(kMostResults * kMostSteps));
  std::vector<Result> results = read_with_steps(query);
  results.resize(std::min<std::size_t>(results.size(), kMostResults));
  return results;
}

std::vector<Result> ResultStore::of_learner(const std::string& learner, int most) {
  const ReadConnections::Loan db = database_.readers().borrow();
  static const std::string sql = std::string("SELECT ") + kColumns + kFrom +
                                 " WHERE learner=? ORDER BY started_ms DESC LIMIT ?";
  Query query(*db, sql, learner, most);
  std::vector<Result> results;
  while (query.next()) {
    results.push_back(read_result(query));
  }
  return results;
}

std::optional<Result> ResultStore::find_attempt(const std::string& attempt) {
  const ReadConnections::Loan db = database_.readers().borrow();
  static const std::string sql =
      std::string("SELECT ") + kColumns + ", points, reason_zh, reason_en" + kFrom +
      " JOIN result_step ON result_step.attempt=result.attempt WHERE result.attempt=? ORDER BY "
      "place";
  Query query(*db, sql, attempt);
  std::vector<Result> results = read_with_steps(query);
  return results.empty() ? std::nullopt : std::optional(std::move(results.front()));
}

ExerciseUse ResultStore::use_of(const std::string& digest, const std::string& exercise) {
  const ReadConnections::Loan db = database_.readers().borrow();
  ExerciseUse use;
  static const std::string sums =
      "SELECT COUNT(*), COALESCE(SUM(has_passed), 0), COALESCE(SUM(CASE WHEN max>0 THEN score/max "
      "ELSE 0 END), 0)" +
      std::string(kFirstAttempts);
  Query total(*db, sums, digest, exercise);
  if (total.next()) {
    use.learners = total.integer(0);
    use.passed = total.integer(1);
    use.score_share = total.number(2);
  }
  static const std::string steps =
      "SELECT SUM(CASE WHEN available>0 THEN points/available ELSE 0 END), SUM(CASE WHEN "
      "points<available THEN 1 ELSE 0 END) FROM result_step JOIN exercise_step ON "
      "exercise_step.digest=? AND exercise_step.exercise=? AND "
      "exercise_step.place=result_step.place WHERE attempt IN (SELECT attempt" +
      std::string(kFirstAttempts) + ") GROUP BY result_step.place ORDER BY result_step.place";
  Query each(*db, steps, digest, exercise, digest, exercise);
  while (each.next()) {
    use.step_shares.push_back(each.number(0));
    use.step_losers.push_back(each.integer(1));
  }
  return use;
}

MonthUse ResultStore::month_use(const std::string& month, const std::string& pack,
                                const std::string& exercise) {
  const ReadConnections::Loan db = database_.readers().borrow();
  Query query(*db,
              "SELECT COUNT(*), COUNT(DISTINCT learner), COALESCE(SUM(has_passed), 0), "
              "COALESCE(SUM(CASE WHEN max>0 THEN score/max ELSE 0 END), 0) FROM result WHERE "
              "month=? AND (?='' OR (pack=? AND exercise=?))",
              month, pack, pack, exercise);
  MonthUse use{month, pack, exercise};
  if (query.next()) {
    use.attempts = query.integer(0);
    use.learners = query.integer(1);
    use.passed = query.integer(2);
    use.score_share = query.number(3);
  }
  return use;
}

void ResultStore::erase_learner(const std::string& learner) {
  database_.writer().run([&](Connection& db) {
    Query(db, "DELETE FROM result_step WHERE attempt IN (SELECT attempt FROM result WHERE learner=?)",
          learner)
        .run();
    Query(db, "DELETE FROM result WHERE learner=?", learner).run();
  });
}

} // namespace jixia
