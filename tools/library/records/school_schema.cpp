#include "records/school_schema.h"

#include <array>
#include <chrono>
#include <limits>
#include <string>

namespace jixia {
namespace {

// `seq` is the order of storing; all paging goes by it. A statement's terms are what it can be
// found by (actor, verb, activity, ...): an index from term to statements, newest last, is in
// `posting_block` and `posting` (posting_block.h). These grow without end, and are cut by year where
// an engine can do that. `digest` is not used any more, and empty.
constexpr std::array<std::string_view, 5> kSteps{
    R"sql(
CREATE TABLE statement(
  seq {rowid} PRIMARY KEY, id {uuid} NOT NULL {unique_id}, stored_ms BIGINT NOT NULL, timestamp_ms BIGINT,
  digest TEXT NOT NULL, is_voiding INTEGER NOT NULL, is_voided INTEGER NOT NULL, writer TEXT NOT NULL,
  body TEXT NOT NULL) {by_year};
CREATE INDEX statement_by_stored ON statement(stored_ms, seq);
CREATE TABLE posting(term BIGINT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY(term, seq)) {clustered} {by_year};
CREATE TABLE statement_ref(
  target {uuid} NOT NULL, seq BIGINT NOT NULL, is_voiding INTEGER NOT NULL, PRIMARY KEY(target, seq)) {clustered};
CREATE TABLE attachment(sha2 TEXT PRIMARY KEY, content_type TEXT NOT NULL, content {bytes} NOT NULL);
CREATE TABLE activity(id TEXT PRIMARY KEY, definition TEXT NOT NULL);
CREATE TABLE agent_name(agent TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY(agent, name)) {clustered};
CREATE TABLE document(
  kind INTEGER NOT NULL, activity TEXT NOT NULL, agent TEXT NOT NULL, registration TEXT NOT NULL, id TEXT NOT NULL,
  content_type TEXT NOT NULL, content {bytes} NOT NULL, etag TEXT NOT NULL, updated_ms BIGINT NOT NULL,
  PRIMARY KEY(kind, activity, agent, registration, id));
CREATE TABLE attempt(
  seq {rowid} PRIMARY KEY, id TEXT NOT NULL UNIQUE, received_ms BIGINT NOT NULL, writer TEXT NOT NULL,
  size BIGINT NOT NULL, digest TEXT NOT NULL, learner TEXT NOT NULL, pack TEXT NOT NULL, exercise TEXT NOT NULL,
  score DOUBLE PRECISION NOT NULL, max DOUBLE PRECISION NOT NULL, state TEXT NOT NULL,
  verdict_zh TEXT NOT NULL, verdict_en TEXT NOT NULL);
CREATE INDEX attempt_by_state ON attempt(state, seq);
CREATE TABLE bundle_piece(
  attempt TEXT NOT NULL REFERENCES attempt(id), start BIGINT NOT NULL, content {bytes} NOT NULL,
  PRIMARY KEY(attempt, start));
)sql",
    // What verified attempts earned, step by step: records/result_store.h.
    R"sql(
CREATE TABLE exercise_edition(
  digest TEXT NOT NULL, exercise TEXT NOT NULL, pack TEXT NOT NULL, version TEXT NOT NULL,
  pack_zh TEXT NOT NULL, pack_en TEXT NOT NULL, title_zh TEXT NOT NULL, title_en TEXT NOT NULL,
  PRIMARY KEY(digest, exercise));
CREATE TABLE exercise_step(
  digest TEXT NOT NULL, exercise TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
  title_zh TEXT NOT NULL, title_en TEXT NOT NULL, available DOUBLE PRECISION NOT NULL,
  PRIMARY KEY(digest, exercise, place)) {clustered};
CREATE TABLE result(
  attempt TEXT PRIMARY KEY, digest TEXT NOT NULL, exercise TEXT NOT NULL, pack TEXT NOT NULL,
  learner TEXT NOT NULL, learner_name TEXT NOT NULL, class TEXT NOT NULL, month TEXT NOT NULL,
  is_exam INTEGER NOT NULL, has_passed INTEGER NOT NULL, started_ms BIGINT NOT NULL,
  length_s DOUBLE PRECISION NOT NULL, score DOUBLE PRECISION NOT NULL, max DOUBLE PRECISION NOT NULL);
CREATE INDEX result_by_exercise ON result(digest, exercise, started_ms);
CREATE INDEX result_by_learner ON result(learner, started_ms);
CREATE INDEX result_by_month ON result(month, pack, exercise);
CREATE TABLE result_step(
  attempt TEXT NOT NULL, place INTEGER NOT NULL, points DOUBLE PRECISION NOT NULL, reason_zh TEXT NOT NULL,
  reason_en TEXT NOT NULL, PRIMARY KEY(attempt, place)) {clustered};
)sql",
    // What is known of one learner: personal_records.h.
    R"sql(
CREATE INDEX attempt_by_learner ON attempt(learner, received_ms);
CREATE INDEX attempt_by_received ON attempt(received_ms);
CREATE INDEX document_by_agent ON document(agent);
)sql",
    // Many statements of a term in one row.
    R"sql(
CREATE TABLE posting_block(
  term BIGINT NOT NULL, seq BIGINT NOT NULL, more {bytes} NOT NULL, PRIMARY KEY(term, seq)) {clustered} {by_year};
)sql",
    // Whose attempts may still wait to be judged: personal_records.h.
    R"sql(
CREATE TABLE erased_learner(agent TEXT PRIMARY KEY, erased_ms BIGINT NOT NULL);
)sql",
};

// 1 January, 00:00 UTC [Unix ms].
std::int64_t year_begin_ms(int year) {
  using namespace std::chrono;
  const sys_days first = std::chrono::year(year) / January / 1;
  return duration_cast<milliseconds>(first.time_since_epoch()).count();
}

int year_of(std::int64_t unix_ms) {
  using namespace std::chrono;
  const sys_time<milliseconds> instant{milliseconds(unix_ms)};
  return static_cast<int>(year_month_day(floor<days>(instant)).year());
}

// Each year's table keeps ids unique; between years the one writer sees to it.
void make_year_table(Connection& db, const std::string& table, int year) {
  const std::string name = table + "_" + std::to_string(year);
  const std::string from = std::to_string(db.order_number(0, year_begin_ms(year))),
                    to = std::to_string(db.order_number(0, year_begin_ms(year + 1)));
  db.execute("CREATE TABLE IF NOT EXISTS " + name + " PARTITION OF " + table +
             " FOR VALUES FROM (" + from + ") TO (" + to + ")");
  if (table == "statement") {
    db.execute("CREATE UNIQUE INDEX IF NOT EXISTS " + name + "_id ON " + name + "(id)");
  }
}

} // namespace

std::span<const std::string_view> school_schema() {
  return kSteps;
}

void make_tables_of_year(Connection& db, int year) {
  for (const char* table : {"statement", "posting", "posting_block"}) {
    make_year_table(db, table, year);
  }
}

std::int64_t make_year_tables(Connection& db, std::int64_t now_ms) {
  if (db.engine() == Engine::Sqlite) {
    return std::numeric_limits<std::int64_t>::max();
  }
  const int year = year_of(now_ms);
  make_tables_of_year(db, year);
  make_tables_of_year(db, year + 1);
  return year_begin_ms(year + 1);
}

} // namespace jixia
