#pragma once

#include <optional>
#include <vector>

#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "scene/site_plan.h"

namespace jixia::hmi {

/// Where a place of the site stands on the map: one scale for both ways, north up, in the middle.
class MapProjection {
 public:
  /// @param slab x0 y0 x1 y1 [m]
  MapProjection(const std::array<double, 4>& slab, const Box& map);

  Point to_map(double x, double y) const;
  std::array<double, 2> to_site(Point p) const; ///< [m]
  float scale() const { return scale_; }        ///< [logical px/m]

 private:
  double x_ = 0, y_ = 0; ///< the middle of the slab [m]
  Point middle_;
  float scale_ = 1;
};

/// The part of the map that the camera looks over: the wedge from the eye to a quarter beyond its
/// target, cut off at the edges of `map`. Convex; empty if nothing of it lies on the map.
std::vector<Point> calc_view_wedge(const Camera& camera, double aspect, const MapProjection& projection, const Box& map);

/// Moves eye and target together so that the camera looks at (x, y) from the same side.
void look_at_place(Camera& camera, const std::array<double, 2>& place);

inline constexpr float kMinimapWidth = 164, kMinimapHeight = 103;

/// The site from above (平面图) with the camera's place, what it looks over, north, running machines
/// (white) and stopped ones (grey), and a ring round `target`, the next step's.
/// @returns where a person clicked or dragged to
std::optional<std::array<double, 2>> draw_minimap(Ui& ui, const Box& box, const SitePlan& plan, const RunView& run, const Camera& camera, double aspect,
                                                  const std::optional<Vec3>& target);

} // namespace jixia::hmi
