#pragma once

#include <string>
#include <vector>

#include "verify_pack.h"

namespace jixia {

/// What `jixia-pack verify` prints: a line for each run, then what is wrong with it.
/// @param shows_lost  also lists every criterion that lost points, with its evidence
std::string verify_table(const std::vector<OperatorRun>& runs, bool shows_lost, Language language);

/// The same for programs.
std::string verify_json(const std::vector<OperatorRun>& runs);

} // namespace jixia
