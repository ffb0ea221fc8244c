#include "hmi/icon.h"

namespace jixia::hmi {
namespace {

void draw_solid(Canvas& c, float x, float y, Icon icon, Ink k) {
  switch (icon) {
    case Icon::Play: c.polygon({{x - 4, y - 6}, {x + 6, y}, {x - 4, y + 6}}, k); break;
    case Icon::Pause:
      c.fill({x - 5, y - 6, 4, 12}, k);
      c.fill({x + 1, y - 6, 4, 12}, k);
      break;
    case Icon::Stop: c.fill({x - 5, y - 5, 10, 10}, k); break;
    case Icon::Menu:
      for (const float d : {-4.0F, 0.0F, 4.0F}) {
        c.fill({x - 6, y + d - 1, 12, 2}, k);
      }
      break;
    case Icon::User:
      c.disc({x, y - 3}, 3, k);
      c.polygon({{x - 6, y + 6}, {x - 4, y + 1.5F}, {x + 4, y + 1.5F}, {x + 6, y + 6}}, k);
      break;
    case Icon::Lock:
      c.fill({x - 5, y - 1, 10, 7}, k, 1);
      c.path({{x - 3, y - 1}, {x - 3, y - 4}, {x, y - 6}, {x + 3, y - 4}, {x + 3, y - 1}}, k);
      break;
    case Icon::Flag:
      c.path({{x - 4, y + 6}, {x - 4, y - 6}}, k);
      c.polygon({{x - 4, y - 6}, {x + 5, y - 3}, {x - 4, y}}, k);
      break;
    case Icon::Shield:
      c.polygon({{x, y - 7}, {x + 6, y - 4}, {x + 6, y + 1}, {x, y + 7}, {x - 6, y + 1}, {x - 6, y - 4}}, k);
      c.path({{x - 3, y - 1}, {x - 0.5F, y + 2}, {x + 3.5F, y - 2.5F}}, kWhite, 1.6F);
      break;
    case Icon::Rewind:
      c.polygon({{x, y - 6}, {x, y + 6}, {x - 7, y}}, k);
      c.polygon({{x + 7, y - 6}, {x + 7, y + 6}, {x, y}}, k);
      break;
    default: break;
  }
}

void draw_strokes(Canvas& c, float x, float y, Icon icon, Ink k) {
  switch (icon) {
    case Icon::Check: c.path({{x - 5, y}, {x - 1.5F, y + 4}, {x + 5.5F, y - 4.5F}}, k, 2); break;
    case Icon::Cross:
      c.path({{x - 4, y - 4}, {x + 4, y + 4}}, k, 2);
      c.path({{x - 4, y + 4}, {x + 4, y - 4}}, k, 2);
      break;
    case Icon::Down: c.path({{x - 4, y - 2}, {x, y + 2}, {x + 4, y - 2}}, k); break;
    case Icon::Up: c.path({{x - 4, y + 2}, {x, y - 2}, {x + 4, y + 2}}, k); break;
    case Icon::Right: c.path({{x - 2, y - 4}, {x + 2, y}, {x - 2, y + 4}}, k); break;
    case Icon::Left: c.path({{x + 2, y - 4}, {x - 2, y}, {x + 2, y + 4}}, k); break;
    case Icon::Plus: c.path({{x, y - 5}, {x, y + 5}}, k, 2); [[fallthrough]];
    case Icon::Minus: c.path({{x - 5, y}, {x + 5, y}}, k, 2); break;
    case Icon::Search:
      c.disc({x - 1, y - 1}, 4.5F, kNoInk, k, 1.5F);
      c.path({{x + 2.5F, y + 2.5F}, {x + 6, y + 6}}, k, 2);
      break;
    case Icon::Reset:
      c.path({{x + 4, y - 3}, {x, y - 5.5F}, {x - 4.5F, y - 2.5F}, {x - 4.5F, y + 2.5F}, {x, y + 5.5F}, {x + 4.5F, y + 2.5F}}, k, 1.7F);
      c.polygon({{x + 6, y - 6}, {x + 6, y}, {x + 1, y - 2}}, k);
      break;
    case Icon::Tag:
      c.path({{x - 6, y - 4}, {x + 2, y - 4}, {x + 6, y}, {x + 2, y + 4}, {x - 6, y + 4}, {x - 6, y - 4}}, k);
      break;
    case Icon::Download:
      c.path({{x, y - 6}, {x, y + 2}}, k, 1.7F);
      c.path({{x - 4, y - 2}, {x, y + 2}, {x + 4, y - 2}}, k, 1.7F);
      c.path({{x - 6, y + 6}, {x + 6, y + 6}}, k, 1.7F);
      break;
    case Icon::Mute:
      c.polygon({{x - 6, y - 2}, {x - 3, y - 2}, {x + 1, y - 6}, {x + 1, y + 6}, {x - 3, y + 2}, {x - 6, y + 2}}, k);
      c.path({{x + 3, y - 3}, {x + 7, y + 3}}, k);
      c.path({{x + 7, y - 3}, {x + 3, y + 3}}, k);
      break;
    default: break;
  }
}

} // namespace

void draw_icon(Canvas& canvas, Point at, Icon icon, Ink ink) {
  draw_solid(canvas, at.x, at.y, icon, ink);
  draw_strokes(canvas, at.x, at.y, icon, ink);
}

void draw_mark(Canvas& c, Point p) {
  c.frame({p.x, p.y, 26, 26}, kChromeText, 4, 2);
  c.path({{p.x + 13, p.y + 5}, {p.x + 13, p.y + 22}}, kChromeText, 2);
  c.path({{p.x + 6, p.y + 9}, {p.x + 13, p.y + 14}, {p.x + 20, p.y + 9}}, kChromeText, 2);
  c.path({{p.x + 7, p.y + 16}, {p.x + 13, p.y + 20}, {p.x + 19, p.y + 16}}, kChromeText, 2);
}

} // namespace jixia::hmi
