#include "records/document_store.h"

#include "http/exchange.h"
#include "recording/identity.h"
#include "records/digest.h"
#include "records/json_text.h"

namespace jixia {
namespace {

std::int64_t number(DocumentKey::Kind kind) {
  return static_cast<std::int64_t>(kind);
}

std::optional<Document> read_document(Connection& db, const DocumentKey& key) {
  Query query(
      db,
      "SELECT content_type, content, etag, updated_ms FROM document WHERE kind=? AND activity=? "
      "AND agent=? AND registration=? AND id=?",
      number(key.kind), key.activity, key.agent, key.registration, key.id);
  return query.next() ? std::optional(
                            Document{query.text(0), query.text(1), query.text(2), query.integer(3)})
                      : std::nullopt;
}

void write_document(Connection& db, const DocumentKey& key, const std::string& type,
                    const std::string& content) {
  Query(db,
        "INSERT INTO document(kind, activity, agent, registration, id, content_type, content, "
        "etag, updated_ms) "
        "VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(kind, activity, agent, registration, id) DO UPDATE "
        "SET "
        "content_type=excluded.content_type, content=excluded.content, etag=excluded.etag, "
        "updated_ms=excluded.updated_ms",
        number(key.kind), key.activity, key.agent, key.registration, key.id, type, Bytes{content},
        calc_sha1(content), wall_clock_ms())
      .run();
}

// Any of a header's quoted tags, or "*".
bool names(const std::string& header, const Document& known) {
  return header == "*" || header.find('"' + known.etag + '"') != std::string::npos;
}

void check_preconditions(const std::optional<Document>& known, const Preconditions& preconditions) {
  const bool fails =
      (!preconditions.if_match.empty() && (!known || !names(preconditions.if_match, *known))) ||
      (!preconditions.if_none_match.empty() && known && names(preconditions.if_none_match, *known));
  if (fails) {
    throw Refusal{
        412,
        {"文档与 If-Match 或 If-None-Match 的前提不符，请先取最新的",
         "the document is not as If-Match or If-None-Match wants it, fetch the newest first"}};
  }
}

void check_unguarded(const std::optional<Document>& known, const Preconditions& preconditions,
                     Unguarded unguarded) {
  if (unguarded == Unguarded::Allowed || !preconditions.if_match.empty() ||
      !preconditions.if_none_match.empty()) {
    return;
  }
  if (known) {
    throw Refusal{409,
                  {"文档已存在：先用 GET 查看，再把其 ETag 放进 If-Match",
                   "the document exists: look at it with GET, then send its ETag as If-Match"}};
  }
  if (unguarded == Unguarded::NotWithoutHeader) {
    throw Refusal{400, {"需要 If-Match 或 If-None-Match", "If-Match or If-None-Match is wanted"}};
  }
}

bool is_json(const std::string& type) {
  return type.starts_with("application/json");
}

std::string merge(const Document& known, const Document& posted) {
  std::optional<Json> base = is_json(known.content_type) ? parse_json(known.content) : std::nullopt;
  const std::optional<Json> change =
      is_json(posted.content_type) ? parse_json(posted.content) : std::nullopt;
  if (!base || !base->is_object() || !change || !change->is_object()) {
    throw Refusal{400,
                  {"只有 JSON 对象才能合并；要替换请用 PUT",
                   "only JSON objects can be merged; PUT replaces"}};
  }
  base->update(*change);
  return json_text(*base);
}

} // namespace

std::optional<Document> DocumentStore::find(const DocumentKey& key) {
  const ReadConnections::Loan db = database_.readers().borrow();
  return read_document(*db, key);
}

DocumentStore::Ids DocumentStore::list(const DocumentKey& key,
                                       std::optional<std::int64_t> since_ms) {
  const ReadConnections::Loan db = database_.readers().borrow();
  Query query(*db,
              "SELECT id, updated_ms FROM document WHERE kind=? AND activity=? AND agent=? AND "
              "(?='' OR registration=?) AND updated_ms>? ORDER BY id LIMIT 10000",
              number(key.kind), key.activity, key.agent, key.registration, key.registration,
              since_ms.value_or(-1));
  Ids found;
  while (query.next()) {
    found.ids.push_back(query.text(0));
    found.newest_ms = std::max(found.newest_ms, query.integer(1));
  }
  return found;
}

void DocumentStore::put(const DocumentKey& key, const Document& document,
                        const Preconditions& preconditions, Unguarded unguarded) {
  database_.writer().run([&](Connection& db) {
    const std::optional<Document> known = read_document(db, key);
    check_preconditions(known, preconditions);
    check_unguarded(known, preconditions, unguarded);
    write_document(db, key, document.content_type, document.content);
  });
}

void DocumentStore::post(const DocumentKey& key, const Document& document,
                         const Preconditions& preconditions) {
  database_.writer().run([&](Connection& db) {
    const std::optional<Document> known = read_document(db, key);
    check_preconditions(known, preconditions);
    write_document(db, key, document.content_type,
                   known ? merge(*known, document) : document.content);
  });
}

void DocumentStore::erase(const DocumentKey& key, const Preconditions& preconditions) {
  database_.writer().run([&](Connection& db) {
    check_preconditions(read_document(db, key), preconditions);
    Query(
        db,
        "DELETE FROM document WHERE kind=? AND activity=? AND agent=? AND registration=? AND id=?",
        number(key.kind), key.activity, key.agent, key.registration, key.id)
        .run();
  });
}

void DocumentStore::erase_all(const DocumentKey& key) {
  database_.writer().run([&](Connection& db) {
    Query(
        db,
        "DELETE FROM document WHERE kind=? AND activity=? AND agent=? AND (?='' OR registration=?)",
        number(key.kind), key.activity, key.agent, key.registration, key.registration)
        .run();
  });
}

} // namespace jixia
