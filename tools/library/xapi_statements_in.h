#pragma once

#include <optional>
#include <string>
#include <vector>

#include "library_store.h"

namespace jixia {

/// The statements of one request, checked by the rules of xAPI 1.0.3 part 2 that a first store
/// needs: objects with actor, verb and object; a verb id that is an IRI; UUID ids, none twice; known
/// properties only. What the store sets itself (id if missing, stored, timestamp if missing,
/// authority, version) is set.
struct ReadStatements {
  std::vector<LibraryStore::NewStatement> statements;
  std::vector<std::string> ids; ///< in the order of the request
  std::string problem;          ///< empty: all is well; else one line in English for the client
};

/// @param body       JSON from a stranger; at most kDeepest levels and kMostStatements statements
/// @param stored     the instant of storing, RFC 3339
/// @param authority  the key's name
ReadStatements read_statements(const std::string& body, const std::string& stored,
                               const std::string& authority);

inline constexpr int kDeepest = 64;
inline constexpr std::size_t kMostStatements = 5000;

} // namespace jixia
