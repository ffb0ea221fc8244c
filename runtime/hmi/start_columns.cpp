#include "hmi/start_columns.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "hmi/start_choices.h"
#include "hmi/symbols.h"
#include "hmi/table.h"
#include "hmi/top_bar.h"
#include "hmi/unit_picture.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

/// The frame of something that is chosen by a click.
void draw_choice(Ui& ui, const Box& b, const Touch& t, bool on) {
  Canvas& c = ui.canvas();
  c.box(b,
        on             ? kWhite
        : t.is_hovered ? kHover
                       : kPanel,
        on || t.is_hovered ? kAccent : kLine2, 3, on ? 2.0F : 1.0F);
  if (t.is_focused) {
    c.frame(b.outset(1), kFocus, 4, 2);
  }
}

Text domain_name(const std::string& domain) {
  if (domain == "chemical") {
    return {"化工单元操作", "Chemical units"};
  }
  return domain == "manufacturing" ? Text{"智能制造", "Smart manufacturing"} : same_text(domain);
}

std::string count_of(const Ui& ui, const StartContent& content, const std::string& domain) {
  const auto count = std::count_if(content.packs.begin(), content.packs.end(),
                                   [&](const PackSummary& p) { return p.domain == domain; });
  const std::string n = std::to_string(count);
  if (domain == "chemical") {
    return ui.say(count == 1 ? Text{"{0} 个单元", "{0} unit"} : Text{"{0} 个单元", "{0} units"},
                  {n});
  }
  return ui.say(count == 1 ? Text{"{0} 条产线", "{0} line"} : Text{"{0} 条产线", "{0} lines"}, {n});
}

void draw_domains(Ui& ui, const Box& area, const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  const float w = std::floor((area.w - kGap) / 2);
  const std::array<std::string, 2> domains{"chemical", "manufacturing"};
  for (int k = 0; k < 2; ++k) {
    const Box b{area.x + static_cast<float>(k) * (w + kGap), area.y, w, area.h};
    const bool is_low = b.h < 60;
    const bool on = state.start.domain == k;
    const std::string& domain = domains[static_cast<std::size_t>(k)];
    const Touch t = ui.touch("domain." + domain, b);
    draw_choice(ui, b, t, on);
    const bool has_picture = b.w > 230 && !is_low;
    if (has_picture && k == 0) {
      c.box({b.x + 20, b.y + 12, 26, 40}, kEquipment, kText, 8, 1.4F);
      c.path({{b.x + 46, b.y + 42}, {b.x + 58, b.y + 42}}, kPipe, 2);
      draw_pump(c, {b.x + 70, b.y + 36}, PumpLook::Running, 11);
    } else if (has_picture) {
      c.box({b.x + 14, b.y + 36, 62, 8}, kOff, kText, 2);
      c.box({b.x + 22, b.y + 20, 14, 16}, kOn, kText, 1, 1.2F);
      c.box({b.x + 46, b.y + 12, 14, 24}, kOn, kText, 1, 1.2F);
      c.disc({b.x + 20, b.y + 48}, 4, kOn, kText);
      c.disc({b.x + 70, b.y + 48}, 4, kOn, kText);
    }
    const float text = b.x + (has_picture ? 104.0F : 12.0F);
    const float name = c.text(text, is_low ? b.mid_y() : b.y + 23, ui.say(domain_name(domain)),
                              TextSize::Medium, kText);
    c.text(is_low ? text + name + 14 : text, is_low ? b.mid_y() : b.y + 45,
           count_of(ui, content, domain), TextSize::Small, kText2);
    if (on) {
      draw_badge(c, {b.right() - 22, b.mid_y()}, Icon::Check, kAccent, 10);
    }
    if (t.is_clicked) {
      choose_domain(content, state.start, k);
    }
  }
}

/// How the cards of a list of units are laid out, so that none cuts its texts.
struct CardSize {
  float w = 204;
  int title_lines = 1, summary_lines = 1;
  float h() const {
    return 116 + 19 * static_cast<float>(title_lines - 1) +
           17 * static_cast<float>(summary_lines - 1);
  }
};

std::string score_text(const Ui& ui, const PastScore& past) {
  return past.tries > 0 ? number_text(std::round(past.best * 10) / 10, 4)
                        : ui.say({"未做", "not yet"});
}

CardSize calc_card_size(Ui& ui, float w, const std::vector<const PackSummary*>& packs) {
  CardSize size{w, 1, 1};
  for (const PackSummary* pack : packs) {
    size.title_lines = std::max(
        size.title_lines, ui.canvas().line_count(w - 76, ui.say(pack->title), TextSize::Medium));
    size.summary_lines = std::max(
        size.summary_lines, ui.canvas().line_count(w - 20, ui.say(pack->summary), TextSize::Small));
  }
  return size;
}

void draw_unit_card(Ui& ui, const Box& b, const CardSize& size, const PackSummary& pack,
                    const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  const Touch t = ui.touch("unit." + pack.id, b);
  draw_choice(ui, b, t, state.start.pack == pack.id);
  c.fill({b.x + 2, b.y + 2, b.w - 4, 58}, kProcess, 2);
  draw_unit_picture(c, {b.mid_x(), b.y + 31}, pack.id, pack.domain);
  const PastScore past = past_score(content, state.start.learner_id, pack.id);
  const TextSize text_size = past.tries > 0 ? TextSize::Medium : TextSize::Small;
  c.text(b.right() - 10, b.y + 76, score_text(ui, past), text_size, past.tries > 0 ? kLive : kText3,
         Align::Right);
  c.text_lines(b.x + 10, b.y + 75, b.w - 76, 19, size.title_lines, ui.say(pack.title),
               TextSize::Medium, kText);
  const float y = b.y + 99 + 19 * static_cast<float>(size.title_lines - 1);
  c.text_lines(b.x + 10, y, b.w - 20, 17, size.summary_lines, ui.say(pack.summary), TextSize::Small,
               kText2);
  if (t.is_clicked) {
    choose_pack(content, state.start, pack.id);
  }
}

} // namespace

void draw_units(Ui& ui, const Box& area, const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  const float domains = area.h < 330 ? 38.0F : 64.0F;
  draw_domains(ui, {area.x, area.y, area.w, domains}, content, state);
  const Box search{area.x, area.y + domains + 6, area.w, 30};
  ui.text_field("unit.search", search, state.start.search,
                ui.say({"      搜单元、位号、设备", "      Search units, tags, equipment"}));
  draw_icon(c, {search.x + 16, search.mid_y()}, Icon::Search, kText2);
  const auto found = find_packs(content, state.start);
  const Box grid{area.x, search.bottom() + kGap, area.w, area.bottom() - search.bottom() - kGap};
  if (found.empty()) {
    const Text none = content.packs.empty()
                          ? Text{"没有场景包，放进 scenarios 后重开",
                                 "No packs; put some into scenarios and start again"}
                          : Text{"没有找到", "Nothing found"};
    c.text(grid.mid_x(), grid.y + 30, ui.say(none), TextSize::Small, kText2, Align::Centre);
    return;
  }
  const int across = std::max(1, static_cast<int>((grid.w - 6) / 208));
  const float w = std::floor((grid.w - 6) / static_cast<float>(across)) - 4;
  const CardSize size = calc_card_size(ui, w, found);
  const int rows = (static_cast<int>(found.size()) + across - 1) / across;
  const Box body = ui.begin_scroll("units", grid, static_cast<float>(rows) * (size.h() + 6));
  for (int k = 0; k < static_cast<int>(found.size()); ++k) {
    const Box card{body.x + static_cast<float>(k % across) * (w + 4),
                   body.y + static_cast<float>(k / across) * (size.h() + 6), w, size.h()};
    draw_unit_card(ui, card, size, *found[static_cast<std::size_t>(k)], content, state);
  }
  ui.end_scroll();
}

namespace {

std::string minutes(const Ui& ui, SimTime time) {
  const std::string n = std::to_string(std::lround(seconds(time) / 60));
  return ui.say({"{0} 分钟", "{0} min"}, {n});
}

/// Lines of an exercise's card.
struct ExerciseLines {
  int title = 1, goal = 1;
  float height() const {
    return 64 + 19 * static_cast<float>(title - 1) + 17 * static_cast<float>(goal - 1);
  }
};

float exercise_room(float width) {
  return width - 42 - 88; // beside the knob and the figures
}

ExerciseLines lines_of(Ui& ui, const ExerciseSummary& exercise, float width) {
  const Canvas& c = ui.canvas();
  return {std::max(1, c.line_count(exercise_room(width), ui.say(exercise.title), TextSize::Medium)),
          std::max(1, c.line_count(exercise_room(width), ui.say(exercise.goal), TextSize::Small))};
}

void draw_exercise(Ui& ui, const Box& b, const ExerciseSummary& exercise, const PastScore& past,
                   UiState& state) {
  Canvas& c = ui.canvas();
  const bool on = state.start.exercise == exercise.id;
  const Touch t = ui.touch("exercise." + exercise.id, b);
  draw_choice(ui, b, t, on);
  c.disc({b.x + 20, b.mid_y()}, 9, kNoInk, on ? kAccent : kLine2, 1.6F);
  if (on) {
    c.disc({b.x + 20, b.mid_y()}, 5, kAccent);
  }
  const ExerciseLines lines = lines_of(ui, exercise, b.w);
  c.text_lines(b.x + 42, b.y + 20, exercise_room(b.w), 19, lines.title, ui.say(exercise.title),
               TextSize::Medium, kText);
  c.text_lines(b.x + 42, b.y + 42 + 19 * static_cast<float>(lines.title - 1), exercise_room(b.w),
               17, lines.goal, ui.say(exercise.goal), TextSize::Small, kText2);
  c.text(b.right() - 12, b.y + 20, minutes(ui, exercise.duration), TextSize::Small, kText2,
         Align::Right);
  if (past.tries > 0) {
    const std::string tries = std::to_string(past.tries);
    const float w = c.text(
        b.right() - 12, b.y + 42,
        ui.say(past.tries == 1 ? Text{"{0} 次", "{0} try"} : Text{"{0} 次", "{0} tries"}, {tries}),
        TextSize::Small, kText3, Align::Right);
    c.text(b.right() - 18 - w, b.y + 41.5F, score_text(ui, past), TextSize::Medium, kLive,
           Align::Right);
  } else {
    const std::string count = std::to_string(exercise.criteria);
    c.text(b.right() - 12, b.y + 42,
           ui.say(exercise.criteria == 1 ? Text{"{0} 项", "{0} item"} : Text{"{0} 项", "{0} items"},
                  {count}),
           TextSize::Small, kText2, Align::Right);
  }
  if (t.is_clicked) {
    state.start.exercise = exercise.id;
  }
}

constexpr float kModeHeight = 154;

void draw_mode(Ui& ui, const Box& b, UiState& state) {
  Canvas& c = ui.canvas();
  c.box(b, kPanel, kLine2, 3);
  const bool exam = state.start.is_exam;
  const auto row = [&](float y, const Text& name, const Text& value) {
    c.text(b.x + 12, y, ui.say(name), TextSize::Small, kText2);
    c.text_fit(b.x + 82, y, b.w - 92, ui.say(value), TextSize::Small, kText);
  };
  c.text(b.x + 12, b.y + 24, ui.say({"方式", "Mode"}), TextSize::Small, kText2);
  const float half = (b.w - 94) / 2;
  const auto mode = ui.segments("mode", b.x + 82, b.y + 10, 28,
                                {ui.say({"练习", "Practice"}), ui.say({"考试", "Exam"})},
                                exam ? 1 : 0, {half, half});
  if (mode) {
    state.start.is_exam = *mode == 1;
  }
  row(b.y + 57, {"提示", "Hints"},
      exam ? Text{"没有", "none"} : Text{"可用，每次扣 1 分", "yes, 1 point each"});
  row(b.y + 81, {"倍速", "Speed"},
      exam ? Text{"×1", "×1"} : Text{"×0.1 到最快", "×0.1 to as fast as it can"});
  row(b.y + 105, {"回退", "Rewind"},
      exam ? Text{"没有", "none"} : Text{"到任一秒", "to any second"});
  row(b.y + 129, {"教师面板", "Teacher"},
      state.is_teacher && !exam ? Text{"开，可设事故", "panel on: faults"}
                                : Text{"关", "panel off"});
}

} // namespace

void draw_exercises(Ui& ui, const Box& area, const StartContent& content, UiState& state) {
  const bool is_beside = area.w > 600; // the mode beside the list, not under it
  const Box mode = is_beside ? Box{area.right() - 300, area.y, 300, std::min(area.h, kModeHeight)}
                             : Box{area.x, area.bottom() - kModeHeight, area.w, kModeHeight};
  const Box list = is_beside ? Box{area.x, area.y, area.w - 308, area.h}
                             : Box{area.x, area.y, area.w, mode.y - 6 - area.y};
  if (const PackSummary* pack = find_pack_summary(content, state.start.pack)) {
    float total = 0;
    for (const ExerciseSummary& exercise : pack->exercises) {
      total += lines_of(ui, exercise, list.w - 10).height() + 6;
    }
    const Box body = ui.begin_scroll("exercises", list, total - 6);
    float y = body.y;
    for (const ExerciseSummary& exercise : pack->exercises) {
      const float height = lines_of(ui, exercise, body.w).height();
      draw_exercise(ui, {body.x, y, body.w, height}, exercise,
                    past_score(content, state.start.learner_id, pack->id, exercise.id), state);
      y += height + 6;
    }
    ui.end_scroll();
  }
  draw_mode(ui, mode, state);
}

namespace {

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

namespace {} // namespace

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
