#include "records/posting_cursor.h"

#include <algorithm>
#include <iterator>

#include "records/posting_block.h"

namespace jixia {
namespace {

constexpr std::size_t kMostRows = 256, kMostBlocks = 16; // in one go

} // namespace

PostingCursor::PostingCursor(Connection& db, PostingSource source, std::int64_t term,
                             std::int64_t first, std::int64_t last, bool is_ascending)
    : db_(db),
      source_(source),
      term_(term),
      first_(first),
      last_(last),
      is_ascending_(is_ascending) {}

void PostingCursor::fetch(std::int64_t from) {
  fetched_.clear();
  at_ = 0;
  source_ == PostingSource::Blocks ? fetch_blocks(from) : fetch_rows(from);
  ++fetches_;
}

void PostingCursor::fetch_rows(std::int64_t from) {
  constexpr std::string_view kUp =
      "SELECT seq FROM posting WHERE term=? AND seq>=? AND seq<=? ORDER BY seq LIMIT ?";
  constexpr std::string_view kDown =
      "SELECT seq FROM posting WHERE term=? AND seq<=? AND seq>=? ORDER BY seq DESC LIMIT ?";
  constexpr std::string_view kAllUp =
      "SELECT seq FROM statement WHERE seq>=? AND seq<=? ORDER BY seq LIMIT ?";
  constexpr std::string_view kAllDown =
      "SELECT seq FROM statement WHERE seq<=? AND seq>=? ORDER BY seq DESC LIMIT ?";
  const bool is_of_term = source_ == PostingSource::Singles;
  const std::string_view sql =
      is_of_term ? (is_ascending_ ? kUp : kDown) : (is_ascending_ ? kAllUp : kAllDown);
  Query query(db_, sql);
  if (is_of_term) {
    query.bind(term_);
  }
  query.bind(from);
  query.bind(is_ascending_ ? last_ : first_);
  query.bind(static_cast<std::int64_t>(batch_));
  while (query.next()) {
    fetched_.push_back(query.integer(0));
  }
  is_last_batch_ = fetched_.size() < batch_;
}

// A block is found by its first number, which may lie before `from` when others do not.
void PostingCursor::fetch_blocks(std::int64_t from) {
  constexpr std::string_view kDown =
      "SELECT seq, more FROM posting_block WHERE term=? AND seq<=? ORDER BY seq DESC LIMIT ?";
  constexpr std::string_view kUp =
      "SELECT seq, more FROM posting_block WHERE term=? AND seq>? AND seq<=? ORDER BY seq LIMIT ?";
  {
    Query query(db_, kDown, term_, from);
    query.bind(is_ascending_ ? std::int64_t{1} : static_cast<std::int64_t>(batch_));
    std::size_t rows = 0;
    for (; !is_last_batch_ && query.next(); ++rows) {
      unpack(from, query.integer(0), query.view(1));
      is_last_batch_ = !is_ascending_ && query.integer(0) <= first_;
    }
    is_last_batch_ = is_last_batch_ || (!is_ascending_ && rows < batch_);
  }
  if (is_ascending_) {
    Query query(db_, kUp, term_, from, last_, static_cast<std::int64_t>(batch_));
    std::size_t rows = 0;
    for (; query.next(); ++rows) {
      unpack(from, query.integer(0), query.view(1));
    }
    is_last_batch_ = rows < batch_;
  }
}

// Those of a block that come at `from` or behind it and within the range.
void PostingCursor::unpack(std::int64_t from, std::int64_t first, std::string_view more) {
  std::vector<std::int64_t> numbers;
  unpack_numbers(first, more, numbers);
  if (!is_ascending_) {
    std::reverse(numbers.begin(), numbers.end());
  }
  std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(fetched_), [&](std::int64_t seq) {
    return !is_before(seq, from) && seq >= first_ && seq <= last_;
  });
}

std::optional<std::int64_t> PostingCursor::seek(std::int64_t from) {
  for (;;) {
    while (at_ < fetched_.size() && is_before(fetched_[at_], from)) {
      ++at_;
    }
    if (at_ < fetched_.size()) {
      ++used_;
      return fetched_[at_];
    }
    if (is_last_batch_) {
      return std::nullopt;
    }
    // More at a time while they are used; few when a rarer term makes this list jump.
    const std::size_t most = source_ == PostingSource::Blocks ? kMostBlocks : kMostRows;
    batch_ = used_ * 2 >= fetched_.size() ? std::min(batch_ * 2, most)
                                          : std::max(batch_ / 4, kSmallestBatch);
    used_ = 0;
    fetch(from);
  }
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
  const bool has_singles = Query(db, "SELECT seq FROM posting LIMIT 1").next();
  for (const TermChoice& choice : choices) {
    cursors_.emplace_back(is_ascending);
    for (const std::int64_t term : choice) {
      cursors_.back().add({db, PostingSource::Blocks, term, first, last, is_ascending});
      if (has_singles) {
        cursors_.back().add({db, PostingSource::Singles, term, first, last, is_ascending});
      }
    }
  }
  if (choices.empty()) {
    cursors_.emplace_back(is_ascending);
    cursors_.back().add({db, PostingSource::AllStatements, 0, first, last, is_ascending});
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
