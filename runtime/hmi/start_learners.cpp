#include <algorithm>
#include <cmath>

#include "hmi/start_choices.h"
#include "hmi/start_columns.h"
#include "hmi/table.h"
#include "hmi/top_bar.h"
#include "hmi/widgets.h"

namespace jixia::hmi {

namespace {

using Look = ButtonStyle::Look;

/// The list that opens under the button of the class.
void draw_classes(Ui& ui, const Box& opener, const StartContent& content, UiState& state) {
  std::vector<std::string> names = classes_of(content.roster);
  names.insert(names.begin(), "");
  const float rows = 30 * static_cast<float>(names.size()) + 6;
  const Box b{opener.x, opener.bottom() + 2, opener.w,
              std::min(rows, page_bottom(ui) - opener.bottom() - 8)};
  ui.open_layer(b);
  ui.canvas().box(b, kPanel, kLine2, 4);
  const Box body = ui.begin_scroll("classes", b.inset(1), rows);
  float y = body.y + 4;
  for (const std::string& name : names) {
    const std::string label = name.empty() ? ui.say({"全部班级", "All classes"}) : name;
    if (ui.button("class." + name, {body.x + 4, y, body.w - 8, 26}, label,
                  {name == state.start.class_name ? Look::Selected : Look::Normal})) {
      state.start.class_name = name;
      state.start.shows_classes = false;
    }
    y += 30;
  }
  ui.end_scroll();
  ui.close_layer();
  if (ui.key(kKeyEscape)) {
    state.start.shows_classes = false;
  }
}

std::vector<const Learner*> listed_learners(const StartContent& content, const StartState& state) {
  auto found = find_learners(content.roster, state.learner_search);
  if (!state.class_name.empty()) {
    std::erase_if(found,
                  [&](const Learner* learner) { return learner->class_name != state.class_name; });
  }
  return found;
}

} // namespace

bool draw_roster(Ui& ui, const Box& area, const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  const auto found = listed_learners(content, state.start);
  const bool has_classes = classes_of(content.roster).size() > 1;
  const Box opener{area.x, area.y, area.w, 28};
  if (has_classes) {
    const std::string label = state.start.class_name.empty() ? ui.say({"全部班级", "All classes"})
                                                             : state.start.class_name;
    if (ui.button("class", opener, label,
                  {state.start.shows_classes ? Look::Selected : Look::Normal, Icon::Down})) {
      state.start.shows_classes = !state.start.shows_classes;
    }
  }
  const Box search{area.x, area.y + (has_classes ? 34 : 0), area.w, 30};
  const std::string n =
      std::to_string(found.size()) + " / " + std::to_string(content.roster.size());
  const std::string count = ui.say({"找到 {0}", "{0} found"}, {n});
  const float counted = c.text_width(count, TextSize::Small);
  ui.text_field("learner.search", {search.x, search.y, search.w - counted - 16, search.h},
                state.start.learner_search,
                ui.say({"学号、姓名、拼音首字母", "Number, name, initials"}));
  c.text(search.right() - 4, search.mid_y(), count, TextSize::Small, kText2, Align::Right);
  const Box table{area.x, search.bottom() + 6, area.w, area.bottom() - search.bottom() - 6};
  c.box(table, kPanel, kLine2, 3);
  int selected = -1;
  for (std::size_t k = 0; k < found.size(); ++k) {
    selected = found[k]->id == state.start.learner_id ? static_cast<int>(k) : selected;
  }
  const auto cells = [&](int k) {
    const Learner& learner = *found[static_cast<std::size_t>(k)];
    const PastScore past = past_score(content, learner.id, state.start.pack);
    const auto mark = [&c, on = k == selected](const Box& b) {
      if (on) {
        draw_badge(c, {b.mid_x(), b.mid_y()}, Icon::Check, kAccent);
      }
    };
    return std::vector<Cell>{
        {learner.id, kText2},
        {learner.name},
        {past.tries > 0 ? score_text(ui, past) : "—", past.tries > 0 ? kLive : kText3},
        {std::to_string(past.tries), kText2},
        {"", kText, mark}};
  };
  const TableTouch touch = draw_table(ui, "learner", table.inset(1),
                                      {{ui.say({"学号", "Number"}), 88},
                                       {ui.say({"姓名", "Name"}), 84},
                                       {ui.say({"本单元", "Best"}), 60, Align::Right},
                                       {ui.say({"次数", "Tries"}), 48, Align::Right},
                                       {"", 36, Align::Centre}},
                                      static_cast<int>(found.size()), cells,
                                      state.start.first_learner, {28, 28, selected, true});
  if (has_classes && state.start.shows_classes) {
    draw_classes(ui, opener, content, state);
  }
  if (touch.clicked >= 0) {
    state.start.learner_id = found[static_cast<std::size_t>(touch.clicked)]->id;
    return true;
  }
  return false;
}

float draw_task(Ui& ui, const Box* b, float width, const StartContent& content,
                const UiState& state) {
  Canvas& c = ui.canvas();
  const PackSummary* pack = find_pack_summary(content, state.start.pack);
  const ExerciseSummary* exercise = find_exercise_summary(content, state.start);
  if (b != nullptr) {
    c.box(*b, kPanel, kLine2, 3);
    c.text(b->x + 12, b->y + 18, ui.say({"本次任务", "This run"}), TextSize::Small, kText2);
  }
  if (pack == nullptr || exercise == nullptr) {
    if (b != nullptr) {
      c.text(b->x + 12, b->y + 44, ui.say({"先选单元和练习", "Choose unit and exercise first"}),
             TextSize::Small, kText3);
    }
    return 64;
  }
  const std::string mode =
      ui.say(state.start.is_exam ? Text{"考试", "Exam"} : Text{"练习", "Practice"});
  const std::string title = ui.say(pack->title) + "  " + ui.say(exercise->title);
  const float room = width - c.text_width(mode, TextSize::Medium) - 36;
  const int lines = std::max(1, c.line_count(room, title, TextSize::Medium));
  float y = 42;
  if (b != nullptr) {
    c.text(b->right() - 12, b->y + y, mode, TextSize::Medium, kAccent, Align::Right);
    c.text_lines(b->x + 12, b->y + y, room, 20, lines, title, TextSize::Medium, kText);
  }
  y += 20 * static_cast<float>(lines - 1) + 16;
  if (b != nullptr) {
    c.line({b->x + 12, b->y + y}, {b->right() - 12, b->y + y}, kLine);
  }
  y += 18;
  const Learner* learner = find_learner(content, state.start.learner_id);
  const auto row = [&](const Text& name, const std::string& value) {
    const int count = std::max(1, c.line_count(width - 78, value, TextSize::Small));
    if (b != nullptr) {
      c.text(b->x + 12, b->y + y, ui.say(name), TextSize::Small, kText2);
      c.text_lines(b->x + 66, b->y + y, width - 78, 17, count, value, TextSize::Small, kText);
    }
    y += 24 + 17 * static_cast<float>(count - 1);
  };
  row({"学员", "Learner"},
      learner == nullptr ? ui.say({"先选学员", "choose one"}) : learner->name + "  " + learner->id);
  row({"目标", "Goal"}, ui.say(exercise->goal));
  const std::string full = number_text(exercise->points);
  const std::string pass = number_text(exercise->pass_mark);
  row({"满分", "Points"}, ui.say({"{0} 分，及格 {1} 分", "{0}, pass at {1}"}, {full, pass}));
  row({"时长", "Time"}, minutes(ui, exercise->duration));
  return y - 6;
}

} // namespace jixia::hmi
