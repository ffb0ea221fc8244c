#pragma once

#include <string>
#include <vector>

namespace jixia {

/// The one of `words` spelled most like `word` (Levenshtein distance at most 1 + a third of its
/// length), or "" if none is close. For "did you mean".
std::string nearest_spelling(const std::string& word, const std::vector<std::string>& words);

} // namespace jixia
