#include "records/attempt_store.h"

#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::string_view kColumns =
    "id, received_ms, writer, size, digest, learner, pack, exercise, score, max, state, "
    "verdict_zh, verdict_en";
constexpr std::size_t kPieceBytes = 1u << 20;

const std::string kSelect = "SELECT " + std::string(kColumns) + " FROM attempt ";

AttemptRow read_row(const Query& query) {
  return {query.text(0),   query.integer(1), query.text(2),  query.integer(3),
          query.text(4),   query.text(5),    query.text(6),  query.text(7),
          query.number(8), query.number(9),  query.text(10), {query.text(11), query.text(12)}};
}

std::optional<AttemptRow> find_row(Connection& db, const std::string& id) {
  static const std::string sql = kSelect + "WHERE id=?";
  Query query(db, sql, id);
  return query.next() ? std::optional(read_row(query)) : std::nullopt;
}

std::string read_bundle(Connection& db, const std::string& id) {
  std::string bundle;
  Query query(db, "SELECT content FROM bundle_piece WHERE attempt=? ORDER BY start", id);
  while (query.next()) {
    bundle += query.view(0);
  }
  return bundle;
}

std::int64_t count_bytes(Connection& db, const std::string& id) {
  Query query(db, "SELECT coalesce(sum(length(content)), 0) FROM bundle_piece WHERE attempt=?", id);
  return query.next() ? query.integer(0) : 0;
}

void insert_row(Connection& db, const AttemptRow& row) {
  Query(db,
        "INSERT INTO attempt(seq, id, received_ms, writer, size, digest, learner, pack, exercise, "
        "score, max, "
        "state, verdict_zh, verdict_en) VALUES((SELECT coalesce(max(seq), 0) + 1 FROM attempt), "
        "?,?,?,?,?,?,?,?,?,?,?,?,?)",
        row.id, row.received_ms, row.writer, row.size, row.digest, row.learner, row.pack,
        row.exercise, row.score, row.max, row.state, row.verdict.zh, row.verdict.en)
      .run();
}

void insert_pieces(Connection& db, const std::string& id, std::int64_t offset,
                   std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += kPieceBytes) {
    Query(db, "INSERT INTO bundle_piece(attempt, start, content) VALUES(?,?,?)", id,
          offset + static_cast<std::int64_t>(at), Bytes{bytes.substr(at, kPieceBytes)})
        .run();
  }
}

void set_state(Connection& db, const std::string& id, const char* state) {
  Query(db, "UPDATE attempt SET state=? WHERE id=?", state, id).run();
}

void drop_pieces(Connection& db, const std::string& id) {
  Query(db, "DELETE FROM bundle_piece WHERE attempt=?", id).run();
}

} // namespace

PutResult AttemptStore::put(const AttemptRow& row, std::string_view bundle) {
  PutResult result = PutResult::Stored;
  database_.writer().run([&](Connection& db) {
    const std::optional<AttemptRow> known = find_row(db, row.id);
    if (known && known->digest != row.digest) {
      result = PutResult::Conflict;
    } else if (known && known->state != "uploading") {
      result = PutResult::Same;
    } else {
      known ? drop_pieces(db, row.id) : insert_row(db, row);
      insert_pieces(db, row.id, 0, bundle);
      set_state(db, row.id, "waiting");
    }
  });
  return result;
}

PutResult AttemptStore::begin_upload(const AttemptRow& row) {
  PutResult result = PutResult::Stored;
  database_.writer().run([&](Connection& db) {
    if (const std::optional<AttemptRow> known = find_row(db, row.id)) {
      result = known->digest == row.digest && known->size == row.size ? PutResult::Same
                                                                      : PutResult::Conflict;
      return;
    }
    AttemptRow announced = row;
    announced.state = "uploading";
    insert_row(db, announced);
  });
  return result;
}

std::int64_t AttemptStore::uploaded_bytes(const std::string& id) {
  const ReadConnections::Loan db = database_.readers().borrow();
  return count_bytes(*db, id);
}

AttemptStore::Append AttemptStore::append(const std::string& id, std::int64_t offset,
                                          std::string_view piece) {
  Append result = Append::Taken;
  database_.writer().run([&](Connection& db) {
    const std::optional<AttemptRow> row = find_row(db, id);
    const std::int64_t end = offset + static_cast<std::int64_t>(piece.size());
    if (!row || row->state != "uploading") {
      result = Append::NotUploading;
    } else if (count_bytes(db, id) != offset) {
      result = Append::WrongOffset;
    } else if (end > row->size) {
      result = Append::TooLong;
    } else {
      insert_pieces(db, id, offset, piece);
      result = end == row->size ? Append::Complete : Append::Taken;
    }
  });
  return result == Append::Complete ? finish_upload(id) : result;
}

// Outside the writer, which others wait for: a long bundle takes a while to digest. If the program
// dies before this, an empty piece at the end brings the upload here again.
AttemptStore::Append AttemptStore::finish_upload(const std::string& id) {
  const std::string digest = sha256_hex(find_bundle(id));
  Append result = Append::NotUploading;
  database_.writer().run([&](Connection& db) {
    const std::optional<AttemptRow> row = find_row(db, id);
    if (row && row->state == "uploading") {
      result = row->digest == digest ? Append::Complete : Append::WrongDigest;
      result == Append::Complete ? set_state(db, id, "waiting") : drop_pieces(db, id);
    }
  });
  return result;
}

std::optional<AttemptRow> AttemptStore::find(const std::string& id) {
  const ReadConnections::Loan db = database_.readers().borrow();
  return find_row(*db, id);
}

std::string AttemptStore::find_bundle(const std::string& id) {
  const ReadConnections::Loan db = database_.readers().borrow();
  return read_bundle(*db, id);
}

std::vector<AttemptRow> AttemptStore::list(int most, int offset) {
  const ReadConnections::Loan db = database_.readers().borrow();
  static const std::string sql =
      kSelect + "WHERE state<>'uploading' ORDER BY seq DESC LIMIT ? OFFSET ?";
  Query query(*db, sql, most, offset);
  std::vector<AttemptRow> rows;
  while (query.next()) {
    rows.push_back(read_row(query));
  }
  return rows;
}

std::int64_t AttemptStore::count() {
  const ReadConnections::Loan db = database_.readers().borrow();
  Query query(*db, "SELECT count(*) FROM attempt WHERE state<>'uploading'");
  return query.next() ? query.integer(0) : 0;
}

std::optional<std::string> AttemptStore::take_waiting() {
  {
    const ReadConnections::Loan db = database_.readers().borrow();
    if (!Query(*db, "SELECT 1 FROM attempt WHERE state='waiting' LIMIT 1").next()) {
      return std::nullopt; // looking often must not mean writing often
    }
  }
  std::optional<std::string> taken;
  database_.writer().run([&](Connection& db) {
    {
      Query query(db, "SELECT id FROM attempt WHERE state='waiting' ORDER BY seq LIMIT 1");
      taken = query.next() ? std::optional(query.text(0)) : std::nullopt;
    }
    if (taken) {
      set_state(db, *taken, "running");
    }
  });
  return taken;
}

void AttemptStore::set_result(const AttemptRow& row) {
  database_.writer().run([&](Connection& db) {
    Query(
        db,
        "UPDATE attempt SET learner=?, pack=?, exercise=?, score=?, max=?, state=?, verdict_zh=?, "
        "verdict_en=? WHERE id=?",
        row.learner, row.pack, row.exercise, row.score, row.max, row.state, row.verdict.zh,
        row.verdict.en, row.id)
        .run();
  });
}

void AttemptStore::requeue_running() {
  database_.writer().run([](Connection& db) {
    Query(db, "UPDATE attempt SET state='waiting' WHERE state='running'").run();
  });
}

} // namespace jixia
