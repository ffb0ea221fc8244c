#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "records/school_database.h"

namespace jixia {

/// One attempt as the library keeps it.
struct AttemptRow {
  std::string id;               ///< UUID
  std::int64_t received_ms = 0; ///< when its first byte came, Unix time
  std::string writer;           ///< the key that sent it
  std::int64_t size = 0;        ///< of the whole bundle [byte]
  std::string digest;           ///< SHA-256 of the bundle, hexadecimal
  std::string learner, pack, exercise;
  double score = 0.0, max = 0.0; ///< as the library's own re-run found them
  /// uploading, waiting, running, verified, departs (the re-run differs), refused (cannot be
  /// re-run)
  std::string state = "waiting";
  Text verdict;
};

/// What became of something that was put in.
enum class PutResult {
  Stored,   ///< new, durable
  Same,     ///< was there already, byte for byte
  Conflict, ///< another thing has this id
};

/// The attempts of one school, with their bundles in pieces as they arrived, so that an upload that
/// was cut off goes on where it stopped. Everything throws DatabaseError.
class AttemptStore {
 public:
  explicit AttemptStore(SchoolDatabase& database) : database_(database) {}

  /// A whole bundle at once.
  PutResult put(const AttemptRow& row, std::string_view bundle);

  /// Announces an upload: `row` has id, writer, size and digest. Same if it was announced alike.
  PutResult begin_upload(const AttemptRow& row);

  /// How many bytes of an upload are there.
  std::int64_t uploaded_bytes(const std::string& id);

  enum class Append {
    Taken,       ///< durable; more is to come
    Complete,    ///< the last piece: the whole has its digest and waits to be re-run
    WrongOffset, ///< ask uploaded_bytes()
    TooLong,     ///< more than was announced; nothing was taken
    WrongDigest, ///< the whole is not what was announced; it was dropped, begin again at 0
    NotUploading
  };
  Append append(const std::string& id, std::int64_t offset, std::string_view piece);

  std::optional<AttemptRow> find(const std::string& id);
  std::string find_bundle(const std::string& id);

  /// The newest first, without those still uploading. @param most  at most this many
  std::vector<AttemptRow> list(int most, int offset = 0);
  std::int64_t count();

  /// Takes the oldest waiting attempt and marks it running; nullopt if there is none.
  std::optional<std::string> take_waiting();
  void set_result(const AttemptRow& row);

  /// Puts attempts that were running when the program died back to waiting.
  void requeue_running();

 private:
  Append finish_upload(const std::string& id);
  SchoolDatabase& database_;
};

} // namespace jixia
