#include "records/posting_cursor.h"

#include <algorithm>

namespace jixia {
namespace {

constexpr std::size_t kLargestBatch = 256;

} // namespace

PostingCursor::PostingCursor(Connection& db, std::optional<std::int64_t> term, std::int64_t first,
                             std::int64_t last, bool is_ascending)
    : db_(db), term_(term), first_(first), last_(last), is_ascending_(is_ascending) {}

void PostingCursor::fetch(std::int64_t from) {
  constexpr std::string_view kUp =
      "SELECT seq FROM posting WHERE term=? AND seq>=? AND seq<=? ORDER BY seq LIMIT ?";
  constexpr std::string_view kDown =
      "SELECT seq FROM posting WHERE term=? AND seq<=? AND seq>=? ORDER BY seq DESC LIMIT ?";
  constexpr std::string_view kAllUp =
      "SELECT seq FROM statement WHERE seq>=? AND seq<=? ORDER BY seq LIMIT ?";
  constexpr std::string_view kAllDown =
      "SELECT seq FROM statement WHERE seq<=? AND seq>=? ORDER BY seq DESC LIMIT ?";
  const std::string_view sql =
      term_ ? (is_ascending_ ? kUp : kDown) : (is_ascending_ ? kAllUp : kAllDown);
  Query query(db_, sql);
  if (term_) {
    query.bind(*term_);
  }
  query.bind(from);
  query.bind(is_ascending_ ? last_ : first_);
  query.bind(static_cast<std::int64_t>(batch_));
  fetched_.clear();
  at_ = 0;
  while (query.next()) {
    fetched_.push_back(query.integer(0));
  }
  is_last_batch_ = fetched_.size() < batch_;
  ++fetches_;
}

std::optional<std::int64_t> PostingCursor::seek(std::int64_t from) {
  while (at_ < fetched_.size() && is_before(fetched_[at_], from)) {
    ++at_;
  }
  if (at_ < fetched_.size()) {
    return fetched_[at_];
  }
  if (is_last_batch_) {
    return std::nullopt;
  }
  fetch(from);
  batch_ = std::min(batch_ * 2, kLargestBatch);
  return fetched_.empty() ? std::nullopt : std::optional(fetched_.front());
}

PostingJoin::PostingJoin(Connection& db, const std::vector<std::int64_t>& terms, std::int64_t first,
                         std::int64_t last, bool is_ascending)
    : from_(is_ascending ? first : last), is_ascending_(is_ascending) {
  for (const std::int64_t term : terms) {
    cursors_.emplace_back(db, term, first, last, is_ascending);
  }
  if (terms.empty()) {
    cursors_.emplace_back(db, std::nullopt, first, last, is_ascending);
  }
}

std::optional<std::int64_t> PostingJoin::next() {
  std::size_t agreed = 0; // how many lists in a row have `from_`
  for (std::size_t at = 0; agreed < cursors_.size(); at = (at + 1) % cursors_.size()) {
    const std::optional<std::int64_t> found = cursors_[at].seek(from_);
    if (!found) {
      return std::nullopt;
    }
    agreed = *found == from_ ? agreed + 1 : 1;
    from_ = *found;
    if (agreed < cursors_.size() && cursors_[at].fetches() > kMostFetches) {
      is_given_up_ = true;
      return std::nullopt;
    }
  }
  const std::int64_t seq = from_;
  from_ += is_ascending_ ? 1 : -1;
  return seq;
}

} // namespace jixia
