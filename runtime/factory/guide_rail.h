#pragma once

#include "world/component_spec.h"

namespace jixia::factory {

/// Two rails, `gap` apart, that guide boxes from `from` to `to` along a belt; a plate of `plate` length
/// that begins `at` is part of the left one. The malfunction BENT [m] swings the end of that plate into
/// the way, about its upstream end. What is wider than the rest of the gap wedges and holds up what
/// comes behind, while the belt slips under it: a jam, from contact and friction alone. The plate comes
/// no further than a box in its way allows.
///
/// CLEAR = 1, in the field, sends a hand in for `clear_time` (HAND_IN): it takes off the boxes within
/// `reach` of the plate and straightens it; a new bend needs BENT to be 0 between. Doing so while the
/// belt is not isolated and locked is possible, as in life, and remembered: VIOLATION 1; while the belt
/// moves, VIOLATION 2, and the hand comes back without having done anything. CLEAR = 0 calls it back.
ComponentSpec guide_rail_spec();

} // namespace jixia::factory
