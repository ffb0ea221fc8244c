#pragma once

namespace jixia::hmi {

/// In logical pixels from the top left of the window.
struct Point {
  float x = 0;
  float y = 0;
};

struct Box {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  constexpr float right() const { return x + w; }
  constexpr float bottom() const { return y + h; }
  constexpr float mid_x() const { return x + w / 2; }
  constexpr float mid_y() const { return y + h / 2; }
  constexpr bool contains(Point p) const {
    return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
  }
  constexpr Box inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
  constexpr Box outset(float d) const { return inset(-d); }
};

} // namespace jixia::hmi
