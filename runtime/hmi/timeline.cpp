#include "hmi/timeline.h"

#include <algorithm>
#include <cmath>

#include "hmi/debrief_evidence.h"
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

SimTime time_of_loss(const ScoreLine& line, const RunView& run) {
  return !line.evidence.empty() ? line.evidence.front().time : line.ended.value_or(run.world.time());
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
    const std::string title = ui.say(span.title);
    const std::string number = title.substr(0, title.find(' ')); // 三 灌泵启动, 3 Prime and start
    for (const std::string& text : {title, number}) {
      if (c.text_width(text, TextSize::Small) <= w - 10) {
        c.text(x + 7, y, text, TextSize::Small, kText);
        break;
      }
    }
    ui.tip({x, y - 12, w, 24}, {title});
    ++k;
  }
}

void draw_actions(Ui& ui, const Scale& s, float y, const RunView& run) {
  Canvas& c = ui.canvas();
  struct Start {
    float x, width;
    std::string text;
  };
  std::vector<Start> starts; // what was started or stopped, written over the marks
  for (const RunLog::ActionRecord& record : run.log.actions()) {
    const float x = std::round(s.x(seconds(record.time)));
    c.line({x, y - 8}, {x, y + 8}, record.refusal ? kBad : ink(0x5F8CA8));
    const Tag* tag = run.world.find_tag(record.action.tag);
    const bool is_start =
        tag != nullptr && !tag->states.empty() && component_of(tag->name) + ".RUN" == tag->name;
    const bool has_room = starts.empty() || x - starts.back().x - starts.back().width > 90;
    if (is_start && !record.refusal && has_room) {
      const std::string text =
          component_of(tag->name) + " " + shown_text(*tag, record.action.value, ui.language);
      starts.push_back({x, c.text_width(text, TextSize::Small), text});
    }
  }
  for (const Start& start : starts) {
    c.fill({start.x - 2, y - 11, 4, 22}, kAccent);
    c.fill({start.x + 4, y - 10, start.width + 8, 20}, kPanel, 2);
    c.text(start.x + 8, y, start.text, TextSize::Small, kAccent);
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

std::string mark_text(const LossCluster& cluster) {
  const std::string points = points_text(cluster.points);
  return cluster.rows.size() > 1 ? points + " (" + std::to_string(cluster.rows.size()) + ")" : points;
}

void draw_losses(Ui& ui, const Scale& s, float y, const RunView& run, UiState& state) {
  Canvas& c = ui.canvas();
  const auto lines = sorted_by_loss(run.score);
  std::vector<std::pair<float, double>> at;
  for (const ScoreLine* line : lines) {
    if (lost_points(*line) >= 0.05) { // these come first
      at.emplace_back(s.x(seconds(time_of_loss(*line, run))), lost_points(*line));
    }
  }
  const auto width = [&](const LossCluster& cluster) { return c.text_width(mark_text(cluster), TextSize::Medium); };
  for (const LossCluster& cluster : cluster_losses(at, s.box.right() + 12, width)) {
    const auto here = std::find(cluster.rows.begin(), cluster.rows.end(), state.lost_row);
    const Box hit{cluster.left, y - 15, cluster.right - cluster.left, 30};
    const ScoreLine& first = *lines[static_cast<std::size_t>(cluster.rows.front())];
    const Touch t = ui.touch("loss." + first.id, hit);
    if (here != cluster.rows.end() || t.is_hovered || t.is_focused) {
      c.box(hit, kAccentSoft, t.is_focused ? kFocus : kAccent, 3, t.is_focused ? 2.0F : 1.0F);
    }
    const bool is_left = cluster.x > (cluster.left + cluster.right) / 2;
    draw_badge(c, {cluster.x, y}, Icon::Cross, kBad, 8);
    c.text(is_left ? cluster.x - 13 : cluster.x + 13, y, mark_text(cluster), TextSize::Medium, kBad, is_left ? Align::Right : Align::Left);
    const std::string more = cluster.rows.size() > 1 ? ui.say({"共 {0} 处，再点下一处", "{0} of them; click again for the next"}, {std::to_string(cluster.rows.size())}) : "";
    ui.tip(hit, {ui.say(first.title), clock_text(time_of_loss(first, run)), more});
    if (t.is_clicked) {
      state.lost_row = here == cluster.rows.end() || here + 1 == cluster.rows.end() ? cluster.rows.front() : *(here + 1);
    }
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

/// The cursor moves where the person clicks or drags.
void move_cursor(Ui& ui, const Scale& s, const Box& ground, UiState& state, UiCommands& commands) {
  const Touch t = ui.touch("timeline.ground", ground, false);
  if (t.is_held) {
    state.debrief_at = std::floor(std::clamp(static_cast<double>((ui.mouse().x - s.box.x) / s.box.w), 0.0, 1.0) * s.end);
  }
  commands.play_back = commands.play_back || t.is_double_clicked;
}

void place_mark(LossCluster& cluster, float end, float width) {
  const bool is_left = cluster.x + 17 + width > end;
  cluster.left = is_left ? cluster.x - 17 - width : cluster.x - 13;
  cluster.right = is_left ? cluster.x + 13 : cluster.x + 17 + width;
}

} // namespace

std::vector<LossCluster> cluster_losses(const std::vector<std::pair<float, double>>& at, float end,
                                        const std::function<float(const LossCluster&)>& width) {
  std::vector<LossCluster> clusters;
  for (std::size_t k = 0; k < at.size(); ++k) {
    LossCluster one;
    one.x = at[k].first;
    one.rows = {static_cast<int>(k)};
    one.points = at[k].second;
    place_mark(one, end, width(one));
    clusters.push_back(one);
  }
  std::stable_sort(clusters.begin(), clusters.end(), [](const LossCluster& a, const LossCluster& b) { return a.x < b.x; });
  for (std::size_t k = 1; k < clusters.size();) {
    LossCluster& left = clusters[k - 1];
    if (left.right + 2 <= clusters[k].left) {
      ++k;
      continue;
    }
    left.rows.insert(left.rows.end(), clusters[k].rows.begin(), clusters[k].rows.end());
    left.points += clusters[k].points;
    clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(k));
    place_mark(left, end, width(left));
    k = std::max<std::size_t>(1, k - 1); // a wider mark may reach its neighbour on the left
  }
  for (LossCluster& cluster : clusters) {
    std::sort(cluster.rows.begin(), cluster.rows.end());
  }
  return clusters;
}

void draw_timeline(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_panel(c, b, ui.say({"时间线", "Timeline"}));
  const std::vector<std::string> names{ui.say({"全部", "All"}), ui.say({"操作", "Actions"}), ui.say({"报警", "Alarms"}), ui.say({"扣分", "Losses"})};
  if (const auto filter = ui.segments("timeline", b.right() - 250, b.y + 2, 24, names, state.timeline_filter, {56, 62, 62, 62})) {
    state.timeline_filter = *filter;
  }
  const Scale s{{b.x + 96, b.y + 38, b.w - 116, 0}, std::max(1.0, seconds(run.world.time()))};
  const int only = state.timeline_filter;
  const float pitch = std::clamp(std::floor((b.h - 71) / 5), 28.0F, 36.0F);
  float y = b.y + 50;
  move_cursor(ui, s, {s.box.x, b.y + 34, s.box.w, 5 * pitch + 20}, state, commands);
  c.text(b.x + 12, y, ui.say({"阶段", "Phase"}), TextSize::Small, kText2);
  draw_phases(ui, s, y, run);
  y += pitch;
  draw_row_ground(c, b, s, y, names[1], true);
  if (only == 0 || only == 1) {
    draw_actions(ui, s, y, run);
  }
  y += pitch;
  draw_row_ground(c, b, s, y, names[2], false);
  if (only == 0 || only == 2) {
    draw_alarms(ui, s, y, run);
  }
  y += pitch;
  draw_row_ground(c, b, s, y, names[3], true);
  if (only == 0 || only == 3) {
    draw_losses(ui, s, y, run, state);
  }
  y += pitch;
  draw_row_ground(c, b, s, y, ui.say({"得分", "Score"}), false);
  draw_score(ui, s, y, run);
  const double step = round_step(s.end, 16);
  for (double at = 0; at <= s.end; at += step) {
    c.text(s.x(at), y + 30, clock_text(sim_time(at)).substr(s.end < 3600 ? 3 : 0), TextSize::Small, kText3, at > 0 ? Align::Centre : Align::Left);
  }
  const float x = std::round(s.x(state.debrief_at));
  c.begin_picture();
  c.line({x, b.y + 62}, {x, y + 22}, kAccent);
  draw_time_cursor(c, std::clamp(x, b.x + 40, b.right() - 40), y + 21, y + 39, state.debrief_at);
  c.end_picture();
}

} // namespace jixia::hmi
