#pragma once

#include <memory>
#include <string>

#include "base/diagnostics.h"

namespace jixia {

/// The library program, run beside us on a free loopback port for as long as this object lives. Its
/// records are in the folder library of the data folder, and so is its key, made at the first use.
/// The same server and the same client as a school's library: a result takes the same road. When it
/// ends it has re-run what was sent to it.
class EmbeddedLibrary {
 public:
  /// @returns nullptr with the reason in `problems` (program not beside us, no free port).
  static std::unique_ptr<EmbeddedLibrary> start(Diagnostics& problems);
  ~EmbeddedLibrary();
  EmbeddedLibrary(const EmbeddedLibrary&) = delete;
  EmbeddedLibrary& operator=(const EmbeddedLibrary&) = delete;

  const std::string& url() const { return url_; } ///< "http://127.0.0.1:43211"
  const std::string& key() const { return key_; } ///< "name:secret"

 private:
  EmbeddedLibrary() = default;
  int process_ = -1;
  std::string url_, key_;
};

} // namespace jixia
