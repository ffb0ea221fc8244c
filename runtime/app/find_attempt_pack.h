#pragma once

#include <memory>
#include <string>

#include "recording/attempt.h"
#include "scenario/scenario.h"

namespace jixia {

/// Loads the pack of an attempt: `pack` if given, else the folder it was played from, else the pack
/// of that name on this machine. Whether it still holds the same bytes, the replay tells.
/// @returns nullptr with every finding in `problems`
std::unique_ptr<Scenario> load_attempt_pack(const AttemptHeader& header, const std::string& pack,
                                            Diagnostics& problems);

} // namespace jixia
