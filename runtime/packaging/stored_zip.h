#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace jixia {

/// One file of an archive. What the reader returns points into the archive's bytes.
struct ZipEntry {
  std::string_view name;
  std::string_view content;
};

/// The archive (PKWARE APPNOTE 6.3, without zip64) of `entries`, in their order: every file
/// stored, dated 1980-01-01, mode 0644. Stored, not deflated, for two reasons: the bytes depend on
/// no version of zlib, and an archive unpacks to no more than it is.
/// The caller holds sum and sizes below 4 GiB and the count below 65535.
std::string make_stored_zip(const std::vector<ZipEntry>& entries);

/// Takes such an archive from a stranger apart. Accepted are exactly the bytes that
/// make_stored_zip would write for the entries found: nothing compressed, encrypted, linked,
/// overlapping, hidden between, behind or in a second directory. The memory used is a little
/// per entry. Names are not judged here.
/// @returns nullopt with the reason in `problem`
std::optional<std::vector<ZipEntry>> read_stored_zip(std::string_view bytes,
                                                     std::size_t most_entries, Text& problem);

} // namespace jixia
