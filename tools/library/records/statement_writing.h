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

/// Writes the statements of one request inside a part of a transaction, many rows at a time. What
/// it throws undoes all.
class StatementWriting {
 public:
  StatementWriting(Connection& db, const Caller& writer, std::int64_t now_ms);

  void put(std::span<const Attachment> attachments);
  /// @pre no id stands twice. @throws Refusal 409, 403
  void put(std::span<const NewStatement> statements);

 private:
  /// How a reference to another statement was made.
  enum Reference : std::int64_t { kPlain = 0, kVoidsOwn = 1, kVoidsAny = 2 };
  /// A statement that is new, with its place in the order of storing.
  struct Placed {
    const NewStatement* statement;
    std::int64_t seq;
  };
  using Fresh = std::vector<Placed>;

  Fresh find_fresh(std::span<const NewStatement> statements);
  void insert(const Fresh& fresh);
  void insert_terms(const Fresh& fresh);
  void add_terms(std::int64_t seq, const std::vector<std::int64_t>& terms);
  void relate(const Fresh& fresh);
  void refer(const Placed& placed);
  void void_target(const NewStatement& statement);
  void obey_earlier_references(const NewStatement& statement);
  std::vector<std::int64_t> terms_behind(std::string id);
  void pass_on_terms(const std::string& id, const std::vector<std::int64_t>& terms);
  void define(const Fresh& fresh);
  void name(const Fresh& fresh);

  Connection& db_;
  const Caller& writer_;
  std::int64_t next_seq_ = 1, stored_ms_ = 0;
};

} // namespace jixia
