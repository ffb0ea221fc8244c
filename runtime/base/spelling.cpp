#include "base/spelling.h"

#include <algorithm>
#include <numeric>

namespace jixia {
namespace {

constexpr std::size_t kLongest = 200; // of a word worth comparing; a pack is hostile until checked

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u);
      row[j] = std::min({row[j - 1] + 1, above + 1, change});
      diagonal = above;
    }
  }
  return row.back();
}

} // namespace

std::string nearest_spelling(const std::string& word, const std::vector<std::string>& words) {
  std::string best;
  if (word.size() > kLongest) {
    return best;
  }
  std::size_t best_distance = 2 + word.size() / 3;
  for (const std::string& candidate : words) {
    if (candidate.size() > kLongest) {
      continue;
    }
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

} // namespace jixia
