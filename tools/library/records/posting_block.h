#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"

namespace jixia {

/// That a statement can be found by a term.
struct Posting {
  std::int64_t term, seq;
  auto operator<=>(const Posting&) const = default;
};

/// A term's order numbers lie in blocks, as in a text search engine: a row of `posting_block` has
/// the first number and, as the distance from one number to the next (LEB128), up to kLargestBlock
/// - 1 more. What is written together and has terms in common, as a run's statements have, so takes
/// few rows. Blocks of one term never overlap: each has larger numbers than those that were written
/// before. A number that comes later, because a statement refers to another one, is a row of the
/// table `posting`, where a store before version 4 also has its older ones.
inline constexpr std::size_t kLargestBlock = 256;

/// Those behind the first. @pre ascending, each once, at least one
std::string pack_numbers(std::span<const std::int64_t> numbers);

/// Appends `first` and those behind it to `numbers`; ends where the text makes no sense.
void unpack_numbers(std::int64_t first, std::string_view more, std::vector<std::int64_t>& numbers);

/// Writes postings of new statements. @pre their numbers are larger than all that were written
/// before
void write_posting_blocks(Connection& db, std::vector<Posting> postings);

} // namespace jixia
