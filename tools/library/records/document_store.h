#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "records/school_database.h"
#include "records/xapi_version.h"

namespace jixia {

/// What a document belongs to. What a kind does not have is empty.
struct DocumentKey {
  enum class Kind : std::int64_t {
    State = 1,
    ActivityProfile = 2,
    AgentProfile = 3
  } kind = Kind::State;
  std::string activity, agent, registration, id;
};

struct Document {
  std::string content_type, content;
  std::string etag; ///< SHA-1 of the content, without quotes
  std::int64_t updated_ms = 0;
};

/// The preconditions of a request (RFC 9110), as they were sent.
struct Preconditions {
  std::string if_match, if_none_match;
};

/// What a PUT without preconditions may do to a document.
enum class Unguarded {
  Allowed,          ///< anything
  OnlyIfNew,        ///< make it; else 409
  NotWithoutHeader, ///< nothing: 400 if new, 409 if it is there (profiles in xAPI 1.0.3)
};

/// State, activity profile and agent profile documents of one school (xAPI 1.0.3 part 3, 2.2).
/// Throws DatabaseError, and Refusal: 412 if a precondition fails, 409 as above, 400 for what
/// cannot be merged.
class DocumentStore {
 public:
  explicit DocumentStore(SchoolDatabase& database) : database_(database) {}

  std::optional<Document> find(const DocumentKey& key);

  /// Ids of all documents that the key's other parts name, changed after `since_ms`.
  struct Ids {
    std::vector<std::string> ids;
    std::int64_t newest_ms = 0;
  };
  Ids list(const DocumentKey& key, std::optional<std::int64_t> since_ms);

  void put(const DocumentKey& key, const Document& document, const Preconditions& preconditions,
           Unguarded unguarded);

  /// Merges JSON objects by their names, or stores what is new.
  void post(const DocumentKey& key, const Document& document, const Preconditions& preconditions);

  void erase(const DocumentKey& key, const Preconditions& preconditions);
  /// All documents of the key's activity, agent and registration.
  void erase_all(const DocumentKey& key);

 private:
  SchoolDatabase& database_;
};

} // namespace jixia
