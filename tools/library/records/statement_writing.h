#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "database/connection.h"
#include "http/access.h"
#include "records/attachment.h"
#include "records/new_statement.h"

namespace jixia {

/// What one caller sends to be stored together. @pre no id stands twice
struct StatementPut {
  std::span<const NewStatement> statements;
  std::span<const Attachment> attachments;
  const Caller* writer = nullptr;
};

/// Writes statements inside a part of a transaction, many rows at a time. What it throws undoes
/// all.
class StatementWriting {
 public:
  StatementWriting(Connection& db, std::int64_t now_ms);

  /// @throws Refusal 409, 403; DatabaseError also if an id stands in two requests
  void put(std::span<const StatementPut> requests);

 private:
  /// How a reference to another statement was made.
  enum Reference : std::int64_t { kPlain = 0, kVoidsOwn = 1, kVoidsAny = 2 };
  /// A statement that is new, with its place in the order of storing.
  struct Placed {
    const NewStatement* statement;
    std::int64_t seq;
    const Caller* writer;
  };
  using Fresh = std::vector<Placed>;

  void put_attachments(std::span<const StatementPut> requests);
  Fresh find_fresh(std::span<const StatementPut> requests);
  void insert(const Fresh& fresh);
  void insert_terms(const Fresh& fresh);
  void add_terms(std::int64_t seq, const std::vector<std::int64_t>& terms);
  void relate(const Fresh& fresh);
  void refer(const Placed& placed);
  void void_target(const Placed& placed);
  void obey_earlier_references(const Placed& placed);
  std::vector<std::int64_t> terms_behind(std::string id);
  void pass_on_terms(const std::string& id, const std::vector<std::int64_t>& terms);
  void define(const Fresh& fresh);
  void name(const Fresh& fresh);

  Connection& db_;
  std::int64_t next_seq_ = 1, stored_ms_ = 0;
};

} // namespace jixia
