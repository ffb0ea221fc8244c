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
  if (at_ == fetched_.size()) {
    if (is_last_batch_) {
      return std::nullopt;
    }
    // More at a time while they are used; few when a rarer term makes this list jump.
    batch_ = used_ * 2 >= batch_ ? std::min(batch_ * 2, kLargestBatch)
                                 : std::max(batch_ / 4, kSmallestBatch);
    used_ = 0;
    fetch(from);
  }
  if (at_ == fetched_.size()) {
    return std::nullopt;
  }
  ++used_;
  return fetched_[at_];
}

std::optional<std::int64_t> PostingUnion::seek(std::int64_t from) {
  std::optional<std::int64_t> nearest;
  for (PostingCursor& list : lists_) {
    const std::optional<std::int64_t> found = list.seek(from);
    if (found && (!nearest || (is_ascending_ ? *found < *nearest : *found > *nearest))) {
      nearest = found;
    }
  }
  return nearest;
}

int PostingUnion::fetches() const {
  int sum = 0;
  for (const PostingCursor& list : lists_) {
    sum += list.fetches();
  }
  return sum;
}

PostingJoin::PostingJoin(Connection& db, const std::vector<TermChoice>& choices, std::int64_t first,
                         std::int64_t last, bool is_ascending)
    : from_(is_ascending ? first : last), is_ascending_(is_ascending) {
  for (const TermChoice& choice : choices) {
    cursors_.emplace_back(is_ascending);
    for (const std::int64_t term : choice) {
      cursors_.back().add({db, term, first, last, is_ascending});
    }
  }
  if (choices.empty()) {
    cursors_.emplace_back(is_ascending);
    cursors_.back().add({db, std::nullopt, first, last, is_ascending});
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
