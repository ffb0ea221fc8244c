#pragma once

#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

inline constexpr int kLogicInputs = 8;

/// Discrete blocks; all scan in the phase Publish.
///
/// Logic: Q = AND, OR or XOR (an odd number) of the connected ones of I1..I8; NQ is its inverse.
/// At least one must be connected.
/// Latch: SR (set wins: Q = S or (Q and not R)) or RS (reset wins: Q = not R and (S or Q)).
/// Edge: Q for one scan when IN rises or falls. As in IEC 61131-3, except that a falling edge is
/// not seen on a first scan with IN off (as most vendors have it).
std::vector<ComponentSpec> logic_specs();

} // namespace jixia::control
