#include "hmi/sections.h"

#include <algorithm>
#include <cmath>

namespace jixia::hmi {

void draw_sections(Ui& ui, std::string_view id, const Box& b, const std::vector<Section>& sections,
                   int& chosen) {
  const auto count = static_cast<float>(sections.size());
  chosen = std::clamp(chosen, 0, static_cast<int>(sections.size()) - 1);
  std::vector<std::string> titles;
  std::vector<float> widths;
  float total = 0;
  for (const Section& section : sections) {
    titles.push_back(ui.say(section.title));
    widths.push_back(ui.canvas().text_width(titles.back(), TextSize::Small) + 28);
    total += widths.back();
  }
  const float more =
      std::clamp((b.w - 1 - total) / count, -20.0F, 60.0F); // wide enough to hit, not to stretch
  for (float& width : widths) {
    width = std::floor(width + more);
  }
  if (const auto clicked = ui.segments(id, b.x, b.y, 26, titles, chosen, widths)) {
    chosen = *clicked;
  }
  sections[static_cast<std::size_t>(chosen)].draw({b.x, b.y + 30, b.w, b.h - 30});
}

} // namespace jixia::hmi
