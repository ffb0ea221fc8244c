#include "hmi/target_arrow.h"

#include <algorithm>
#include <cmath>

#include "render/projection.h"

namespace jixia::hmi {
namespace {

constexpr float kHigh = 24, kTip = 18, kMargin = 4;

bool overlaps(const Box& a, const Box& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

} // namespace

std::optional<EdgePlace> find_edge_place(const Camera& camera, const Box& box, const Vec3& target, float inset) {
  const render::ViewAxes axes = render::calc_axes(camera);
  const Vec3 d = target - camera.eye;
  const double depth = dot(d, axes.forward);
  const double aspect = static_cast<double>(box.w) / static_cast<double>(box.h);
  const double zoom = 1 / std::tan(std::clamp(camera.fov, 0.02, 3.0) / 2);
  const double across = dot(d, axes.right) * zoom / aspect, up = dot(d, axes.up) * zoom;
  if (depth > camera.near_plane && std::abs(across) <= depth && std::abs(up) <= depth) {
    return std::nullopt;
  }
  const double dx = across * static_cast<double>(box.w), dy = -up * static_cast<double>(box.h);
  const double size = std::hypot(dx, dy);
  const Point way = size > 1e-9 ? Point{static_cast<float>(dx / size), static_cast<float>(dy / size)} : Point{0, 1};
  const Box edge = box.inset(inset);
  const float reach_x = way.x != 0 ? edge.w / 2 / std::abs(way.x) : 1e9F, reach_y = way.y != 0 ? edge.h / 2 / std::abs(way.y) : 1e9F;
  const float reach = std::min(reach_x, reach_y);
  return EdgePlace{{edge.mid_x() + way.x * reach, edge.mid_y() + way.y * reach}, way};
}

bool draw_target_arrow(Ui& ui, const EdgePlace& place, std::string_view tag, const Box& box, const std::vector<Box>& keep_out) {
  Canvas& c = ui.canvas();
  const float w = c.text_width(tag, TextSize::Small) + 16;
  const Point way = place.way;
  const float x = place.at.x - way.x * (w / 2 + kTip), y = place.at.y - way.y * (kHigh / 2 + kTip);
  Box b{x - w / 2, y - kHigh / 2, w, kHigh};
  const Box room = box.inset(kMargin + kTip);
  b.x = std::round(std::clamp(b.x, room.x, std::max(room.x, room.right() - w)));
  b.y = std::round(std::clamp(b.y, room.y, std::max(room.y, room.bottom() - kHigh)));
  for (const Box& other : keep_out) {
    if (overlaps(b.outset(kMargin + kTip), other)) {
      const bool is_low = other.mid_y() > box.mid_y();
      b.y = is_low ? other.y - kHigh - kMargin - kTip : other.bottom() + kMargin + kTip;
    }
  }
  ui.open_layer(b);
  const Point middle{b.mid_x(), b.mid_y()};
  const float to_x = way.x != 0 ? w / 2 / std::abs(way.x) : 1e9F, to_y = way.y != 0 ? kHigh / 2 / std::abs(way.y) : 1e9F;
  const float out = std::min(to_x, to_y) + 8;
  const auto at = [&](float along, float aside) { return Point{middle.x + way.x * (out + along) - way.y * aside, middle.y + way.y * (out + along) + way.x * aside}; };
  c.polygon({at(11, 0), at(0, 8), at(0, -8)}, kAccent, kWhite);
  c.box(b, kAccent, kWhite, 3);
  c.text(b.mid_x(), b.mid_y(), tag, TextSize::Small, kWhite, Align::Centre);
  ui.tip(b, {ui.say({"下一步的设备在这边；点一下，转过去", "The next step's equipment is this way; click to turn there"})});
  const bool is_clicked = ui.touch("target.arrow", b).is_clicked;
  ui.close_layer();
  return is_clicked;
}

} // namespace jixia::hmi
