#pragma once

#include "world/component_spec.h"

namespace jixia::factory {

/// Puts boxes on a belt: the end of the line before, or a worker. One at once when RUN comes on and
/// one every `interval` while it stays on; one more at each rising edge of ONE. A box waits (BLOCKED)
/// while its place is taken, and none comes when the line is full or after `most` of them (0: no end).
///
/// Size, place across and turn vary uniformly by the spreads, from a random stream of the run's seed and
/// the tag. SKEW is a malfunction: boxes are put down turned by it.
/// Not modelled: the fall from the previous belt; a box is put down 5 mm over the belt, at rest.
ComponentSpec emitter_spec();

} // namespace jixia::factory
