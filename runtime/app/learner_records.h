#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/sim_time.h"

namespace jixia {

/// One line of roster.csv in the data folder: number,name,class,initials (UTF-8, no heading; the
/// last two may be left out; lines that begin with # say nothing).
struct RosterLine {
  std::string id, name, class_name, initials;
};

/// The class roster; empty if there is no file. Lines that cannot be read are reported.
std::vector<RosterLine> load_roster(Diagnostics& problems);

/// One attempt folder of this machine, from attempt.json and score.json.
struct KeptAttempt {
  std::filesystem::path folder;
  std::string pack_id, exercise, learner_id, learner_name, started_at;
  bool is_finished = false;
  double score = 0.0;
  SimTime reached{0}; ///< of an unfinished one
};

/// Every attempt under the data folder, newest first; at most `most`. What cannot be read is left
/// out: it is reported when it is opened.
std::vector<KeptAttempt> list_attempts(std::size_t most = 200);

} // namespace jixia
