#include "records/statement_store.h"

#include <algorithm>
#include <map>

#include "database/row_block.h"
#include "http/exchange.h"
#include "recording/identity.h"
#include "records/posting_cursor.h"
#include "records/statement_writing.h"

namespace jixia {
namespace {

constexpr std::size_t kMostPageBytes = 8u << 20;

constexpr std::string_view kColumns = "seq, stored_ms, timestamp_ms, body";

StoredStatement read_statement(const Query& query) {
  return {query.integer(0), query.integer(1),
          complete_body(query.text(3), query.integer(1), !query.is_null(2))};
}

// The first order number that was stored later than `ms`; past the end if none was.
std::int64_t first_seq_after(Connection& db, std::int64_t ms) {
  Query query(db, "SELECT seq FROM statement WHERE stored_ms>? ORDER BY stored_ms, seq LIMIT 1",
              ms);
  return query.next() ? query.integer(0) : kPastTheEnd;
}

struct SeqRange {
  std::int64_t first, last;
};

SeqRange find_range(Connection& db, const StatementQuery& query) {
  SeqRange range{1, kPastTheEnd - 1};
  if (query.since_ms) {
    range.first = first_seq_after(db, *query.since_ms);
  }
  if (query.until_ms) {
    range.last = first_seq_after(db, *query.until_ms) - 1;
  }
  if (query.after_seq > 0) {
    query.is_ascending ? range.first = std::max(range.first, query.after_seq + 1)
                       : range.last = std::min(range.last, query.after_seq - 1);
  }
  return range;
}

/// Fills a page, and notes where the next one begins.
class PageFiller {
 public:
  PageFiller(Connection& db, std::size_t most) : db_(db), most_(most) {}

  /// How many to look up at a time: one more than the page may need tells whether it is the last.
  std::size_t wanted() const { return std::min(most_ - page_.statements.size() + 1, kMostAtOnce); }

  // @returns false when the page is full: the rest of `seqs` belongs to the next one
  bool take(const std::vector<std::int64_t>& seqs) {
    static const std::string sql =
        "SELECT " + std::string(kColumns) + " FROM statement WHERE seq IN ({}) AND is_voided=0";
    std::map<std::int64_t, StoredStatement> found;
    for_each_match(db_, sql, seqs, [&](const Query& row) {
      found.insert_or_assign(row.integer(0), read_statement(row));
    });
    for (const std::int64_t seq : seqs) {
      if (page_.statements.size() >= most_ || bytes_ > kMostPageBytes) {
        page_.next_after_seq = last_;
        return false;
      }
      if (const auto one = found.find(seq); one != found.end()) {
        bytes_ += one->second.text.size();
        page_.statements.push_back(std::move(one->second));
      }
      last_ = seq;
    }
    return true;
  }
  void stop_at(std::int64_t seq) { page_.next_after_seq = seq; }
  StatementPage page() { return std::move(page_); }

 private:
  static constexpr std::size_t kMostAtOnce = 32; // each may be large

  Connection& db_;
  std::size_t most_, bytes_ = 0;
  std::int64_t last_ = 0;
  StatementPage page_;
};

std::vector<std::int64_t> take_some(PostingJoin& join, std::size_t count) {
  std::vector<std::int64_t> seqs;
  while (seqs.size() < count) {
    const std::optional<std::int64_t> seq = join.next();
    if (!seq) {
      break;
    }
    seqs.push_back(*seq);
  }
  return seqs;
}

/// A request; those that wait together are written together.
class PutJob : public JointJob {
 public:
  explicit PutJob(const StatementPut& request) : request_(request) {}
  void run(Connection& db, std::span<JointJob* const> all) override {
    std::vector<StatementPut> requests;
    for (JointJob* job : all) {
      requests.push_back(static_cast<PutJob*>(job)->request_);
    }
    StatementWriting(db, wall_clock_ms()).put(requests);
  }

 private:
  StatementPut request_;
};

} // namespace

void StatementStore::put(const std::vector<NewStatement>& statements,
                         const std::vector<Attachment>& attachments, const Caller& writer) {
  database_.prepare_for(wall_clock_ms());
  PutJob job({statements, attachments, &writer});
  database_.writer().run(job);
}

std::optional<StoredStatement> StatementStore::find(const std::string& id, bool is_voided,
                                                    const std::string& writer) {
  const ReadConnections::Loan db = database_.readers().borrow();
  static const std::string sql =
      "SELECT " + std::string(kColumns) +
      " FROM statement WHERE id=? AND is_voided=? AND (?='' OR writer=?)";
  Query query(*db, sql, lower_case(id), is_voided ? 1 : 0, writer, writer);
  return query.next() ? std::optional(read_statement(query)) : std::nullopt;
}

StatementPage StatementStore::query(const StatementQuery& query) {
  const ReadConnections::Loan db = database_.readers().borrow();
  const SeqRange range = find_range(*db, query);
  PageFiller filler(*db, query.most);
  PostingJoin join(*db, query.terms, range.first, range.last, query.is_ascending);
  for (;;) {
    const std::size_t wanted = filler.wanted();
    const std::vector<std::int64_t> seqs = take_some(join, wanted);
    if (!filler.take(seqs)) {
      return filler.page();
    }
    if (seqs.size() < wanted) {
      break;
    }
  }
  if (join.is_given_up()) { // what was found goes out, with a link to go on
    filler.stop_at(query.is_ascending ? join.position() - 1 : join.position() + 1);
  }
  return filler.page();
}

std::optional<Attachment> StatementStore::find_attachment(const std::string& sha2) {
  const ReadConnections::Loan db = database_.readers().borrow();
  Query query(*db, "SELECT sha2, content_type, content FROM attachment WHERE sha2=?", sha2);
  return query.next() ? std::optional(Attachment{query.text(0), query.text(1), query.text(2)})
                      : std::nullopt;
}

std::int64_t StatementStore::consistent_through_ms() {
  // In this order: what is stored after the second line has a later time than the first.
  const std::int64_t now = wall_clock_ms();
  const std::int64_t round_began = database_.writer().round_began_ms();
  return (round_began > 0 ? std::min(now, round_began) : now) - 1;
}

} // namespace jixia
