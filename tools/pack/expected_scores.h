#pragma once

#include "verify_pack.h"

namespace jixia {

/// Holds `run` to expected/EXERCISE.json, if that is there and of the same seed: the score within
/// 0.05 points, and the fingerprint too if it was stored by the same kind of build.
void compare_expected(const Scenario& scenario, std::uint64_t seed, OperatorRun& run);

} // namespace jixia
