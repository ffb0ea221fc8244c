#pragma once

#include <optional>

#include "hmi/app_services.h"

namespace jixia::hmi {

/// How the window opens.
struct WindowOptions {
  int width = 1366, height = 768;   ///< [px]
  bool is_full_screen = false;
  std::optional<StartRequest> start; ///< past the start page, at once
  std::optional<std::filesystem::path> resume; ///< an attempt to go on with, at once
};

/// Opens the window and runs it until the person quits: the one loop of a run with a person before
/// it. Draws at most 60 frames a second, waits when minimised.
///
/// @returns nullopt, or why there is no window (no display, no OpenGL 3.3, no font): one line for
///          the person, who can go on with `--headless`
std::optional<Text> run_window(const WindowOptions& options, AppServices& services);

} // namespace jixia::hmi
