#include "records/school_schema.h"

#include <array>

namespace jixia {
namespace {

// `seq` is the order of storing; all paging goes by it. A statement's terms are what it can be
// found by (actor, verb, activity, ...): `posting` is an index from term to statements, newest
// last.
constexpr std::array<std::string_view, 3> kSteps{
    R"sql(
CREATE TABLE statement(
  seq {rowid} PRIMARY KEY, id TEXT NOT NULL UNIQUE, stored_ms BIGINT NOT NULL, timestamp_ms BIGINT,
  digest TEXT NOT NULL, is_voiding INTEGER NOT NULL, is_voided INTEGER NOT NULL, writer TEXT NOT NULL,
  body TEXT NOT NULL);
CREATE INDEX statement_by_stored ON statement(stored_ms, seq);
CREATE TABLE posting(term BIGINT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY(term, seq)) {clustered};
CREATE TABLE statement_ref(
  target TEXT NOT NULL, seq BIGINT NOT NULL, is_voiding INTEGER NOT NULL, PRIMARY KEY(target, seq)) {clustered};
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
};

} // namespace

std::span<const std::string_view> school_schema() {
  return kSteps;
}

} // namespace jixia
