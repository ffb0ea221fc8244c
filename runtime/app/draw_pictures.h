#pragma once

#include <filesystem>
#include <vector>

#include "base/diagnostics.h"
#include "session/session.h"

namespace jixia {

/// Draws the pages of a session without a window (EGL surfaceless) as PNG files into `folder`: the
/// training page, the DCS and the debrief. Without OpenGL there are no pictures and a warning.
std::vector<std::filesystem::path> draw_pictures(const Session& session, Language language,
                                                 const std::filesystem::path& folder,
                                                 Diagnostics& problems);

} // namespace jixia
