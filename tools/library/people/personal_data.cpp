#include "people/personal_data.h"

#include <algorithm>
#include <deque>

#include "accounts/retention.h"
#include "packaging/stored_zip.h"
#include "recording/identity.h"
#include "records/emit_statements.h"
#include "records/personal_records.h"
#include "records/statement_store.h"
#include "records/statement_terms.h"

namespace jixia {
namespace {

constexpr int kMostAttempts = 5000;
constexpr int kMostDocuments = 2000;
constexpr std::size_t kMostStatements = 50'000;
constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;

std::string pretty(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Files of an archive; keeps them in place while the entries point at them.
class Archive {
 public:
  void add(std::string name, std::string content) {
    files_.push_back({std::move(name), std::move(content)});
  }
  std::string make() const {
    std::vector<ZipEntry> entries;
    for (const auto& [name, content] : files_) {
      entries.push_back({name, content});
    }
    return make_stored_zip(entries);
  }

 private:
  std::deque<std::pair<std::string, std::string>> files_;
};

Json audit_json(Hub& hub, const std::string& person) {
  const ReadConnections::Loan db = hub.readers().borrow();
  Query query(*db,
              "SELECT at_ms, action, address FROM audit_row WHERE actor=? ORDER BY seq DESC "
              "LIMIT 1000",
              person);
  Json rows = Json::array();
  while (query.next()) {
    rows.push_back({{"at", rfc3339_text(query.integer(0))},
                    {"action", query.text(1)},
                    {"address", query.text(2)}});
  }
  return rows;
}

Json person_json(Accounts& accounts, const Person& person) {
  Json classes = Json::array();
  for (const SchoolClass& of_person : accounts.classes.of_person(person.school, person.id)) {
    classes.push_back(of_person.name);
  }
  Json sessions = Json::array();
  for (const SessionInfo& session : accounts.sessions.list(person.id)) {
    sessions.push_back({{"since", rfc3339_text(session.made_ms)},
                        {"address", session.address},
                        {"browser", session.browser}});
  }
  return {{"id", person.id},
          {"school", person.school},
          {"login", person.login},
          {"name", person.name},
          {"role", role_id(person.role)},
          {"learner", person.learner},
          {"made_at", rfc3339_text(person.made_ms)},
          {"last_sign_in", person.seen_ms == 0 ? Json() : Json(rfc3339_text(person.seen_ms))},
          {"classes", classes},
          {"sessions", sessions},
          {"events", audit_json(accounts.hub, person.id)}};
}

void add_attempts(Archive& archive, SchoolDatabase& database, const std::string& learner) {
  AttemptStore store(database);
  Json list = Json::array();
  std::size_t copied = 0;
  for (const AttemptRow& row : PersonalRecords(database).attempts(learner, kMostAttempts)) {
    const auto size = static_cast<std::size_t>(std::max<std::int64_t>(row.size, 0));
    const bool has_room = copied + size <= PersonalData::kMostBundleBytesCopied;
    std::string bundle = has_room ? store.find_bundle(row.id) : std::string();
    copied += bundle.size();
    list.push_back({{"id", row.id},
                    {"received_at", rfc3339_text(row.received_ms)},
                    {"pack", row.pack},
                    {"exercise", row.exercise},
                    {"score", row.score},
                    {"max", row.max},
                    {"state", row.state},
                    {"sha256", row.digest},
                    {"bundle", bundle.empty() ? Json() : Json("attempts/" + row.id)}});
    if (!bundle.empty()) {
      archive.add("attempts/" + row.id, std::move(bundle));
    }
  }
  archive.add("attempts.json", pretty(list));
}

void add_statements(Archive& archive, SchoolDatabase& database, const std::string& agent) {
  StatementStore store(database);
  StatementQuery query;
  query.terms.push_back({calc_term(TermKind::Agent, agent)});
  query.most = 500;
  std::string text = "[";
  for (std::size_t count = 0; count < kMostStatements;) {
    const StatementPage page = store.query(query);
    for (const StoredStatement& statement : page.statements) {
      text += (count++ == 0 ? "\n" : ",\n") + statement.text;
    }
    query.after_seq = page.next_after_seq;
    if (query.after_seq == 0) {
      break;
    }
  }
  archive.add("statements.json", text + "\n]\n");
}

void add_documents(Archive& archive, SchoolDatabase& database, const std::string& agent) {
  Json list = Json::array();
  for (const auto& document : PersonalRecords(database).documents(agent, kMostDocuments)) {
    const std::string name = "documents/" + std::to_string(list.size() + 1);
    list.push_back({{"file", name},
                    {"kind", document.kind},
                    {"activity", document.activity},
                    {"registration", document.registration},
                    {"id", document.id},
                    {"content_type", document.content_type}});
    archive.add(name, document.content);
  }
  archive.add("documents.json", pretty(list));
}

} // namespace

std::string PersonalData::make_copy(const Person& person, const Actor& by) {
  Archive archive;
  archive.add("person.json", pretty(person_json(accounts_, person)));
  if (!person.school.empty() && !person.learner.empty()) {
    SchoolDatabase& database = schools_.of(person.school);
    const std::string agent =
        calc_learner_key(person.learner, "", accounts_.hub.find_naming(person.school));
    add_attempts(archive, database, person.learner);
    add_statements(archive, database, agent);
    add_documents(archive, database, agent);
  }
  accounts_.audit.record({AuditAction::PersonExported, person.school, by, person.id});
  return archive.make();
}

void PersonalData::erase_records(const std::string& school, const std::string& learner) {
  if (!school.empty() && !learner.empty()) {
    PersonalRecords(schools_.of(school))
        .erase(learner, calc_learner_key(learner, "", accounts_.hub.find_naming(school)));
  }
}

void PersonalData::erase(const Person& person, const Actor& by) {
  accounts_.people.check_may_go(person);
  erase_records(person.school, person.learner);
  accounts_.people.erase(person, by);
}

std::int64_t PersonalData::erase_quiet_learners(const std::string& school, std::int64_t before_ms,
                                                const Actor& by) {
  constexpr int kAtOnce = 500;
  PersonalRecords records(schools_.of(school));
  std::int64_t erased = 0;
  for (std::string after;;) {
    const std::vector<Person> some = accounts_.people.list(school, after, kAtOnce);
    for (const Person& person : some) {
      after = person.login;
      const bool is_quiet = person.role == Role::Learner &&
                            std::max(person.seen_ms, person.made_ms) < before_ms &&
                            records.newest_attempt_ms(person.learner) < before_ms;
      if (is_quiet) {
        erase(person, by);
        ++erased;
      }
    }
    if (some.size() < static_cast<std::size_t>(kAtOnce)) {
      break;
    }
  }
  // Learners who never had an account, and known only by what their attempts carried.
  for (const std::string& learner : records.find_quiet_learners(before_ms, 10'000)) {
    if (!accounts_.people.find_learner(school, learner)) {
      erase_records(school, learner);
      ++erased;
    }
  }
  return erased;
}

PersonalData::Swept PersonalData::apply_retention(const std::string& school, std::int64_t now_ms,
                                                  const Actor& by) {
  const RetentionRule rule = find_retention(accounts_.hub, school);
  Swept swept;
  if (rule.bundle_days > 0) {
    swept.bundles =
        PersonalRecords(schools_.of(school)).drop_bundles(now_ms - rule.bundle_days * kDayMs);
  }
  if (rule.person_days > 0) {
    swept.persons = erase_quiet_learners(school, now_ms - rule.person_days * kDayMs, by);
  }
  if (swept.bundles + swept.persons > 0) {
    accounts_.audit.record({AuditAction::RetentionApplied, school, by, school,
                            std::to_string(swept.bundles) + " bundles, " +
                                std::to_string(swept.persons) + " persons"});
  }
  return swept;
}

} // namespace jixia
