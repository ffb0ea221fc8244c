#include "records/posting_block.h"

#include <algorithm>
#include <deque>

#include "database/row_block.h"

namespace jixia {
namespace {

constexpr unsigned kBits = 7, kMore = 1u << kBits; // of a byte; that another one follows

} // namespace

std::string pack_numbers(std::span<const std::int64_t> numbers) {
  std::string text;
  for (std::size_t k = 1; k < numbers.size(); ++k) {
    auto distance = static_cast<std::uint64_t>(numbers[k] - numbers[k - 1]);
    for (; distance >= kMore; distance >>= kBits) {
      text += static_cast<char>(distance % kMore | kMore);
    }
    text += static_cast<char>(distance);
  }
  return text;
}

void unpack_numbers(std::int64_t first, std::string_view more, std::vector<std::int64_t>& numbers) {
  numbers.push_back(first);
  std::uint64_t distance = 0;
  unsigned shift = 0;
  for (const char c : more) {
    const auto byte = static_cast<unsigned char>(c);
    if (shift > 56) {
      return; // no number of ours is that long
    }
    distance |= std::uint64_t{byte % kMore} << shift;
    shift += kBits;
    if (byte < kMore) {
      numbers.push_back(numbers.back() + static_cast<std::int64_t>(distance));
      distance = 0;
      shift = 0;
    }
  }
}

// Sorted, so that what lies together on the disk is written together.
void write_posting_blocks(Connection& db, std::vector<Posting> postings) {
  std::sort(postings.begin(), postings.end());
  postings.erase(std::unique(postings.begin(), postings.end()), postings.end());
  RowBlock rows("posting_block", {"term", "seq", "more"}, RowBlock::IfThere::Fail);
  std::deque<std::string> texts; // that the rows look at
  std::vector<std::int64_t> numbers;
  for (std::size_t k = 0; k < postings.size();) {
    const Posting first = postings[k];
    numbers.clear();
    for (; k < postings.size() && postings[k].term == first.term && numbers.size() < kLargestBlock;
         ++k) {
      numbers.push_back(postings[k].seq);
    }
    texts.push_back(pack_numbers(numbers));
    rows.add({first.term, first.seq, Bytes{texts.back()}});
  }
  rows.write(db);
}

} // namespace jixia
