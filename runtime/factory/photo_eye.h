#pragma once

#include "world/component_spec.h"

namespace jixia::factory {

/// A through-beam photo-electric switch across a belt, `height` over its surface. The receiver sees
/// light when the beam is free and more than half of it passes the lens. `mode: dark_on` gives SIGNAL
/// while there is no light (a box, or a lens too dirty), `light_on` while there is. A change shows
/// after `response`.
///
/// Malfunctions: DIRT (share of the light lost), STUCK (the output: 0 healthy, 1 stays off, 2 stays
/// on). Not modelled: width of the beam, reflections, cross-talk.
ComponentSpec photo_eye_spec();

} // namespace jixia::factory
