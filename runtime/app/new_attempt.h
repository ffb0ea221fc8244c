#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "recording/attempt.h"
#include "scenario/scenario.h"
#include "session/session.h"

namespace jixia {

/// What a new attempt is of; with a fresh id and the wall clock.
AttemptHeader make_attempt_header(const Scenario& scenario, const Exercise& exercise,
                                  const Session::Options& options, const std::string& learner_id,
                                  const std::string& learner_name = {});

/// Makes the attempt's folder: `folder`, or if that is empty a new one under the data folder named
/// by date, exercise and id. @returns nullptr with the reason in `problems`.
std::unique_ptr<AttemptWriter> create_attempt(const AttemptHeader& header,
                                              const std::filesystem::path& folder,
                                              Diagnostics& problems);

} // namespace jixia
