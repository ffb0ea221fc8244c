#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace jixia {

/// Why `path` cannot be the path of a file in a pack, on any system that unpacks it; empty if it
/// can. Allowed: segments of letters, digits and . _ - joined by '/', at most 200 bytes and 7
/// segments. So nothing is absolute, leaves the folder, is hidden, has a drive, a backslash, a NUL
/// or two Unicode forms. Refused too: a trailing dot and the device names of Windows (con, nul,
/// com1 ... also with an extension).
Text find_path_fault(std::string_view path);

/// The same for all paths of one pack together: no two may be one file where letters' case does
/// not count, and none may be both file and folder.
Text find_path_fault(const std::vector<std::string_view>& paths);

} // namespace jixia
