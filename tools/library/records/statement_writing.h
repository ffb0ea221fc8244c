#pragma once

#include <cstdint>
#include <vector>

#include "database/connection.h"
#include "http/access.h"
#include "records/attachment.h"
#include "records/new_statement.h"

namespace jixia {

/// Writes the statements of one request inside a part of a transaction. What it throws undoes all.
class StatementWriting {
 public:
  StatementWriting(Connection& db, const Caller& writer);

  void put(const Attachment& attachment);
  /// @throws Refusal 409, 403
  void put(const NewStatement& statement);

 private:
  /// How a reference to another statement was made.
  enum Reference : std::int64_t { kPlain = 0, kVoidsOwn = 1, kVoidsAny = 2 };

  bool insert(const NewStatement& statement);
  void refuse_if_different(const NewStatement& statement);
  void add_terms(std::int64_t seq, const std::vector<std::int64_t>& terms);
  void refer(const NewStatement& statement);
  void void_target(const NewStatement& statement);
  void obey_earlier_references(const NewStatement& statement);
  std::vector<std::int64_t> terms_behind(std::string id);
  void pass_on_terms(const std::string& id, const std::vector<std::int64_t>& terms);
  void define(const DefinedActivity& activity);
  void name(const NamedAgent& agent);

  Connection& db_;
  const Caller& writer_;
  std::int64_t next_seq_ = 1, stored_ms_ = 0;
};

} // namespace jixia
