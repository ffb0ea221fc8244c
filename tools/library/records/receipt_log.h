#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "database/database.h"
#include "database/group_writer.h"
#include "recording/signature.h"
#include "records/json_text.h"
#include "records/merkle_tree.h"

namespace jixia {

/// How the log stood at a moment, signed.
struct TreeHead {
  std::int64_t size = 0;
  MerkleHash root;
  std::int64_t time_ms = 0;
};

/// The library's append-only log of verified results: one leaf per attempt (RFC 6962). Whoever
/// keeps a signed tree head can show later that nothing before it was changed or taken away.
/// Everything throws DatabaseError; any number of threads may use it.
class ReceiptLog {
 public:
  /// The tables are those of hub_schema.h.
  ReceiptLog(ReadConnections& readers, GroupWriter& writer, MachineKey key)
      : readers_(readers), writer_(writer), key_(std::move(key)) {}

  /// Adds a leaf; an attempt that has one keeps it.
  void append(const std::string& school, const std::string& attempt, const std::string& leaf);

  /// The receipt of an attempt as the log stands now (receipt.h); nullopt if it has none.
  std::optional<Json> make_receipt(const std::string& school, const std::string& attempt);

  /// {"public_key", "tree_head"}
  Json make_head();

  /// Proof that the log of `old_size` leaves is the beginning of the one of `size`; nullopt if
  /// there are or were no such logs.
  std::optional<Json> make_consistency(std::int64_t old_size, std::int64_t size);

 private:
  ReadConnections& readers_;
  GroupWriter& writer_;
  MachineKey key_;
};

} // namespace jixia
