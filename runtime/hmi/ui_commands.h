#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/sim_time.h"
#include "hmi/app_services.h"
#include "world/operator_action.h"

namespace jixia::hmi {

/// What the person asked for in one frame. Pages only fill this; the window carries it out.
struct UiCommands {
  std::vector<OperatorAction> actions;
  std::optional<SimTime> rewind_to;
  std::optional<StartRequest> start;
  std::optional<std::filesystem::path> resume;
  bool hand_in = false;      ///< the run is over; show the debrief
  bool leave = false;        ///< back to the start page
  bool again = false;        ///< the same exercise from the beginning
  bool write_report = false;
  std::optional<SimTime> repeat_from;        ///< practise the run that ended, from here on
  std::optional<StartRequest> demonstration; ///< let the expert show this exercise
  bool play_back = false;                    ///< the run that ended, from the debrief's cursor on
  std::optional<SimTime> seek;               ///< in what is played back
  LibraryAsk library;                        ///< of the library page
  bool stop_watching = false;
  std::optional<TeacherSettings> teacher_settings; ///< keep these
  bool quit = false;
  bool settings_changed = false; ///< language, scale or sound: keep them
};

} // namespace jixia::hmi
