#pragma once

#include "world/component_spec.h"

namespace jixia::control {

/// A small step sequence, written as data (grammar: sequence_program.h), for equipment that has no
/// PLC: inputs I1..I12 (discrete or analog, as plain SI numbers), outputs Q1..Q12, STEP (0 for the
/// first), TIME in the step [s]. RESET = 1 goes to the first step and stays there.
///
/// Scans once a step in the phase Control: at most one transition a scan, the first whose
/// conditions all hold; the outputs of the new step are on in the same scan, and its time starts at
/// 0. Left out: parallel branches, stored actions, anything a PLC is for.
ComponentSpec sequence_spec();

} // namespace jixia::control
