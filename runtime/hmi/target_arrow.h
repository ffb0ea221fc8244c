#pragma once

#include <optional>
#include <vector>

#include "hmi/box.h"
#include "hmi/ui.h"
#include "geometry/scene_view.h"

namespace jixia::hmi {

/// A place at the edge of the picture and the way from its middle towards what lies beyond.
struct EdgePlace {
  Point at;
  Point way; ///< length 1, y down
};

/// Where the edge of `box`, drawn in by `inset`, meets the way towards `target`; nullopt while the
/// camera shows it inside the box. What lies behind the eye is shown at the side one turns to.
std::optional<EdgePlace> find_edge_place(const Camera& camera, const Box& box, const Vec3& target, float inset = 0);

/// The sign at the edge of the 3D picture that says where the next step's equipment is to be found.
/// @param keep_out  what floats over the picture there; the sign steps aside along the edge
/// @returns true when it was clicked
bool draw_target_arrow(Ui& ui, const EdgePlace& place, std::string_view tag, const Box& box, const std::vector<Box>& keep_out);

} // namespace jixia::hmi
