#include <algorithm>
#include <cmath>

#include "hmi/alarm_panels.h"
#include "hmi/mimic.h"
#include "hmi/symbols.h"
#include "hmi/widgets.h"

namespace jixia::hmi {

std::string draw_tiles(Ui& ui, const Box& b, const Screen& screen, const RunView& run,
                       const std::vector<AlarmItem>& alarms, UiState& state) {
  Canvas& c = ui.canvas();
  const auto fit_in = static_cast<std::size_t>(std::max(0.0F, (b.w + 4) / 99));
  const std::size_t count = std::min(fit_in, screen.tiles.size());
  float x = std::max(b.x, b.right() - static_cast<float>(count) * 99 + 4);
  std::string opened;
  for (std::size_t k = 0; k < count; ++k, x += 99) {
    const Box tile{x, b.y, 95, b.h};
    const std::string name = component_of(screen.tiles[k]);
    const Tag* tag = run.world.find_tag(screen.tiles[k]);
    const Tag* pv = find_port(run.world, name, "PV");
    tag = screen.tiles[k] == name && pv != nullptr ? pv : tag;
    const Touch t = ui.touch("tile." + name + std::to_string(k), tile);
    const AlarmItem* alarm = find_alarm_of(alarms, name);
    c.box(tile, kPanel, state.selected == name || t.is_hovered ? kAccent : kLine, 3);
    if (t.is_focused) {
      c.frame(tile.outset(1), kFocus, 4, 2);
    }
    if (alarm != nullptr) {
      c.frame(tile, kAlarmFrame[static_cast<std::size_t>(alarm->priority)], 3, 2);
    }
    const Tag* mode = find_port(run.world, name, "MODE");
    const std::string mode_text =
        mode == nullptr ? "" : shown_text(*mode, run.world.value(*mode), ui.language);
    c.text(tile.right() - 8, tile.y + 14, mode_text, TextSize::Small, kText2, Align::Right);
    c.text_fit(tile.x + 8, tile.y + 14, 80 - c.text_width(mode_text, TextSize::Small), name,
               TextSize::Small, kText);
    if (tag == nullptr) {
      continue;
    }
    BarIndicator bar;
    bar.value = share_of_range(*tag, run.shown.of(run.world, *tag));
    if (const Tag* sp = find_port(run.world, name, "SP")) {
      bar.set_point = share_of_range(*tag, run.shown.of(run.world, *sp));
    }
    std::vector<std::string> names;
    double low = 0;
    double high = 1;
    const auto limits = find_limits(run, name);
    names.reserve(limits.size());
    for (const AlarmLimit& limit : limits) {
      const double share = share_of_range(*tag, limit.value);
      names.push_back(limit.name);
      bar.limits.push_back({share, names.back()});
      (limit.is_high ? high : low) = limit.is_high ? std::min(high, share) : std::max(low, share);
    }
    if (!limits.empty() && high > low) {
      bar.normal = {low, high};
    }
    bar.alarm = alarm != nullptr ? alarm->priority : 0;
    draw_bar_indicator(c, {tile.x + 34, tile.y + 32, 18, tile.h - 74}, bar);
    if (alarm != nullptr) {
      draw_alarm(c, {tile.right() - 18, tile.y + 42}, alarm->priority, alarm->look(),
                 is_blink_on(ui));
    }
    const std::string value = shown_text(*tag, run.shown.of(run.world, *tag), ui.language);
    const std::string unit = unit_text(*tag);
    const float w = c.text_width(value, TextSize::Medium) + 5 + c.text_width(unit, TextSize::Small);
    const float at = tile.mid_x() - w / 2;
    c.text(at, tile.bottom() - 21, value, TextSize::Medium, kLive);
    c.text(at + w, tile.bottom() - 20.5F, unit, TextSize::Small, kText3, Align::Right);
    state.selected = t.is_clicked ? name : state.selected;
    opened = t.is_double_clicked || (t.is_focused && t.is_clicked) ? name : opened;
  }
  return opened;
}

} // namespace jixia::hmi
