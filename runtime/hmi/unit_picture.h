#pragma once

#include <string>

#include "hmi/canvas.h"

namespace jixia::hmi {

/// A small flow picture of a unit around `centre`, about 140 x 56, chosen by words in the pack's id:
/// pump, exchanger, column, reactor, furnace, compressor, tank; belt for manufacturing.
void draw_unit_picture(Canvas& canvas, Point centre, const std::string& pack_id, const std::string& domain);

} // namespace jixia::hmi
