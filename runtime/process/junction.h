#pragma once

#include "world/component_spec.h"

namespace jixia::process {

/// A small piece of line where others meet or an instrument is tapped: mixed contents, one pressure.
/// Nozzles: itself, `.top` (gas first), `.bottom` (liquid first).
///
/// Give it the volume of the pipe it stands for; liquid in it is slightly compressible, so it may be
/// shut in, boil, cavitate or fill with gas.
ComponentSpec junction_spec();

} // namespace jixia::process
