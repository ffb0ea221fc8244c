#pragma once

#include "world/component_spec.h"

namespace jixia::process {

/// A vertical pressure vessel with 2:1 elliptical heads: liquid, vapour and gas at one temperature
/// with the wall (process/holdup.h), level by its geometry.
///
/// Nozzles: `top` (gas space; liquid only when it is flooded), `bottom` (liquid, with gas drawn in
/// when the surface falls within `entrainment` of it), `drain` (the same, to the last 3 cm).
///
/// `L` is what a differential-pressure level transmitter reads: the head of liquid between its taps
/// over that of the same height of `level_density`, 0..1. `surface` is what a level glass shows, an
/// elevation, within the glass.
///
/// Left out: temperature differences inside, swell, vortex shape, the gas's own weight.
ComponentSpec vessel_spec();

} // namespace jixia::process
