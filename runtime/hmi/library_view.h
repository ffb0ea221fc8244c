#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/text.h"

namespace jixia::hmi {

/// One pack of the resource library: its newest version that is not withdrawn.
struct LibraryPack {
  std::string name; ///< school/id@version
  std::string school, id, version, domain;
  Text title, summary;
  std::int64_t size = 0;    ///< [byte]
  std::string held_version; ///< that lies on this machine; empty: none
  bool is_held() const { return held_version == version; }
};

/// One finished run and where its result is.
struct SentResult {
  enum class State { Sent, Waiting, Refused } state = State::Sent;
  std::string pack, exercise; ///< ids
  std::string learner, when;  ///< "11-20 14:31"
  double score = 0.0;
  Text reason; ///< why it still waits, or was refused
};

/// What the library page shows.
struct LibraryView {
  std::string place; ///< URL, or the folder of a mirror; empty: none is set
  bool has_key = false; ///< results can be sent
  enum class Work { None, Updating, Fetching, Sending } work = Work::None;
  std::int64_t done = 0, all = 0; ///< [byte] while fetching
  std::string fetching;           ///< a pack's name
  Text note;                      ///< what the last work gave, or why it failed
  bool has_failed = false;
  bool has_catalogue = false;
  std::vector<LibraryPack> packs;
  std::vector<SentResult> results; ///< newest first
};

/// What the person asks of the library.
struct LibraryAsk {
  enum class Kind { None, Connect, Update, Fetch, Cancel, Send } kind = Kind::None;
  std::string pack = {};                       ///< Fetch: its name
  std::string place = {}, root = {}, key = {}; ///< Connect; an empty key keeps the one of the same place
};

/// The library as the window meets it. Nothing here waits: work goes on beside the window, and the
/// view tells how far it is.
class LibraryDesk {
 public:
  virtual ~LibraryDesk() = default;
  virtual LibraryView view() = 0;
  /// While work goes on only Cancel is heard.
  virtual void ask(const LibraryAsk& ask) = 0;
};

} // namespace jixia::hmi
