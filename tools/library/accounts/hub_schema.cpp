#include "accounts/hub_schema.h"

#include <array>

namespace jixia {
namespace {

constexpr std::array<std::string_view, 5> kSteps{
    R"sql(
CREATE TABLE school(
  id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, made_ms BIGINT NOT NULL);
CREATE TABLE access_key(
  name TEXT PRIMARY KEY, school TEXT NOT NULL REFERENCES school(id), scopes BIGINT NOT NULL,
  salt TEXT NOT NULL, hash TEXT NOT NULL, made_ms BIGINT NOT NULL, revoked_ms BIGINT NOT NULL);
)sql",
    // How learners are named, and the log of receipts (records/receipt_log.h).
    R"sql(
ALTER TABLE school ADD COLUMN home_page TEXT NOT NULL DEFAULT '';
ALTER TABLE school ADD COLUMN pseudonym_secret TEXT NOT NULL DEFAULT '';
CREATE TABLE log_leaf(
  seq {rowid} PRIMARY KEY, school TEXT NOT NULL, attempt TEXT NOT NULL, leaf TEXT NOT NULL,
  UNIQUE(school, attempt));
CREATE TABLE log_node(
  level INTEGER NOT NULL, idx BIGINT NOT NULL, hash {bytes} NOT NULL, PRIMARY KEY(level, idx)) {clustered};
)sql",
    // Packs: registry/pack_store.h.
    R"sql(
CREATE TABLE pack_version(
  number BIGINT PRIMARY KEY, school TEXT NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL,
  state BIGINT NOT NULL, manifest TEXT NOT NULL, sha256 TEXT NOT NULL, size BIGINT NOT NULL,
  digest TEXT NOT NULL, list_text TEXT NOT NULL, minisig TEXT NOT NULL, facts TEXT NOT NULL,
  report TEXT NOT NULL, search_text TEXT NOT NULL, withdrawn TEXT NOT NULL, reason_zh TEXT NOT NULL,
  reason_en TEXT NOT NULL, announced_ms BIGINT NOT NULL, changed_ms BIGINT NOT NULL,
  UNIQUE(school, id, version));
CREATE INDEX pack_version_state ON pack_version(state, number);
CREATE INDEX pack_version_sha256 ON pack_version(sha256);
CREATE TABLE pack_blob(
  sha256 TEXT NOT NULL, pack BIGINT NOT NULL, PRIMARY KEY(sha256, pack)){clustered};
CREATE INDEX pack_blob_pack ON pack_blob(pack);
CREATE TABLE pack_gram(
  gram TEXT NOT NULL, pack BIGINT NOT NULL, PRIMARY KEY(gram, pack)){clustered};
CREATE TABLE pack_facet(
  kind TEXT NOT NULL, value TEXT NOT NULL, pack BIGINT NOT NULL,
  PRIMARY KEY(kind, value, pack)){clustered};
)sql",
    // People: person.h, people.h, classes.h, sessions.h, audit_log.h, retention.h. Those of the
    // alliance have the school ''.
    R"sql(
CREATE TABLE person(
  id TEXT PRIMARY KEY, school TEXT NOT NULL, login TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
  learner TEXT NOT NULL, language TEXT NOT NULL, password TEXT NOT NULL, must_change INTEGER NOT NULL,
  is_disabled INTEGER NOT NULL, made_ms BIGINT NOT NULL, seen_ms BIGINT NOT NULL, UNIQUE(school, login));
CREATE INDEX person_by_learner ON person(school, learner);
CREATE INDEX person_by_seen ON person(school, seen_ms);
CREATE TABLE school_class(
  id TEXT PRIMARY KEY, school TEXT NOT NULL, name TEXT NOT NULL, made_ms BIGINT NOT NULL, UNIQUE(school, name));
CREATE TABLE class_member(class TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY(class, person)) {clustered};
CREATE INDEX class_member_by_person ON class_member(person, class);
CREATE TABLE session(
  hash TEXT PRIMARY KEY, person TEXT NOT NULL, made_ms BIGINT NOT NULL, seen_ms BIGINT NOT NULL,
  address TEXT NOT NULL, browser TEXT NOT NULL);
CREATE INDEX session_by_person ON session(person, made_ms);
CREATE INDEX session_by_seen ON session(seen_ms);
CREATE TABLE known_device(
  person TEXT NOT NULL, hash TEXT NOT NULL, seen_ms BIGINT NOT NULL, PRIMARY KEY(person, hash)) {clustered};
CREATE TABLE audit_row(
  seq {rowid} PRIMARY KEY, at_ms BIGINT NOT NULL, school TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  target TEXT NOT NULL, detail TEXT NOT NULL, address TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX audit_row_by_school ON audit_row(school, seq);
CREATE INDEX audit_row_by_actor ON audit_row(actor, seq);
CREATE INDEX audit_row_by_target ON audit_row(target, seq);
CREATE TABLE audit_head(id INTEGER PRIMARY KEY, rows BIGINT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE retention(school TEXT PRIMARY KEY, bundle_days BIGINT NOT NULL, person_days BIGINT NOT NULL);
)sql",
    // Pictures of packs; what results say of exercises and months (records/usage_store.h); courses
    // (registry/course_store.h).
    R"sql(
ALTER TABLE pack_version ADD COLUMN picture TEXT NOT NULL DEFAULT '';
CREATE INDEX pack_version_picture ON pack_version(picture);
CREATE TABLE exercise_use(
  digest TEXT NOT NULL, exercise TEXT NOT NULL, school TEXT NOT NULL, title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL, learners BIGINT NOT NULL, passed BIGINT NOT NULL,
  score_share DOUBLE PRECISION NOT NULL, steps TEXT NOT NULL, PRIMARY KEY(digest, exercise, school));
CREATE TABLE month_use(
  school TEXT NOT NULL, month TEXT NOT NULL, pack TEXT NOT NULL, exercise TEXT NOT NULL,
  pack_zh TEXT NOT NULL, pack_en TEXT NOT NULL, title_zh TEXT NOT NULL, title_en TEXT NOT NULL,
  attempts BIGINT NOT NULL, learners BIGINT NOT NULL, passed BIGINT NOT NULL,
  score_share DOUBLE PRECISION NOT NULL, PRIMARY KEY(month, school, pack, exercise));
CREATE TABLE course(
  id TEXT PRIMARY KEY, school TEXT NOT NULL, owner TEXT NOT NULL, owner_name TEXT NOT NULL,
  title_zh TEXT NOT NULL, title_en TEXT NOT NULL, summary_zh TEXT NOT NULL, summary_en TEXT NOT NULL,
  changed_ms BIGINT NOT NULL);
CREATE INDEX course_by_change ON course(changed_ms);
CREATE INDEX course_by_owner ON course(owner);
CREATE TABLE course_pack(
  course TEXT NOT NULL, place INTEGER NOT NULL, school TEXT NOT NULL, pack TEXT NOT NULL,
  PRIMARY KEY(course, place)){clustered};
)sql",
};

} // namespace

std::span<const std::string_view> hub_schema() {
  return kSteps;
}

} // namespace jixia
