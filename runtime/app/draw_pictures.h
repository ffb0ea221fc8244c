#pragma once

#include <filesystem>
#include <vector>

#include "exporting/report_data.h"
#include "session/session.h"

namespace jixia {

/// Draws a run that has ended without a window (EGL surfaceless), as PNG files of 1366 x 768 into
/// `folder`: the plant, the DCS, the trends and the debrief, as the window shows them. Without OpenGL
/// or models there are fewer pictures and a warning.
std::vector<std::filesystem::path> draw_pictures(Session& session, const Verification& verification,
                                                 Language language,
                                                 const std::filesystem::path& folder,
                                                 Diagnostics& problems);

} // namespace jixia
