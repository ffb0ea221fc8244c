#pragma once

#include "world/component_spec.h"

namespace jixia::process {

/// A check valve in a line: flow only from `from` to `to`, once the drop exceeds `cracking`
/// (process/flow_path.h, CheckPathBranch). `leak` is the Kv that passes backwards; the malfunction
/// `passing` adds to it (a worn or jammed disc).
///
/// Left out: the disc's travel; it opens and shuts within one step, without slam.
ComponentSpec check_valve_spec();

} // namespace jixia::process
