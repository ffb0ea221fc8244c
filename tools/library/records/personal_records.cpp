#include "records/personal_records.h"

#include <array>

#include "recording/identity.h"
#include "records/result_store.h"

namespace jixia {
namespace {

const char* kind_name(std::int64_t kind) {
  constexpr std::array kNames{"", "state", "activity profile", "agent profile"};
  return kind > 0 && kind < 4 ? kNames[static_cast<std::size_t>(kind)] : "";
}

} // namespace

std::vector<AttemptRow> PersonalRecords::attempts(const std::string& learner, int most) {
  std::vector<std::string> ids;
  {
    const ReadConnections::Loan db = database_.readers().borrow();
    Query query(*db, "SELECT id FROM attempt WHERE learner=? ORDER BY seq DESC LIMIT ?", learner,
                most);
    while (query.next()) {
      ids.push_back(query.text(0));
    }
  }
  AttemptStore store(database_);
  std::vector<AttemptRow> rows;
  for (const std::string& id : ids) {
    if (std::optional<AttemptRow> row = store.find(id)) {
      rows.push_back(std::move(*row));
    }
  }
  return rows;
}

std::vector<PersonalRecords::KeptDocument> PersonalRecords::documents(const std::string& agent,
                                                                      int most) {
  const ReadConnections::Loan db = database_.readers().borrow();
  Query query(*db,
              "SELECT kind, activity, registration, id, content_type, content FROM document "
              "WHERE agent=? ORDER BY kind, activity, id LIMIT ?",
              agent, most);
  std::vector<KeptDocument> found;
  while (query.next()) {
    found.push_back({kind_name(query.integer(0)), query.text(1), query.text(2), query.text(3),
                     query.text(4), query.text(5)});
  }
  return found;
}

void PersonalRecords::erase(const std::string& learner, const std::string& agent) {
  ResultStore(database_).erase_learner(learner);
  database_.writer().run([&](Connection& db) {
    Query(db, "DELETE FROM bundle_piece WHERE attempt IN (SELECT id FROM attempt WHERE learner=?)",
          learner)
        .run();
    Query(db, "UPDATE attempt SET learner='' WHERE learner=?", learner).run();
    Query(db, "DELETE FROM document WHERE agent=?", agent).run();
    Query(db, "DELETE FROM agent_name WHERE agent=?", agent).run();
    Query(db,
          "INSERT INTO erased_learner(agent, erased_ms) VALUES(?,?) ON CONFLICT(agent) DO UPDATE "
          "SET erased_ms=excluded.erased_ms",
          agent, wall_clock_ms())
        .run();
  });
}

bool PersonalRecords::was_erased(const std::string& agent, std::int64_t received_ms) {
  const ReadConnections::Loan db = database_.readers().borrow();
  return Query(*db, "SELECT 1 FROM erased_learner WHERE agent=? AND erased_ms>=?", agent,
               received_ms)
      .next();
}

void PersonalRecords::drop_bundle(const std::string& attempt) {
  database_.writer().run([&](Connection& db) {
    Query(db, "DELETE FROM bundle_piece WHERE attempt=?", attempt).run();
  });
}

std::int64_t PersonalRecords::drop_bundles(std::int64_t before_ms) {
  constexpr int kAtOnce = 200; // others wait for the writer
  std::int64_t total = 0;
  for (std::int64_t dropped = kAtOnce; dropped == kAtOnce; total += dropped) {
    database_.writer().run([&](Connection& db) {
      std::vector<std::string> ids;
      {
        Query query(db,
                    "SELECT id FROM attempt WHERE received_ms<? AND state IN ('verified', "
                    "'departs', 'refused') AND EXISTS (SELECT 1 FROM bundle_piece WHERE "
                    "bundle_piece.attempt=attempt.id) ORDER BY received_ms LIMIT ?",
                    before_ms, kAtOnce);
        while (query.next()) {
          ids.push_back(query.text(0));
        }
      }
      for (const std::string& id : ids) {
        Query(db, "DELETE FROM bundle_piece WHERE attempt=?", id).run();
      }
      dropped = static_cast<std::int64_t>(ids.size());
    });
  }
  return total;
}

std::vector<std::string> PersonalRecords::find_quiet_learners(std::int64_t before_ms, int most) {
  const ReadConnections::Loan db = database_.readers().borrow();
  Query query(*db,
              "SELECT learner FROM attempt WHERE learner<>'' GROUP BY learner "
              "HAVING max(received_ms)<? ORDER BY learner LIMIT ?",
              before_ms, most);
  std::vector<std::string> found;
  while (query.next()) {
    found.push_back(query.text(0));
  }
  return found;
}

std::int64_t PersonalRecords::newest_attempt_ms(const std::string& learner) {
  const ReadConnections::Loan db = database_.readers().borrow();
  Query query(*db, "SELECT coalesce(max(received_ms), 0) FROM attempt WHERE learner=?", learner);
  return query.next() ? query.integer(0) : 0;
}

} // namespace jixia
