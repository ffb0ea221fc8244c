#include "records/statement_writing.h"

#include <algorithm>
#include <set>

#include "http/exchange.h"
#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kMostReferences = 10'000;        // that one statement passes its terms on to
constexpr std::size_t kLongestDefinition = 256 * 1024; // [byte] of an activity; more is not merged

// Languages are added to name and description, everything else is replaced by what is newer.
Json merge_definitions(Json known, const Json& newer) {
  for (const auto& [name, value] : newer.items()) {
    if ((name == "name" || name == "description") && known.contains(name)) {
      known[name].update(value);
    } else {
      known[name] = value;
    }
  }
  return known;
}

} // namespace

StatementWriting::StatementWriting(Connection& db, const Caller& writer)
    : db_(db), writer_(writer) {
  Query newest(db_, "SELECT seq, stored_ms FROM statement ORDER BY seq DESC LIMIT 1");
  stored_ms_ = wall_clock_ms();
  if (newest.next()) {
    next_seq_ = newest.integer(0) + 1;
    stored_ms_ = std::max(stored_ms_, newest.integer(1)); // though a clock was set back
  }
}

void StatementWriting::put(const Attachment& attachment) {
  Query(db_,
        "INSERT INTO attachment(sha2, content_type, content) VALUES(?,?,?) ON CONFLICT DO NOTHING",
        attachment.sha2, attachment.content_type, Bytes{attachment.content})
      .run();
}

void StatementWriting::put(const NewStatement& statement) {
  if (!insert(statement)) {
    refuse_if_different(statement);
    return;
  }
  add_terms(next_seq_, statement.terms);
  add_terms(next_seq_, {calc_term(TermKind::Writer, writer_.key)});
  refer(statement);
  obey_earlier_references(statement);
  if (writer_.scopes.has_any_of(Scope::All | Scope::Define)) {
    std::for_each(statement.definitions.begin(), statement.definitions.end(),
                  [this](const DefinedActivity& activity) { define(activity); });
  }
  std::for_each(statement.names.begin(), statement.names.end(),
                [this](const NamedAgent& agent) { name(agent); });
  ++next_seq_;
}

// @returns false if its id is known
bool StatementWriting::insert(const NewStatement& statement) {
  Query query(db_,
              "INSERT INTO statement(seq, id, stored_ms, digest, is_voiding, is_voided, writer, "
              "body, timestamp_ms) "
              "VALUES(?,?,?,?,?,0,?,?,?) ON CONFLICT DO NOTHING",
              next_seq_, statement.id, stored_ms_, statement.digest, statement.is_voiding ? 1 : 0,
              writer_.key, statement.body);
  statement.timestamp_ms ? query.bind(*statement.timestamp_ms) : query.bind(nullptr);
  return query.run().changed_rows() > 0;
}

void StatementWriting::refuse_if_different(const NewStatement& statement) {
  Query known(db_, "SELECT digest, stored_ms, timestamp_ms FROM statement WHERE id=?",
              statement.id);
  const bool is_known = known.next();
  const std::int64_t known_ms = known.integer(known.is_null(2) ? 1 : 2);
  const bool is_same = is_known && known.view(0) == statement.digest &&
                       (!statement.timestamp_ms || *statement.timestamp_ms == known_ms);
  if (!is_same) {
    throw Refusal{409, fill({"另一条语句已用编号 {0}", "another statement has the id {0}"},
                            std::vector{statement.id})};
  }
}

void StatementWriting::add_terms(std::int64_t seq, const std::vector<std::int64_t>& terms) {
  for (const std::int64_t term : terms) {
    Query(db_, "INSERT INTO posting(term, seq) VALUES(?,?) ON CONFLICT DO NOTHING", term, seq)
        .run();
  }
}

// A statement about another one is found by everything that one is found by (part 3, 2.1.3).
void StatementWriting::refer(const NewStatement& statement) {
  if (statement.target.empty()) {
    return;
  }
  const bool may_void_any = writer_.scopes.has(Scope::All);
  const Reference kind = !statement.is_voiding ? kPlain : may_void_any ? kVoidsAny : kVoidsOwn;
  Query(db_, "INSERT INTO statement_ref(target, seq, is_voiding) VALUES(?,?,?)", statement.target,
        next_seq_, static_cast<std::int64_t>(kind))
      .run();
  add_terms(next_seq_, terms_behind(statement.target));
  if (statement.is_voiding) {
    void_target(statement);
  }
}

void StatementWriting::void_target(const NewStatement& statement) {
  {
    Query target(db_, "SELECT writer FROM statement WHERE id=?", statement.target);
    if (target.next() && target.view(0) != writer_.key && !writer_.scopes.has(Scope::All)) {
      throw Refusal{
          403, {"这个密钥只能作废自己写入的语句", "this key may void only what it wrote itself"}};
    }
  }
  Query(db_, "UPDATE statement SET is_voided=1 WHERE id=? AND is_voiding=0", statement.target)
      .run();
}

// Statements about this one may have come before it.
void StatementWriting::obey_earlier_references(const NewStatement& statement) {
  bool is_referred_to = false, is_voided = false;
  {
    Query earlier(
        db_,
        "SELECT r.is_voiding, s.writer FROM statement_ref r JOIN statement s ON s.seq=r.seq "
        "WHERE r.target=?",
        statement.id);
    while (earlier.next()) {
      is_referred_to = true;
      is_voided = is_voided || earlier.integer(0) == kVoidsAny ||
                  (earlier.integer(0) == kVoidsOwn && earlier.view(1) == writer_.key);
    }
  }
  if (is_referred_to) {
    std::vector<std::int64_t> terms = statement.terms;
    const std::vector<std::int64_t> behind =
        statement.target.empty() ? std::vector<std::int64_t>() : terms_behind(statement.target);
    terms.insert(terms.end(), behind.begin(), behind.end());
    pass_on_terms(statement.id, terms);
  }
  if (is_voided && !statement.is_voiding) {
    Query(db_, "UPDATE statement SET is_voided=1 WHERE id=?", statement.id).run();
  }
}

// The terms of a statement and of all that it refers to in turn.
std::vector<std::int64_t> StatementWriting::terms_behind(std::string id) {
  std::vector<std::int64_t> terms;
  std::set<std::string> seen; // they may go in a circle
  while (!id.empty() && seen.insert(id).second && seen.size() < kMostReferences) {
    Query query(db_, "SELECT body FROM statement WHERE id=?", id);
    const std::optional<Json> statement = query.next() ? parse_json(query.view(0)) : std::nullopt;
    id.clear();
    if (statement) {
      const std::vector<std::int64_t> own = collect_terms(*statement);
      terms.insert(terms.end(), own.begin(), own.end());
      const Json& object = (*statement)["object"];
      id = object.value("objectType", "") == "StatementRef"
               ? lower_case(object["id"].get<std::string>())
               : "";
    }
  }
  return terms;
}

void StatementWriting::pass_on_terms(const std::string& id,
                                     const std::vector<std::int64_t>& terms) {
  std::vector<std::string> waiting{id};
  std::set<std::string> seen{id};
  while (!waiting.empty() && seen.size() < kMostReferences) {
    const std::string target = waiting.back();
    waiting.pop_back();
    Query about(
        db_,
        "SELECT s.seq, s.id FROM statement_ref r JOIN statement s ON s.seq=r.seq WHERE r.target=?",
        target);
    while (about.next()) {
      add_terms(about.integer(0), terms);
      if (seen.insert(about.text(1)).second) {
        waiting.push_back(about.text(1));
      }
    }
  }
}

void StatementWriting::define(const DefinedActivity& activity) {
  Json merged = activity.definition;
  std::string known_text;
  {
    Query known(db_, "SELECT definition FROM activity WHERE id=?", activity.id);
    if (known.next()) {
      known_text = known.text(0);
      if (known_text == json_text(activity.definition)) {
        return;
      }
      merged = merge_definitions(Json::parse(known_text), activity.definition);
    }
  }
  const std::string text = json_text(merged);
  if (text != known_text && text.size() <= kLongestDefinition) {
    Query(db_,
          "INSERT INTO activity(id, definition) VALUES(?,?) ON CONFLICT(id) DO UPDATE SET "
          "definition=excluded.definition",
          activity.id, text)
        .run();
  }
}

void StatementWriting::name(const NamedAgent& agent) {
  Query(db_, "INSERT INTO agent_name(agent, name) VALUES(?,?) ON CONFLICT DO NOTHING", agent.key,
        agent.name)
      .run();
}

} // namespace jixia
