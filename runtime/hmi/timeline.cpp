#include "hmi/timeline.h"

#include <algorithm>
#include <cmath>

#include "hmi/shown_values.h"
#include "hmi/symbols.h"
#include "hmi/trend_plot.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

struct Scale {
  Box box;
  double end;
  float x(double at) const { return box.x + box.w * static_cast<float>(std::clamp(at / end, 0.0, 1.0)); }
};

std::string points_text(double points) {
  return with_minus("-" + number_text(std::round(points * 10) / 10, 4));
}

void draw_row_ground(Canvas& c, const Box& panel, const Scale& s, float y, const std::string& title, bool tinted) {
  if (tinted) {
    c.fill({s.box.x, y - 16, s.box.w, 32}, kZebra);
  }
  c.line({s.box.x, y}, {s.box.right(), y}, kLine);
  c.text(panel.x + 12, y, title, TextSize::Small, kText2);
}

void draw_phases(Ui& ui, const Scale& s, float y, const RunView& run) {
  Canvas& c = ui.canvas();
  int k = 0;
  for (const PhaseSpan& span : find_phase_spans(run)) {
    const float x = s.x(span.from) + 1;
    const float w = s.x(span.to) - x - 1;
    if (w < 2) {
      continue;
    }
    c.fill({x, y - 12, w, 24}, ink(k % 2 == 0 ? 0xCFD9DF : 0xD9E1E6), 2);
    if (w > 40) {
      c.text_fit(x + 9, y, w - 14, ui.say(span.title), TextSize::Small, kText);
    }
    ++k;
  }
}

void draw_actions(Ui& ui, const Scale& s, float y, const RunView& run) {
  Canvas& c = ui.canvas();
  float labelled = -1000;
  for (const RunLog::ActionRecord& record : run.log.actions()) {
    const float x = std::round(s.x(seconds(record.time)));
    c.line({x, y - 8}, {x, y + 8}, record.refusal ? kBad : ink(0x5F8CA8));
    const Tag* tag = run.world.find_tag(record.action.tag);
    const bool starts = tag != nullptr && !tag->states.empty() && component_of(tag->name) + ".RUN" == tag->name;
    if (starts && !record.refusal && x - labelled > 90) {
      const std::string text = component_of(tag->name) + " " + shown_text(*tag, record.action.value, ui.language);
      const float w = c.text_width(text, TextSize::Small);
      c.fill({x - 2, y - 11, 4, 22}, kAccent);
      c.fill({x + 4, y - 10, w + 8, 20}, kPanel, 2);
      c.text(x + 8, y, text, TextSize::Small, kAccent);
      labelled = x + w;
    }
  }
}

void draw_alarms(Ui& ui, const Scale& s, float y, const RunView& run) {
  Canvas& c = ui.canvas();
  auto spans = find_alarm_spans(run);
  std::stable_sort(spans.begin(), spans.end(), [](const AlarmSpan& a, const AlarmSpan& b) { return a.priority > b.priority; });
  for (const AlarmSpan& span : spans) { // the most urgent on top
    const float x = s.x(span.from);
    const Box bar{x, y - 9, std::max(6.0F, s.x(span.to) - x), 18};
    c.box(bar, kAlarm[static_cast<std::size_t>(span.priority)], kText2, 2);
    ui.tip(bar, {span.name, clock_text(sim_time(span.from))});
  }
  std::stable_sort(spans.begin(), spans.end(), [](const AlarmSpan& a, const AlarmSpan& b) { return std::pair(a.from, a.priority) < std::pair(b.from, b.priority); });
  float busy = s.box.x - 30; // the bars before reach as far as this
  for (std::size_t k = 0; k < spans.size(); ++k) {
    const float x = s.x(spans[k].from);
    if (x - 26 > busy) {
      draw_alarm(c, {x - 13, y}, spans[k].priority, AlarmLook::Acknowledged);
    }
    busy = std::max(busy, std::max(x + 6, s.x(spans[k].to)));
    const float next = k + 1 < spans.size() ? s.x(spans[k + 1].from) - 30 : s.box.right();
    const float text = c.text_width(spans[k].name, TextSize::Small);
    if (busy + 6 + text < next) {
      c.text(busy + 6, y, spans[k].name, TextSize::Small, kText);
      busy += 6 + text;
    }
  }
}

void draw_losses(Ui& ui, const Scale& s, float y, const RunView& run, UiState& state) {
  Canvas& c = ui.canvas();
  const auto lines = sorted_by_loss(run.score);
  for (std::size_t k = 0; k < lines.size(); ++k) {
    const ScoreLine& line = *lines[k];
    if (lost_points(line) < 0.05) {
      continue;
    }
    const SimTime at = !line.evidence.empty() ? line.evidence.front().time : line.ended.value_or(run.world.time());
    const float x = s.x(seconds(at));
    const std::string text = points_text(lost_points(line));
    const float w = c.text_width(text, TextSize::Medium) + 30;
    const bool left = x + w > s.box.right();
    const Box hit{left ? x - w : x - 13, y - 15, w + 4, 30};
    const Touch t = ui.touch("loss." + line.id, hit);
    if (static_cast<int>(k) == state.lost_row || t.is_hovered) {
      c.box(hit, kAccentSoft, kAccent, 3);
    }
    draw_badge(c, {x, y}, Icon::Cross, kBad, 8);
    c.text(left ? x - 13 : x + 13, y, text, TextSize::Medium, kBad, left ? Align::Right : Align::Left);
    ui.tip(hit, {ui.say(line.title), clock_text(at)});
    state.lost_row = t.is_clicked ? static_cast<int>(k) : state.lost_row;
  }
}

void draw_score(Ui& ui, const Scale& s, float y, const RunView& run) {
  Canvas& c = ui.canvas();
  const double most = std::max(1.0, run.score.max);
  const auto height = [&](double points) { return y + 13 - 26 * static_cast<float>(std::clamp(points / most, 0.0, 1.0)); };
  std::vector<Point> line{{s.box.x, height(0)}};
  for (const auto& [time, points] : find_score_steps(run.score)) {
    line.push_back({s.x(time), line.back().y});
    line.push_back({s.x(time), height(points)});
  }
  line.push_back({s.x(s.end), line.back().y});
  c.path(line, kOk, 2);
  c.text(s.box.right() - 4, y + 9, number_text(std::round(run.score.score * 10) / 10, 4), TextSize::Small, kOk, Align::Right);
}

void draw_cursor(Canvas& c, const Scale& s, float top, float bottom, const RunView& run, const UiState& state) {
  const auto lines = sorted_by_loss(run.score);
  const auto k = static_cast<std::size_t>(std::max(0, state.lost_row));
  if (k >= lines.size() || lines[k]->evidence.empty()) {
    return;
  }
  const float x = std::round(s.x(seconds(lines[k]->evidence.front().time)));
  c.line({x, top}, {x, bottom}, kAccent);
  c.polygon({{x - 6, top}, {x + 6, top}, {x, top + 8}}, kAccent);
}

} // namespace

void draw_timeline(Ui& ui, const Box& b, const RunView& run, UiState& state) {
  Canvas& c = ui.canvas();
  draw_panel(c, b, ui.say({"时间线", "Timeline"}));
  const std::vector<std::string> names{ui.say({"全部", "All"}), ui.say({"操作", "Actions"}), ui.say({"报警", "Alarms"}), ui.say({"扣分", "Losses"})};
  if (const auto filter = ui.segments("timeline", b.right() - 250, b.y + 2, 24, names, state.timeline_filter, {56, 62, 62, 62})) {
    state.timeline_filter = *filter;
  }
  const Scale s{{b.x + 96, b.y + 38, b.w - 116, 0}, std::max(1.0, seconds(run.world.time()))};
  const int only = state.timeline_filter;
  float y = b.y + 50;
  c.text(b.x + 12, y, ui.say({"阶段", "Phase"}), TextSize::Small, kText2);
  draw_phases(ui, s, y, run);
  y += 36;
  draw_row_ground(c, b, s, y, names[1], true);
  if (only == 0 || only == 1) {
    draw_actions(ui, s, y, run);
  }
  y += 36;
  draw_row_ground(c, b, s, y, names[2], false);
  if (only == 0 || only == 2) {
    draw_alarms(ui, s, y, run);
  }
  y += 36;
  draw_row_ground(c, b, s, y, names[3], true);
  draw_cursor(c, s, b.y + 62, y + 52, run, state);
  if (only == 0 || only == 3) {
    draw_losses(ui, s, y, run, state);
  }
  y += 36;
  draw_row_ground(c, b, s, y, ui.say({"得分", "Score"}), false);
  draw_score(ui, s, y, run);
  const double step = round_step(s.end, 16);
  for (double at = 0; at <= s.end; at += step) {
    c.text(s.x(at), y + 30, clock_text(sim_time(at)).substr(s.end < 3600 ? 3 : 0), TextSize::Small, kText3, at > 0 ? Align::Centre : Align::Left);
  }
}

} // namespace jixia::hmi
