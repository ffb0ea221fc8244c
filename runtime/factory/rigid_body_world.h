#pragma once

#include "world/component_spec.h"

namespace jixia::factory {

/// The floor of a workshop with everything on it that moves by rigid-body physics: the host of
/// Conveyor, Emitter, PhotoEye, StopBlade, Remover and GuideRail. A pack that names none gets one.
///
/// EMITTED, REMOVED, TAKEN, ON_LINE count boxes; EMITTED = ON_LINE + REMOVED + TAKEN always. FALLEN
/// counts those that lie on the floor; PICK_UP = 1, in the field, takes these away by hand.
///
/// The bodies cannot be saved exactly, so a world with this component goes back by running again
/// (can_snapshot() is false). Step at most 8 ms. At most `most_boxes` boxes, 300 or less.
ComponentSpec rigid_body_world_spec();

} // namespace jixia::factory
