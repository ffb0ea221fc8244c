#include "hmi/minimap.h"

#include <algorithm>
#include <cmath>

#include "render/projection.h"

namespace jixia::hmi {
namespace {

constexpr Ink kGround = ink(0xDDE1E3);

Box map_of(const Box& b) { return {b.x + 10, b.y + 26, b.w - 20, b.h - 37}; }

double cross_of(Point a, Point b, Point p) {
  return static_cast<double>(b.x - a.x) * static_cast<double>(p.y - a.y) - static_cast<double>(b.y - a.y) * static_cast<double>(p.x - a.x);
}

/// What of a convex polygon lies on the right of the line a-b as seen with y down (Sutherland, Hodgman).
std::vector<Point> cut(const std::vector<Point>& polygon, Point a, Point b) {
  std::vector<Point> kept;
  for (std::size_t k = 0; k < polygon.size(); ++k) {
    const Point p = polygon[k], q = polygon[(k + 1) % polygon.size()];
    const double sp = cross_of(a, b, p), sq = cross_of(a, b, q);
    if (sp >= 0) {
      kept.push_back(p);
    }
    if ((sp >= 0) != (sq >= 0)) {
      const auto t = static_cast<float>(sp / (sp - sq));
      kept.push_back({p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t});
    }
  }
  return kept;
}

Point kept_inside(Point p, const Box& b) {
  return {std::clamp(p.x, b.x, b.right()), std::clamp(p.y, b.y, b.bottom())};
}

void draw_outline_of(Canvas& c, const PlanOutline& e, const MapProjection& map, const World& world) {
  const Tag* run = e.tag.empty() ? nullptr : find_port(world, e.tag, "RUN");
  const Ink fill = e.tag.empty() ? kProcess2 : run == nullptr ? kPanel : world.value(*run) > 0.5 ? kOn : kOff;
  const Ink line = e.tag.empty() ? kLine2 : kText2;
  const Point middle = map.to_map(e.centre[0], e.centre[1]);
  if (e.is_round) {
    const float radius = static_cast<float>(e.radius) * map.scale();
    c.disc(middle, radius, fill, line);
    if (radius >= 7) {
      c.text(middle.x, middle.y, e.tag.substr(0, 1), TextSize::Small, kText2, Align::Centre);
    }
    return;
  }
  const auto at = [&](std::size_t k) { return map.to_map(e.corners[k][0], e.corners[k][1]); };
  c.polygon({at(0), at(1), at(2), at(3)}, fill, line);
}

void draw_pipe(Canvas& c, const PlanPipe& pipe, const MapProjection& map) {
  std::vector<Point> points;
  for (const Vec3& p : pipe.points) {
    points.push_back(map.to_map(p.x, p.y));
  }
  c.path(points, pipe.is_process ? kPipe : kLine, pipe.is_process ? 1.5F : 1.0F);
}

void draw_frame(Ui& ui, const Box& b) {
  Canvas& c = ui.canvas();
  c.box(b, kPanel2, kLine2, 3);
  c.text(b.x + 8, b.y + 13, ui.say({"平面图", "Plan"}), TextSize::Small, kText2);
  const float x = b.right() - 29, y = b.y + 7;
  c.polygon({{x, y}, {x + 5, y + 12}, {x, y + 9}}, kText2);
  c.polygon({{x, y}, {x, y + 9}, {x - 5, y + 12}}, kText2);
  c.text(b.right() - 16, b.y + 13, ui.say({"北", "N"}), TextSize::Small, kText2, Align::Centre);
}

} // namespace

MapProjection::MapProjection(const std::array<double, 4>& slab, const Box& map) : x_((slab[0] + slab[2]) / 2), y_((slab[1] + slab[3]) / 2), middle_{map.mid_x(), map.mid_y()} {
  const double length = std::max(slab[2] - slab[0], 1.0), width = std::max(slab[3] - slab[1], 1.0);
  scale_ = static_cast<float>(std::min(static_cast<double>(map.w) / length, static_cast<double>(map.h) / width));
}

Point MapProjection::to_map(double x, double y) const {
  return {middle_.x + static_cast<float>(x - x_) * scale_, middle_.y - static_cast<float>(y - y_) * scale_};
}

std::array<double, 2> MapProjection::to_site(Point p) const {
  return {x_ + static_cast<double>((p.x - middle_.x) / scale_), y_ - static_cast<double>((p.y - middle_.y) / scale_)};
}

std::vector<Point> calc_view_wedge(const Camera& camera, double aspect, const MapProjection& projection, const Box& map) {
  const Vec3 look = camera.target - camera.eye;
  const Vec3 ahead = normalised({look.x, look.y, 0}, {0, 1, 0});
  const Vec3 right{ahead.y, -ahead.x, 0};
  const double reach = 1.25 * std::hypot(look.x, look.y);
  const double side = reach * std::tan(std::clamp(camera.fov, 0.02, 3.0) / 2) * aspect;
  const auto at = [&](const Vec3& p) { return projection.to_map(p.x, p.y); };
  const Vec3 far = camera.eye + ahead * reach;
  std::vector<Point> wedge{at(camera.eye), at(far - right * side), at(far + right * side)};
  const Point corners[] = {{map.x, map.y}, {map.right(), map.y}, {map.right(), map.bottom()}, {map.x, map.bottom()}};
  for (std::size_t k = 0; k < 4; ++k) {
    wedge = cut(wedge, corners[k], corners[(k + 1) % 4]);
  }
  return wedge;
}

void look_at_place(Camera& camera, const std::array<double, 2>& place) {
  const Vec3 by{place[0] - camera.target.x, place[1] - camera.target.y, 0};
  camera.eye = camera.eye + by;
  camera.target = camera.target + by;
}

std::optional<std::array<double, 2>> draw_minimap(Ui& ui, const Box& b, const SitePlan& plan, const RunView& run, const Camera& camera, double aspect,
                                                  const std::optional<Vec3>& target) {
  Canvas& c = ui.canvas();
  const Box map = map_of(b);
  const MapProjection projection(plan.slab, map.inset(2));
  ui.open_layer(b);
  draw_frame(ui, b);
  c.box(map, kGround, kLine2, 1);
  c.clip(map);
  for (const PlanOutline& e : plan.equipment) {
    if (e.tag.empty()) {
      draw_outline_of(c, e, projection, run.world);
    }
  }
  for (const bool is_process : {false, true}) {
    for (const PlanPipe& pipe : plan.pipes) {
      if (pipe.is_process == is_process) {
        draw_pipe(c, pipe, projection);
      }
    }
  }
  for (const PlanOutline& e : plan.equipment) {
    if (!e.tag.empty()) {
      draw_outline_of(c, e, projection, run.world);
    }
  }
  std::vector<Point> wedge = calc_view_wedge(camera, aspect, projection, map.inset(1));
  if (!wedge.empty()) {
    wedge.push_back(wedge.front());
    c.path(wedge, kAccent, 1.2F);
  }
  if (target) {
    c.disc(kept_inside(projection.to_map(target->x, target->y), map.inset(5)), 5, kNoInk, kFocus, 2);
  }
  c.disc(kept_inside(projection.to_map(camera.eye.x, camera.eye.y), map.inset(5)), 4, kAccent, kWhite, 1.5F);
  c.unclip();
  const Touch touch = ui.touch("minimap", map, false);
  ui.tip(map, {ui.say({"点一下，视角移到那里；M 隐藏", "Click to move the view there; M hides it"})});
  ui.close_layer();
  return touch.is_held || touch.is_clicked ? std::optional(projection.to_site(kept_inside(ui.mouse(), map))) : std::nullopt;
}

} // namespace jixia::hmi
