#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "link/library_client.h"

namespace jixia {

/// What a library answered; status 0: it did not, and `reason` says why.
struct LibraryReply {
  int status = 0;
  std::string body;
  Text reason; ///< for the person; the library's own words where it gave some
  bool is_good() const { return status >= 200 && status < 300; }
};

/// One connection to a library, kept open between requests. Follows no redirects. One thread.
class LibraryConnection {
 public:
  /// A key is not needed for reading: leave `address.key` empty.
  explicit LibraryConnection(LibraryAddress address);
  ~LibraryConnection();

  /// Reads at most so many bytes; an answer that is longer is cut there and is_good() all the same,
  /// with one byte more than asked for, so that the caller sees it.
  LibraryReply get(const std::string& path, std::size_t most_bytes);

  /// Reads on from `offset`, handing pieces to `take` until it says false. 206 if the library went
  /// on there, 200 if it began anew.
  LibraryReply get_from(const std::string& path, std::size_t offset,
                        const std::function<void(bool is_anew)>& begin,
                        const std::function<bool(std::string_view piece)>& take);

  LibraryReply put(const std::string& path, const std::string& body);
  LibraryReply post(const std::string& path, const std::string& body);

 private:
  class Wire;
  std::unique_ptr<Wire> wire_;
};

} // namespace jixia
