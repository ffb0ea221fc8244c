#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "hmi/ui.h"

namespace jixia::hmi {

/// One of several panels of a page that has no room for all of them at once.
struct Section {
  Text title;
  std::function<void(const Box&)> draw;
};

/// A row of buttons with the sections' titles over the chosen one, which gets the rest of `box`.
/// `chosen` is kept inside the list. The buttons are `id`0, `id`1 ...
void draw_sections(Ui& ui, std::string_view id, const Box& box,
                   const std::vector<Section>& sections, int& chosen);

} // namespace jixia::hmi
