#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/access.h"
#include "records/attachment.h"
#include "records/new_statement.h"
#include "records/school_database.h"

namespace jixia {

/// A statement as it is kept.
struct StoredStatement {
  std::int64_t seq = 0; ///< order of storing
  std::int64_t stored_ms = 0;
  std::string text; ///< the whole statement as JSON
};

/// What to look for: statements that have a term of every choice.
struct StatementQuery {
  std::vector<TermChoice> terms;
  std::optional<std::int64_t> since_ms; ///< stored later than this
  std::optional<std::int64_t> until_ms; ///< stored then or earlier
  std::int64_t after_seq = 0;           ///< where the page before ended; 0: the first page
  bool is_ascending = false;
  std::size_t most = 0; ///< of a page
};

struct StatementPage {
  std::vector<StoredStatement> statements;
  std::int64_t next_after_seq = 0; ///< 0: there is no more
};

/// The statements of one school. Everything throws DatabaseError.
class StatementStore {
 public:
  explicit StatementStore(SchoolDatabase& database) : database_(database) {}

  /// Stores all statements with their attachments, or none. One that is there already is left as it
  /// is. @throws Refusal 409 if another statement has an id, 403 for voiding what is not one's own
  void put(const std::vector<NewStatement>& statements, const std::vector<Attachment>& attachments,
           const Caller& writer);

  /// One statement. @param is_voided  which of the two kinds is asked for
  /// @param writer  if not empty: only if this key wrote it
  std::optional<StoredStatement> find(const std::string& id, bool is_voided,
                                      const std::string& writer);

  StatementPage query(const StatementQuery& query);

  std::optional<Attachment> find_attachment(const std::string& sha2);

  /// Everything stored at or before this time [Unix ms] can be read. Ask before reading.
  std::int64_t consistent_through_ms();

 private:
  SchoolDatabase& database_;
};

} // namespace jixia
