#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"

struct sqlite3;

namespace jixia {

/// One attempt as the library keeps it.
struct AttemptRow {
  std::string id; ///< UUID
  std::string received_at; ///< RFC 3339, UTC
  std::string digest;      ///< SHA-256 of the bundle, hexadecimal
  std::string learner, pack, exercise;
  double score = 0.0, max = 0.0; ///< as the library's own re-run found them
  /// waiting, running, verified, departs (the re-run differs), refused (cannot be re-run)
  std::string state = "waiting";
  std::string verdict; ///< one line, Chinese | English
};

/// What became of something that was put in.
enum class StoreResult {
  Stored,   ///< new, durable
  Same,     ///< was there already, byte for byte
  Conflict, ///< another thing has this id
  Failed,   ///< not stored: disk full or damaged
};

/// The library's records: one SQLite file, WAL, synchronous=FULL, so that what was acknowledged
/// survives a power cut. One connection, used by one thread at a time (the caller locks).
class LibraryStore {
 public:
  /// Opens or makes `file`. @returns nullptr with the reason in `problems`.
  static std::unique_ptr<LibraryStore> open(const std::filesystem::path& file,
                                            Diagnostics& problems);
  ~LibraryStore();

  /// Makes a key; only a salted hash of the secret is kept. @returns false if `id` exists.
  bool add_key(const std::string& id, const std::string& secret);
  bool is_key(const std::string& id, const std::string& secret);

  /// Stores all statements or none. `canonical` leaves out what the library sets itself, so that a
  /// statement sent twice is recognised.
  struct NewStatement {
    std::string id, stored, body, canonical;
  };
  StoreResult put_statements(const std::vector<NewStatement>& statements);
  std::optional<std::string> find_statement(const std::string& id);
  std::int64_t count_statements();

  StoreResult put_attempt(const AttemptRow& row, const std::string& bundle);
  std::optional<AttemptRow> find_attempt(const std::string& id);
  std::optional<std::string> find_bundle(const std::string& id);

  /// The newest first. @param most at most this many
  std::vector<AttemptRow> list_attempts(int most, int offset = 0);
  std::int64_t count_attempts();

  /// Takes the oldest waiting attempt and marks it running; nullopt if there is none.
  std::optional<std::string> take_waiting();
  void set_result(const AttemptRow& row);

  /// Puts attempts that were running when the program died back to waiting.
  void requeue_running();

 private:
  explicit LibraryStore(sqlite3* db) : db_(db) {}
  sqlite3* db_;
};

} // namespace jixia
