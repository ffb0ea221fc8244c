#pragma once

#include "hmi/canvas.h"

namespace jixia::hmi {

/// Drawn as vectors in a square of 14 around a centre; no character of the font is an icon.
enum class Icon {
  None, Play, Pause, Check, Cross, Lock, Down, Right, Up, Left, Menu, Search, User, Flag, Reset, Tag,
  Download, Shield, Mute, Hand, Plus, Minus, Stop, Rewind,
};

void draw_icon(Canvas& canvas, Point centre, Icon icon, Ink ink);

/// The sign of the product: a stalk of grain in a square.
void draw_mark(Canvas& canvas, Point top_left);

} // namespace jixia::hmi
