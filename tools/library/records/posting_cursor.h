#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "database/connection.h"
#include "records/statement_terms.h"

namespace jixia {

inline constexpr std::int64_t kPastTheEnd = std::numeric_limits<std::int64_t>::max();

/// Where order numbers come from: a term's blocks, its single rows (posting_block.h), or all
/// statements.
enum class PostingSource { Blocks, Singles, AllStatements };

/// Walks over the order numbers of one source in one direction; fetches some rows at a time.
class PostingCursor {
 public:
  /// @param term  what for: not asked for where all statements are the source
  PostingCursor(Connection& db, PostingSource source, std::int64_t term, std::int64_t first,
                std::int64_t last, bool is_ascending);

  /// The next number at `from` or behind it in the cursor's direction; nullopt: no more.
  std::optional<std::int64_t> seek(std::int64_t from);
  int fetches() const { return fetches_; }

 private:
  static constexpr std::size_t kSmallestBatch = 4;

  bool is_before(std::int64_t a, std::int64_t b) const { return is_ascending_ ? a < b : a > b; }
  void fetch(std::int64_t from);
  void fetch_rows(std::int64_t from);
  void fetch_blocks(std::int64_t from);
  void unpack(std::int64_t from, std::int64_t first, std::string_view more);

  Connection& db_;
  PostingSource source_;
  std::int64_t term_;
  std::int64_t first_, last_;
  bool is_ascending_;
  std::vector<std::int64_t> fetched_;
  std::size_t at_ = 0;
  bool is_last_batch_ = false;
  int fetches_ = 0;
  std::size_t batch_ = kSmallestBatch, ///< [row]
      used_ = kSmallestBatch;          ///< of the numbers, how many were wanted
};

/// The order numbers that are in any of several lists.
class PostingUnion {
 public:
  explicit PostingUnion(bool is_ascending) : is_ascending_(is_ascending) {}
  void add(PostingCursor list) { lists_.push_back(std::move(list)); }
  std::optional<std::int64_t> seek(std::int64_t from);
  int fetches() const;

 private:
  std::vector<PostingCursor> lists_;
  bool is_ascending_;
};

/// The order numbers that all of several choices of terms have in common: each is asked for the
/// next number not before the furthest of the others, so that the work goes with the rarest one.
class PostingJoin {
 public:
  PostingJoin(Connection& db, const std::vector<TermChoice>& choices, std::int64_t first,
              std::int64_t last, bool is_ascending);

  /// nullopt: no more, or given up after kMostFetches.
  std::optional<std::int64_t> next();
  bool is_given_up() const { return is_given_up_; }
  /// The first number that was not looked at yet.
  std::int64_t position() const { return from_; }

  static constexpr int kMostFetches = 20'000;

 private:
  std::vector<PostingUnion> cursors_;
  std::int64_t from_;
  bool is_ascending_, is_given_up_ = false;
};

} // namespace jixia
