#include "hmi/watch_strip.h"

#include <algorithm>
#include <cmath>

#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

std::string caption(const Ui& ui, const RunView& run, const WatchedRun& watched) {
  if (watched.is_seeking()) {
    return ui.say({"正在跳到所选时刻", "Going to the time chosen"});
  }
  const RunLog::ActionRecord* done = watched.last_action();
  if (done == nullptr) {
    return ui.say({"按空格运行", "Space runs it"});
  }
  const Tag* tag = run.world.find_tag(done->action.tag);
  const std::string value = tag != nullptr ? value_and_unit(*tag, done->action.value, ui.language)
                                           : number_text(done->action.value);
  const std::string name = tag != nullptr ? ui.say(tag->display.name) : "";
  return clock_text(done->time) + "  " + component_of(done->action.tag) + "  " + name + " → " +
         value;
}

} // namespace

void draw_watch_strip(Ui& ui, const Box& b, const RunView& run, const WatchedRun& watched,
                      const std::vector<double>& losses, UiCommands& commands) {
  Canvas& c = ui.canvas();
  c.box(b, kAccentSoft, kAccent, 3);
  const bool is_playback = run.watched == RunView::Watched::Playback;
  const float bar = std::round(b.w * (is_playback ? 0.5F : 0.25F));
  const Box track{b.right() - bar - 76, b.mid_y() - 3, bar, 6};
  const double length = std::max(1.0, seconds(watched.length()));
  const double now = seconds(run.world.time());
  const std::string what =
      ui.say(is_playback ? Text{"回放，不能操作", "Playback: look only"}
                         : Text{"专家演示，不计成绩", "The expert shows it; not scored for you"});
  float x = b.x + 12;
  const float room = track.x - 16 - x;
  const std::string done = caption(ui, run, watched);
  const float first = c.text_width(what, TextSize::Small) + 24;
  if (first + c.text_width(done, TextSize::Small) <= room) {
    x += c.text(x, b.mid_y(), what, TextSize::Small, kAccent) + 24;
  }
  c.text_fit(x, b.mid_y(), track.x - 16 - x, done, TextSize::Small, kText);
  draw_bar(c, track, now / length);
  for (const double at : losses) {
    const float mark = track.x + track.w * static_cast<float>(std::clamp(at / length, 0.0, 1.0));
    c.fill({mark - 1, track.y - 6, 2, 18}, kBad);
  }
  c.text(b.right() - 10, b.mid_y(), clock_text(watched.length()), TextSize::Small, kText2,
         Align::Right);
  if (is_playback) {
    const Touch t = ui.touch("watch.bar", {track.x, b.y + 2, track.w, b.h - 4}, false);
    const double at =
        std::clamp(static_cast<double>((ui.mouse().x - track.x) / track.w), 0.0, 1.0) * length;
    c.disc({track.x + track.w * static_cast<float>(std::clamp(now / length, 0.0, 1.0)), b.mid_y()},
           7, kWhite, kAccent, 2);
    if (t.is_hovered) {
      ui.tip(track.outset(12), {clock_text(sim_time(at))});
    }
    if (t.is_clicked) {
      commands.seek = sim_time(std::floor(at));
    }
    const double jump =
        (ui.key(kKeyRight, true, true) ? 10.0 : 0.0) - (ui.key(kKeyLeft, true, true) ? 10.0 : 0.0);
    if (jump != 0) {
      commands.seek = sim_time(std::clamp(now + jump, 0.0, length));
    }
  }
}

} // namespace jixia::hmi
