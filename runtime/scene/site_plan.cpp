#include "scene/site_plan.h"

#include <algorithm>

namespace jixia {

void add_outline(SitePlan& plan, const PlacedModel& placed, const std::string& tag) {
  const Bounds box = calc_bounds(placed.model());
  const double length = box.high.x - box.low.x, width = box.high.y - box.low.y;
  if (box.empty() || std::max(length, width) < kLeastOutline) {
    return;
  }
  PlanOutline outline;
  outline.tag = tag;
  outline.is_round = placed.model().name.starts_with("vessel");
  outline.centre = {placed.pose().position.x, placed.pose().position.y};
  outline.radius = std::min(length, width) / 2; // a ladder sticks out on one side only
  const double xs[] = {box.low.x, box.high.x, box.high.x, box.low.x};
  const double ys[] = {box.low.y, box.low.y, box.high.y, box.high.y};
  for (std::size_t k = 0; k < 4; ++k) {
    const Vec3 corner = apply(placed.pose(), {xs[k], ys[k], 0});
    outline.corners[k] = {corner.x, corner.y};
  }
  plan.equipment.insert(tag.empty() ? plan.equipment.begin() : plan.equipment.end(), outline);
}

} // namespace jixia
