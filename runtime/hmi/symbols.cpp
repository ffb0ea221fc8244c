#include "hmi/symbols.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace jixia::hmi {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

void draw_cross(Canvas& c, Point p, float r) {
  c.path({{p.x - r, p.y - r}, {p.x + r, p.y + r}}, kDanger, 2.3F);
  c.path({{p.x - r, p.y + r}, {p.x + r, p.y - r}}, kDanger, 2.3F);
}

void draw_actuator(Canvas& c, Point p, const ValveStyle& s) {
  const float z = s.size;
  if (s.kind == ValveKind::Control) {
    const float base = p.y - z - 5;
    c.line({p.x, p.y}, {p.x, base}, kText, 1.5F);
    const auto dome = [&](float k) {
      const float a = kPi + kPi * k / 8;
      return Point{p.x + 8 * std::cos(a), base + 8 * std::sin(a)};
    };
    c.polygon({dome(0), dome(1), dome(2), dome(3), dome(4), dome(5), dome(6), dome(7), dome(8)}, kProcess,
              kText, 1.3F);
  } else if (s.kind == ValveKind::Hand && !s.is_vertical) {
    c.line({p.x, p.y}, {p.x, p.y - z - 2}, kText, 1.5F);
    c.line({p.x - 6, p.y - z - 2}, {p.x + 6, p.y - z - 2}, kText, 2);
  } else if (s.kind == ValveKind::Hand) {
    c.line({p.x, p.y}, {p.x + z + 2, p.y}, kText, 1.5F);
    c.line({p.x + z + 2, p.y - 6}, {p.x + z + 2, p.y + 6}, kText, 2);
  }
}

} // namespace

void draw_alarm(Canvas& c, Point p, int priority, AlarmLook look, bool blink_on) {
  constexpr float h = 9;
  const int k = std::clamp(priority, 1, 4);
  const auto index = static_cast<std::size_t>(k);
  const std::string digit(1, static_cast<char>('0' + k));
  if (look == AlarmLook::Gone) {
    c.frame({p.x - h, p.y - h, 2 * h, 2 * h}, kLine2, 2);
    c.text(p.x, p.y, digit, TextSize::Small, kText3, Align::Centre);
    return;
  }
  if (look == AlarmLook::Unacknowledged && blink_on) {
    c.frame({p.x - h - 3, p.y - h - 3, 2 * h + 6, 2 * h + 6}, kAlarmFrame[index], 2, 2);
  }
  const Ink f = kAlarm[index];
  switch (k) {
    case 1: c.box({p.x - h, p.y - h, 2 * h, 2 * h}, f, kText, 1); break;
    case 2: c.polygon({{p.x - h - 1, p.y + h - 1}, {p.x, p.y - h - 1}, {p.x + h + 1, p.y + h - 1}}, f, kText); break;
    case 3: c.polygon({{p.x - h - 1, p.y - h + 1}, {p.x + h + 1, p.y - h + 1}, {p.x, p.y + h + 1}}, f, kText); break;
    default: c.polygon({{p.x - h - 1, p.y}, {p.x, p.y - h - 1}, {p.x + h + 1, p.y}, {p.x, p.y + h + 1}}, f, kText);
  }
  const float shift = k == 2 ? 2.4F : k == 3 ? -2.4F : 0;
  c.text(p.x, p.y + shift, digit, TextSize::Small, kAlarmDigit[index], Align::Centre);
}

void draw_valve(Canvas& c, Point p, const ValveStyle& s) {
  const float z = s.size;
  const float n = z * 0.75F;
  const bool shut = s.look == ValveLook::Closed || s.look == ValveLook::Fault;
  const Ink first = s.look == ValveLook::Open ? kOn : kOff;
  const Ink second = shut ? kOff : kOn;
  draw_actuator(c, p, s);
  if (s.is_vertical) {
    c.polygon({{p.x - n, p.y - z}, {p.x + n, p.y - z}, p}, first, kText, 1.3F);
    c.polygon({{p.x - n, p.y + z}, {p.x + n, p.y + z}, p}, second, kText, 1.3F);
  } else {
    c.polygon({{p.x - z, p.y - n}, {p.x - z, p.y + n}, p}, first, kText, 1.3F);
    c.polygon({{p.x + z, p.y - n}, {p.x + z, p.y + n}, p}, second, kText, 1.3F);
  }
  if (s.look == ValveLook::Fault) {
    draw_cross(c, p, z + 2);
  }
  if (s.is_manual) {
    c.box({p.x + z + 3, p.y - z - 14, 17, 15}, kPanel, kText2, 2);
    c.text(p.x + z + 11.5F, p.y - z - 6.5F, s.manual_mark, TextSize::Small, kText, Align::Centre);
  }
}

void draw_pump(Canvas& c, Point p, PumpLook look, float r) {
  const Ink f = look == PumpLook::Running ? kOn : kOff;
  c.polygon({{p.x - r * 0.75F, p.y + r + 6}, {p.x + r * 0.75F, p.y + r + 6}, p}, f, kText, 1.3F);
  c.polygon({{p.x, p.y - r}, {p.x + r + 6, p.y - r}, {p.x + r + 6, p.y - r * 0.35F}, {p.x + r * 0.8F, p.y - r * 0.35F}},
            f, kText, 1.3F);
  c.disc(p, r, f, kText, 1.3F);
  if (look == PumpLook::Running) {
    c.polygon({{p.x - 5, p.y - 6}, {p.x + 7, p.y}, {p.x - 5, p.y + 6}}, kText);
  } else {
    c.frame({p.x - 5, p.y - 5, 10, 10}, kWhite, 0, 1.5F);
  }
  if (look == PumpLook::Starting) {
    c.arc(p, r + 6, -kPi / 2, kPi, kAccent, 3);
  }
  if (look == PumpLook::Tripped) {
    draw_cross(c, p, r);
  }
}

void draw_check_valve(Canvas& c, Point p) {
  c.fill({p.x - 9, p.y - 7, 18, 14}, kProcess);
  c.line({p.x - 9, p.y - 8}, {p.x - 9, p.y + 8}, kText, 1.5F);
  c.line({p.x + 9, p.y - 8}, {p.x + 9, p.y + 8}, kText, 1.5F);
  c.path({{p.x - 9, p.y + 7}, {p.x + 9, p.y - 7}}, kText, 1.5F);
}

void draw_arrow(Canvas& c, Point t, float dx, float dy, Ink k) {
  c.polygon({t, {t.x - 9 * dx + 5 * dy, t.y - 9 * dy - 5 * dx}, {t.x - 9 * dx - 5 * dy, t.y - 9 * dy + 5 * dx}}, k);
}

void draw_value_box(Canvas& c, const Box& b, const ValueBox& v) {
  if (v.alarm > 0) {
    c.frame(b.outset(2), kAlarmFrame[static_cast<std::size_t>(v.alarm)], 3, 2);
  }
  c.box(b, kPanel, kLine2, 2);
  const float mode = c.text_width(v.mode, TextSize::Small);
  c.text_fit(b.x + 6, b.y + 9.5F, b.w - 14 - mode, v.tag, TextSize::Small, kText2);
  c.text(b.right() - 6, b.y + 9.5F, v.mode, TextSize::Small, kText3, Align::Right);
  const float unit = v.unit.empty() ? 0 : c.text_width(v.unit, TextSize::Small) + 4;
  c.text(b.right() - 6 - unit, b.y + 25.5F, v.value, TextSize::Medium, kLive, Align::Right);
  c.text(b.right() - 6, b.y + 26, v.unit, TextSize::Small, kText3, Align::Right);
  if (v.alarm > 0) {
    draw_alarm(c, {b.x - 15, b.mid_y()}, v.alarm, v.look, v.blink_on);
  }
}

void draw_bar_indicator(Canvas& c, const Box& b, const BarIndicator& s) {
  const auto y = [&](double v) { return b.y + b.h * static_cast<float>(1 - std::clamp(v, 0.0, 1.0)); };
  c.box(b, kProcess2, kLine2);
  if (s.normal) {
    c.fill({b.x + 1, y(s.normal->second), b.w - 2, y(s.normal->first) - y(s.normal->second)}, kNormalBand);
  }
  float last = -100;
  for (const LimitTick& limit : s.limits) {
    c.line({b.x - 4, y(limit.at)}, {b.right(), y(limit.at)}, kText2);
    if (std::abs(y(limit.at) - last) > 12) {
      c.text(b.x - 7, y(limit.at), limit.name, TextSize::Small, kText3, Align::Right);
      last = y(limit.at);
    }
  }
  if (s.set_point) {
    const float at = y(*s.set_point);
    c.polygon({{b.x - 1, at}, {b.x - 9, at - 5}, {b.x - 9, at + 5}}, kWhite, kText, 1.2F);
  }
  if (!std::isfinite(s.value)) {
    return;
  }
  const Ink k = s.alarm > 0 ? kAlarm[static_cast<std::size_t>(s.alarm)] : kLive;
  const float at = y(s.value);
  c.line({b.x + 1, at}, {b.right() - 6, at}, k, 2);
  c.polygon({{b.right() - 7, at}, {b.right() + 6, at - 7}, {b.right() + 6, at + 7}}, k, s.alarm > 0 ? kText : kNoInk, 1.2F);
}

void draw_grid(Canvas& c, const Box& b, int columns, int rows) {
  c.box(b, kPaper, kLine2);
  for (int k = 1; k < columns; ++k) {
    const float x = std::round(b.x + b.w * static_cast<float>(k) / static_cast<float>(columns));
    c.line({x, b.y + 1}, {x, b.bottom() - 1}, kGrid);
  }
  for (int k = 1; k < rows; ++k) {
    const float y = std::round(b.y + b.h * static_cast<float>(k) / static_cast<float>(rows));
    c.line({b.x + 1, y}, {b.right() - 1, y}, kGrid);
  }
}

float callout_width(const Canvas& c, std::string_view tag, std::string_view text) {
  return c.text_width(tag, TextSize::Small) + (text.empty() ? 0 : c.text_width(text, TextSize::Small) + 8) + 14;
}

Box draw_callout(Canvas& c, Point anchor, Point place, std::string_view tag, std::string_view text,
                 CalloutLook look, int alarm) {
  const Box b{place.x, place.y, callout_width(c, tag, text), 22};
  const Ink leader = look == CalloutLook::Selected ? kFocus : kChrome;
  const float from = anchor.y > b.mid_y() ? b.bottom() : b.y;
  c.line({b.mid_x(), from}, anchor, leader);
  c.disc(anchor, 2.5F, leader);
  const bool light = look == CalloutLook::Alarm;
  c.box(b, look == CalloutLook::Selected ? kAccent : light ? kPanel : kCallout,
        light ? kAlarmFrame[static_cast<std::size_t>(alarm)] : kNoInk, 3, 2);
  const float w = c.text(b.x + 7, b.mid_y(), tag, TextSize::Small, light ? kText : kWhite);
  c.text(b.x + 15 + w, b.mid_y(), text, TextSize::Small,
         look == CalloutLook::Selected ? kAccentSoft : light ? kText2 : kCalloutText);
  return b;
}

} // namespace jixia::hmi
