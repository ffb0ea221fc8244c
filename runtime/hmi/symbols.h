#pragma once

#include <optional>
#include <vector>

#include "hmi/canvas.h"

namespace jixia::hmi {

/// Where an alarm stands for the eye: unacknowledged has a frame that blinks, returned and shelved
/// are a hollow grey square.
enum class AlarmLook { Unacknowledged, Acknowledged, Gone };

/// The sign of a priority 1 to 4: square, triangle up, triangle down, diamond, with its digit.
/// @param blink_on  false in the dark half of a blink; only the outer frame shows it
void draw_alarm(Canvas& canvas, Point centre, int priority, AlarmLook look, bool blink_on = true);

enum class ValveLook { Open, Closed, Travelling, Fault };
enum class ValveKind { Control, Hand, Plain };

struct ValveStyle {
  ValveLook look = ValveLook::Open;
  ValveKind kind = ValveKind::Hand;
  bool is_vertical = false;
  bool is_manual = false; ///< a badge 手 / M
  float size = 9;
  const char* manual_mark = "手"; // texts: one language
};

/// A bow-tie; white passes, grey is shut, half and half is travelling.
void draw_valve(Canvas& canvas, Point centre, const ValveStyle& style);

enum class PumpLook { Running, Stopped, Starting, Tripped };

/// A circle on a foot with its outlet at the top right; never red or green for run and stop.
void draw_pump(Canvas& canvas, Point centre, PumpLook look, float radius = 15);

void draw_check_valve(Canvas& canvas, Point centre);
void draw_arrow(Canvas& canvas, Point tip, float dx, float dy, Ink ink = kPipe);

/// A box with tag and mode above, value and unit below.
struct ValueBox {
  std::string_view tag, mode, value, unit;
  int alarm = 0; ///< priority, 0: none
  AlarmLook look = AlarmLook::Acknowledged;
  bool blink_on = true;
};
void draw_value_box(Canvas& canvas, const Box& box, const ValueBox& shown);

/// A vertical bar of a scale 0..1 with normal band, limits, set point and value.
struct LimitTick {
  double at = 0;
  std::string_view name;
};
struct BarIndicator {
  double value = 0;
  std::optional<double> set_point;
  std::optional<std::pair<double, double>> normal;
  std::vector<LimitTick> limits;
  int alarm = 0;
};
void draw_bar_indicator(Canvas& canvas, const Box& box, const BarIndicator& shown);

/// The lines of a plot's ground.
void draw_grid(Canvas& canvas, const Box& box, int columns, int rows);

/// A sign on the 3D picture with a leader to `anchor`. @returns its box.
enum class CalloutLook { Normal, Selected, Alarm };
Box draw_callout(Canvas& canvas, Point anchor, Point place, std::string_view tag, std::string_view text,
                 CalloutLook look, int alarm = 0);
float callout_width(const Canvas& canvas, std::string_view tag, std::string_view text);

} // namespace jixia::hmi
