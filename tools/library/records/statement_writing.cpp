#include "records/statement_writing.h"

#include <algorithm>
#include <map>
#include <set>

#include "database/row_block.h"
#include "http/exchange.h"
#include "records/posting_block.h"

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

// @returns false if what is known says it all
bool merge_into(std::string& known, const DefinedActivity& activity) {
  if (known == activity.text) {
    return false;
  }
  const std::string merged =
      known.empty() ? activity.text
                    : json_text(merge_definitions(Json::parse(known), activity.definition));
  const bool is_new = merged != known && merged.size() <= kLongestDefinition;
  known = is_new ? merged : known;
  return is_new;
}

bool is_same_statement(std::string_view a, std::string_view b) {
  std::optional<Json> one = parse_json(a), other = parse_json(b);
  return one && other && comparable_text(std::move(*one)) == comparable_text(std::move(*other));
}

void refuse_if_different(const NewStatement& statement, const Query& known) {
  const std::int64_t known_ms = known.integer(known.is_null(3) ? 2 : 3);
  const bool is_same = (!statement.timestamp_ms || *statement.timestamp_ms == known_ms) &&
                       is_same_statement(known.view(1), statement.body);
  if (!is_same) {
    throw Refusal{409, fill({"另一条语句已用编号 {0}", "another statement has the id {0}"},
                            std::vector{statement.id})};
  }
}

} // namespace

StatementWriting::StatementWriting(Connection& db, std::int64_t now_ms)
    : db_(db), stored_ms_(now_ms) {
  std::int64_t newest_seq = 0;
  Query newest(db_, "SELECT seq, stored_ms FROM statement ORDER BY seq DESC LIMIT 1");
  if (newest.next()) {
    newest_seq = newest.integer(0);
    stored_ms_ = std::max(stored_ms_, newest.integer(1)); // though a clock was set back
  }
  next_seq_ = db_.order_number(newest_seq, stored_ms_);
}

void StatementWriting::put(std::span<const StatementPut> requests) {
  put_attachments(requests);
  const Fresh fresh = find_fresh(requests);
  insert(fresh);
  insert_terms(fresh);
  relate(fresh);
  define(fresh);
  name(fresh);
}

void StatementWriting::put_attachments(std::span<const StatementPut> requests) {
  RowBlock rows("attachment", {"sha2", "content_type", "content"}, RowBlock::IfThere::Skip);
  for (const StatementPut& request : requests) {
    for (const Attachment& attachment : request.attachments) {
      rows.add({std::string_view(attachment.sha2), std::string_view(attachment.content_type),
                Bytes{attachment.content}});
    }
  }
  rows.write(db_);
}

// Those whose id is not known. @throws Refusal if an id belongs to another statement
StatementWriting::Fresh StatementWriting::find_fresh(std::span<const StatementPut> requests) {
  std::vector<std::string_view> ids;
  std::unordered_map<std::string_view, const NewStatement*> waiting;
  for (const StatementPut& request : requests) {
    for (const NewStatement& statement : request.statements) {
      ids.push_back(statement.id);
      waiting[statement.id] = &statement;
    }
  }
  for_each_match(db_, "SELECT id, body, stored_ms, timestamp_ms FROM statement WHERE id IN ({})",
                 ids, [&](const Query& known) {
                   const auto at = waiting.find(known.view(0));
                   if (at != waiting.end()) { // else it was a key that stands in the list again
                     refuse_if_different(*at->second, known);
                     waiting.erase(at);
                   }
                 });
  Fresh fresh;
  for (const StatementPut& request : requests) {
    for (const NewStatement& statement : request.statements) {
      if (waiting.contains(statement.id)) {
        fresh.push_back({&statement, next_seq_++, request.writer});
      }
    }
  }
  return fresh;
}

void StatementWriting::insert(const Fresh& fresh) {
  RowBlock rows("statement",
                {"seq", "id", "stored_ms", "timestamp_ms", "digest", "is_voiding", "is_voided",
                 "writer", "body"},
                RowBlock::IfThere::Fail);
  for (const auto& [statement, seq, writer] : fresh) {
    const SqlValue timestamp =
        statement->timestamp_ms ? SqlValue(*statement->timestamp_ms) : SqlValue(nullptr);
    rows.add({seq, std::string_view(statement->id), stored_ms_, timestamp,
              std::string_view(), std::int64_t{statement->is_voiding},
              std::int64_t{0}, std::string_view(writer->key), std::string_view(statement->body)});
  }
  rows.write(db_);
}

void StatementWriting::insert_terms(const Fresh& fresh) {
  std::map<const Caller*, std::int64_t> writers;
  std::vector<Posting> postings;
  for (const auto& [statement, seq, writer] : fresh) {
    if (!writers.contains(writer)) {
      writers[writer] = calc_term(TermKind::Writer, writer->key);
    }
    for (const std::int64_t term : statement->terms) {
      postings.push_back({term, seq});
    }
    postings.push_back({writers[writer], seq});
  }
  write_posting_blocks(db_, std::move(postings));
}

void StatementWriting::add_terms(std::int64_t seq, const std::vector<std::int64_t>& terms) {
  RowBlock rows("posting", {"term", "seq"}, RowBlock::IfThere::Skip);
  for (const std::int64_t term : terms) {
    rows.add({term, seq});
  }
  rows.write(db_);
}

// References of these statements, and those that came before what they are about.
void StatementWriting::relate(const Fresh& fresh) {
  std::vector<std::string_view> ids;
  for (const Placed& placed : fresh) {
    ids.push_back(placed.statement->id);
    if (!placed.statement->target.empty()) {
      refer(placed);
    }
  }
  std::set<std::string> referred_to;
  for_each_match(db_, "SELECT target FROM statement_ref WHERE target IN ({})", ids,
                 [&](const Query& row) { referred_to.insert(row.text(0)); });
  for (const Placed& placed : fresh) {
    if (referred_to.contains(placed.statement->id)) {
      obey_earlier_references(placed);
    }
  }
}

// A statement about another one is found by everything that one is found by (part 3, 2.1.3).
void StatementWriting::refer(const Placed& placed) {
  const NewStatement& statement = *placed.statement;
  const bool may_void_any = placed.writer->scopes.has(Scope::All);
  const Reference kind = !statement.is_voiding ? kPlain : may_void_any ? kVoidsAny : kVoidsOwn;
  Query(db_, "INSERT INTO statement_ref(target, seq, is_voiding) VALUES(?,?,?)", statement.target,
        placed.seq, static_cast<std::int64_t>(kind))
      .run();
  add_terms(placed.seq, terms_behind(statement.target));
  if (statement.is_voiding) {
    void_target(placed);
  }
}

void StatementWriting::void_target(const Placed& placed) {
  const std::string& id = placed.statement->target;
  const Caller& writer = *placed.writer;
  {
    Query target(db_, "SELECT writer FROM statement WHERE id=?", id);
    if (target.next() && target.view(0) != writer.key && !writer.scopes.has(Scope::All)) {
      throw Refusal{
          403, {"这个密钥只能作废自己写入的语句", "this key may void only what it wrote itself"}};
    }
  }
  Query(db_, "UPDATE statement SET is_voided=1 WHERE id=? AND is_voiding=0", id).run();
}

// Statements about this one came before it.
void StatementWriting::obey_earlier_references(const Placed& placed) {
  const NewStatement& statement = *placed.statement;
  bool is_voided = false;
  {
    Query earlier(
        db_,
        "SELECT r.is_voiding, s.writer FROM statement_ref r JOIN statement s ON s.seq=r.seq "
        "WHERE r.target=?",
        statement.id);
    while (earlier.next()) {
      is_voided = is_voided || earlier.integer(0) == kVoidsAny ||
                  (earlier.integer(0) == kVoidsOwn && earlier.view(1) == placed.writer->key);
    }
  }
  pass_on_terms(statement.id, terms_behind(statement.id));
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

void StatementWriting::define(const Fresh& fresh) {
  std::vector<const DefinedActivity*> told; // by those who may
  for (const Placed& placed : fresh) {
    if (placed.writer->scopes.has_any_of(Scope::All | Scope::Define)) {
      for (const DefinedActivity& activity : placed.statement->definitions) {
        told.push_back(&activity);
      }
    }
  }
  std::map<std::string, std::string, std::less<>> known; // definitions as they are in the store
  std::vector<std::string_view> ids;
  for (const DefinedActivity* activity : told) {
    if (known.try_emplace(activity->id).second) {
      ids.push_back(activity->id);
    }
  }
  for_each_match(db_, "SELECT id, definition FROM activity WHERE id IN ({})", ids,
                 [&](const Query& row) { known.find(row.view(0))->second = row.text(1); });
  std::set<std::string_view> changed;
  for (const DefinedActivity* activity : told) {
    if (std::string& text = known.find(activity->id)->second; merge_into(text, *activity)) {
      changed.insert(activity->id);
    }
  }
  for (const std::string_view id : changed) {
    Query(db_,
          "INSERT INTO activity(id, definition) VALUES(?,?) ON CONFLICT(id) DO UPDATE SET "
          "definition=excluded.definition",
          id, known.find(id)->second)
        .run();
  }
}

void StatementWriting::name(const Fresh& fresh) {
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const Placed& placed : fresh) {
    for (const NamedAgent& agent : placed.statement->names) {
      names.emplace(agent.key, agent.name);
    }
  }
  RowBlock rows("agent_name", {"agent", "name"}, RowBlock::IfThere::Skip);
  for (const auto& [agent, name] : names) {
    rows.add({agent, name});
  }
  rows.write(db_);
}

} // namespace jixia
