#pragma once

#include "world/component_spec.h"

namespace jixia::process {

/// The edge of the plant: a supply or receiver of given pressure, temperature and contents (water, or
/// dry nitrogen with some oxygen), whatever flows. Its gauge pressure can be lost: `loss` 0 to 1.
///
/// Left out: the network behind it; its pressure does not sag under load.
ComponentSpec header_spec();

} // namespace jixia::process
