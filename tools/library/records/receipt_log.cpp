#include "records/receipt_log.h"

#include "recording/identity.h"
#include "records/receipt.h"

namespace jixia {
namespace {

std::int64_t count_leaves(Connection& db) {
  Query query(db, "SELECT coalesce(max(seq) + 1, 0) FROM log_leaf");
  return query.next() ? query.integer(0) : 0;
}

FindNode nodes_of(Connection& db) {
  return [&db](int level, std::int64_t index) {
    Query query(db, "SELECT hash FROM log_node WHERE level=? AND idx=?", level, index);
    if (!query.next()) {
      throw DatabaseError(DatabaseError::Kind::Damaged, "a hash of the receipt log is missing");
    }
    return query.text(0);
  };
}

void insert_node(Connection& db, int level, std::int64_t index, const MerkleHash& hash) {
  Query(db, "INSERT INTO log_node(level, idx, hash) VALUES(?,?,?)", level, index, Bytes{hash})
      .run();
}

void insert_leaf(Connection& db, std::int64_t index, const std::string& leaf) {
  MerkleHash hash = calc_leaf_hash(leaf);
  insert_node(db, 0, index, hash);
  const FindNode find = nodes_of(db);
  for (int level = 1; level <= count_finished_subtrees(index); ++level) {
    const std::int64_t right = index >> (level - 1);
    hash = calc_node_hash(find(level - 1, right - 1), hash);
    insert_node(db, level, index >> level, hash);
  }
}

Json list_of(const std::vector<MerkleHash>& hashes) {
  Json list = Json::array();
  for (const MerkleHash& hash : hashes) {
    list.push_back(hex_text(hash));
  }
  return list;
}

Json signed_head(Connection& db, std::int64_t size, const MachineKey& key) {
  const MerkleHash root = calc_root(size, nodes_of(db));
  const std::string time = rfc3339_text(wall_clock_ms());
  return {{"size", size},
          {"root", hex_text(root)},
          {"time", time},
          {"signature", key.sign(tree_head_text(size, root, time))}};
}

} // namespace

void ReceiptLog::append(const std::string& school, const std::string& attempt,
                        const std::string& leaf) {
  writer_.run([&](Connection& db) {
    if (Query(db, "SELECT 1 FROM log_leaf WHERE school=? AND attempt=?", school, attempt).next()) {
      return;
    }
    const std::int64_t index = count_leaves(db);
    Query(db, "INSERT INTO log_leaf(seq, school, attempt, leaf) VALUES(?,?,?,?)", index, school,
          attempt, leaf)
        .run();
    insert_leaf(db, index, leaf);
  });
}

std::optional<Json> ReceiptLog::make_receipt(const std::string& school,
                                             const std::string& attempt) {
  const ReadConnections::Loan db = readers_.borrow();
  Query query(*db, "SELECT seq, leaf FROM log_leaf WHERE school=? AND attempt=?", school, attempt);
  if (!query.next()) {
    return std::nullopt;
  }
  const std::int64_t index = query.integer(0), size = count_leaves(*db);
  const std::string leaf = query.text(1);
  return Json{{"format", kReceiptFormat},
              {"leaf", leaf},
              {"signature", key_.sign(leaf)},
              {"index", index},
              {"proof", list_of(make_inclusion_proof(index, size, nodes_of(*db)))},
              {"tree_head", signed_head(*db, size, key_)},
              {"public_key", key_.public_key()}};
}

Json ReceiptLog::make_head() {
  const ReadConnections::Loan db = readers_.borrow();
  return {{"public_key", key_.public_key()},
          {"tree_head", signed_head(*db, count_leaves(*db), key_)}};
}

std::optional<Json> ReceiptLog::make_consistency(std::int64_t old_size, std::int64_t size) {
  const ReadConnections::Loan db = readers_.borrow();
  if (old_size < 1 || old_size > size || size > count_leaves(*db)) {
    return std::nullopt;
  }
  return Json{{"old_size", old_size},
              {"size", size},
              {"proof", list_of(make_consistency_proof(old_size, size, nodes_of(*db)))}};
}

} // namespace jixia
