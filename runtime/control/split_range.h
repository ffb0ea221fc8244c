#pragma once

#include "world/component_spec.h"

namespace jixia::control {

/// The straight line through (from, at_from) and (to, at_to), constant outside:
///
///     out = at_from + (at_to - at_from) clip((op - from) / (to - from), 0, 1)
///
/// @pre from < to
double calc_split(double op, double from, double to, double at_from, double at_to);

/// 分程: one controller output moves two valves, with or without a gap between them.
///
/// Output A goes from `a_at_from` to `a_at_to` while IN goes from `a_from` to `a_to`; B likewise.
/// The defaults are those of a blanketed vessel: B (vent) 100 to 0 % over 0 to 48 %, a gap in which
/// both are shut, A (supply) 0 to 100 % over 52 to 100 %. An input that is not a number holds the
/// outputs. Computes in the phase Publish, so it adds no delay between a controller and its valves.
ComponentSpec split_range_spec();

} // namespace jixia::control
