#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "packaging/pack_manifest.h"

namespace jixia {

/// Which version of which pack.
struct PackName {
  std::string school, id, version;
  std::string text() const { return school + "/" + id + "@" + version; }
  std::string target_path() const { return school + "/" + id + "/" + version + ".zip"; }
};

/// One version of a pack as the library knows it.
struct PackRow {
  enum class State {
    Announced, ///< its manifest is here; its files arrive
    Waiting,   ///< complete and signed; to be admitted
    Listed,    ///< for all to have; its bytes never change any more
    Refused,   ///< did not pass; the report says why
  };
  std::int64_t number = 0;
  PackName name;
  State state = State::Announced;
  std::string manifest;  ///< manifest_text()
  std::string sha256;    ///< of the distributed form
  std::int64_t size = 0; ///< [byte] of it
  std::string digest;    ///< of the pack, as attempts name it
  std::string list_text; ///< while waiting: the school's next signed list
  std::string minisig;
  std::string facts;     ///< JSON: title, summary, codes... as the pack says, read by admission
  std::string report;    ///< JSON of the admission
  std::string withdrawn; ///< "", "yanked" or "recalled"
  std::string reason_zh, reason_en;
  std::int64_t announced_ms = 0, changed_ms = 0; ///< Unix time
  std::string picture; ///< SHA-256 of its PNG; empty: not drawn yet; "-": cannot be drawn
  bool has_picture() const { return picture.size() > 1; }
};

} // namespace jixia
