#include "hmi/start_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "hmi/start_choices.h"
#include "hmi/symbols.h"
#include "hmi/top_bar.h"
#include "hmi/unit_picture.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr float kTop = 86, kBottomPanel = 146, kMiddle = 352, kRight = 366, kNarrow = 1280;

struct Layout {
  Box units, exercises, learners, bottom;
};

Layout lay_out(const Ui& ui) {
  const float end = ui.height() - kStatusBar - kGap;
  const Box bottom{kGap, end - kBottomPanel, ui.width() - 2 * kGap, kBottomPanel};
  const float height = bottom.y - 8 - kTop;
  const bool is_narrow = ui.width() < kNarrow;
  const float right = is_narrow ? 310.0F : kRight;
  const float middle = is_narrow ? 300.0F : kMiddle;
  const Box learners{ui.width() - kGap - right, kTop, right, height};
  const Box exercises{learners.x - 8 - middle, kTop, middle, height};
  return {{kGap, kTop, exercises.x - 8 - kGap, height}, exercises, learners, bottom};
}

void draw_step(Canvas& c, float x, const char* number, std::string_view title) {
  c.disc({x + 12, 66}, 11, kChrome);
  c.text(x + 12, 66, number, TextSize::Small, kWhite, Align::Centre);
  c.text(x + 32, 66, title, TextSize::Medium, kText);
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
    return ui.say(count == 1 ? Text{"{0} 个单元", "{0} unit"} : Text{"{0} 个单元", "{0} units"}, {n});
  }
  return ui.say(count == 1 ? Text{"{0} 条产线", "{0} line"} : Text{"{0} 条产线", "{0} lines"}, {n});
}

void draw_domains(Ui& ui, const Box& area, const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  const float w = std::floor((area.w - kGap) / 2);
  const std::array<std::string, 2> domains{"chemical", "manufacturing"};
  for (int k = 0; k < 2; ++k) {
    const Box b{area.x + static_cast<float>(k) * (w + kGap), area.y, w, 64};
    const bool on = state.start.domain == k;
    const std::string& domain = domains[static_cast<std::size_t>(k)];
    const Touch t = ui.touch("domain." + domain, b);
    c.box(b, on ? kWhite : t.is_hovered ? kHover : kPanel, on || t.is_hovered ? kAccent : kLine2, 3, on ? 2.0F : 1.0F);
    const bool has_picture = b.w > 230;
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
    c.text_fit(text, b.y + 23, b.right() - text - 36, ui.say(domain_name(domain)), TextSize::Medium, kText);
    c.text(text, b.y + 45, count_of(ui, content, domain), TextSize::Small, kText2);
    if (on) {
      draw_badge(c, {b.right() - 22, b.mid_y()}, Icon::Check, kAccent, 10);
    }
    if (t.is_focused) {
      c.frame(b.outset(1), kFocus, 4, 2);
    }
    if (t.is_clicked) {
      choose_domain(content, state.start, k);
    }
  }
}

void draw_unit_card(Ui& ui, const Box& b, const PackSummary& pack, const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  const bool on = state.start.pack == pack.id;
  const Touch t = ui.touch("unit." + pack.id, b);
  c.box(b, on ? kWhite : t.is_hovered ? kHover : kPanel, on || t.is_hovered ? kAccent : kLine2, 3, on ? 2.0F : 1.0F);
  c.fill({b.x + 2, b.y + 2, b.w - 4, 58}, kProcess, 2);
  draw_unit_picture(c, {b.mid_x(), b.y + 31}, pack.id, pack.domain);
  const auto score = best_score(content, pack.id);
  const std::string score_text = score ? number_text(std::round(*score * 10) / 10, 4) : ui.say({"未做", "not yet"});
  const float room = c.text_width(score_text, score ? TextSize::Medium : TextSize::Small);
  c.text_fit(b.x + 10, b.y + 75, b.w - room - 26, ui.say(pack.title), TextSize::Medium, kText);
  c.text_fit(b.x + 10, b.y + 99, b.w - 20, ui.say(pack.summary), TextSize::Small, kText2);
  c.text(b.right() - 10, b.y + 76, score_text, score ? TextSize::Medium : TextSize::Small, score ? kLive : kText3, Align::Right);
  ui.tip(b, {ui.say(pack.title), ui.say(pack.summary)});
  if (t.is_focused) {
    c.frame(b.outset(1), kFocus, 4, 2);
  }
  if (t.is_clicked) {
    choose_pack(content, state.start, pack.id);
  }
}

void draw_units(Ui& ui, const Box& area, const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  draw_step(c, area.x + 4, "1", ui.say({"选领域和单元", "Choose domain and unit"}));
  draw_domains(ui, {area.x, area.y, area.w, 64}, content, state);
  const Box search{area.x, area.y + 70, area.w, 30};
  draw_icon(c, {search.x + 16, search.mid_y()}, Icon::Search, kText2);
  ui.text_field("unit.search", search, state.start.search, ui.say({"      搜单元、位号、设备", "      Search units, tags, equipment"}));
  draw_icon(c, {search.x + 16, search.mid_y()}, Icon::Search, kText2);
  const auto found = find_packs(content, state.start);
  const Box grid{area.x, search.bottom() + kGap, area.w, area.bottom() - search.bottom() - kGap};
  const int across = std::max(1, static_cast<int>((grid.w + 4) / 208));
  const float w = std::floor((grid.w + 4) / static_cast<float>(across)) - 4;
  const int rows = std::max(1, static_cast<int>(grid.h / 122));
  const int total_rows = (static_cast<int>(found.size()) + across - 1) / across;
  int& first = state.start.first_row;
  first = std::clamp(first, 0, std::max(0, total_rows - rows));
  for (int k = first * across; k < std::min(static_cast<int>(found.size()), (first + rows) * across); ++k) {
    const int row = k / across - first;
    draw_unit_card(ui, {grid.x + static_cast<float>(k % across) * (w + 4), grid.y + static_cast<float>(row) * 122, w, 116},
                   *found[static_cast<std::size_t>(k)], content, state);
  }
  if (total_rows > rows) {
    draw_scroll_bar(ui, "unit.bar", {grid.right() - 6, grid.y, 6, grid.h}, grid, total_rows, rows, first);
  }
  if (found.empty()) {
    c.text(grid.mid_x(), grid.y + 60, content.packs.empty()
               ? ui.say({"没有场景包，放进 scenarios 后重开", "No packs; put some into scenarios and start again"})
               : ui.say({"没有找到", "Nothing found"}), TextSize::Small, kText2, Align::Centre);
  }
}

std::string minutes(const Ui& ui, SimTime time) {
  const std::string n = std::to_string(std::lround(seconds(time) / 60));
  return ui.say({"{0} 分钟", "{0} min"}, {n});
}

void draw_exercise(Ui& ui, const Box& b, const ExerciseSummary& exercise, UiState& state) {
  Canvas& c = ui.canvas();
  const bool on = state.start.exercise == exercise.id;
  const Touch t = ui.touch("exercise." + exercise.id, b);
  c.box(b, on ? kWhite : t.is_hovered ? kHover : kPanel, on || t.is_hovered ? kAccent : kLine2, 3, on ? 2.0F : 1.0F);
  c.disc({b.x + 20, b.mid_y()}, 9, kNoInk, on ? kAccent : kLine2, 1.6F);
  if (on) {
    c.disc({b.x + 20, b.mid_y()}, 5, kAccent);
  }
  const std::string count = std::to_string(exercise.criteria);
  const std::string items = ui.say(exercise.criteria == 1 ? Text{"{0} 项", "{0} item"} : Text{"{0} 项", "{0} items"}, {count});
  c.text_fit(b.x + 42, b.y + 20, b.w - 130, ui.say(exercise.title), TextSize::Medium, kText);
  c.text_fit(b.x + 42, b.y + 42, b.w - 130, ui.say(exercise.goal), TextSize::Small, kText2);
  c.text(b.right() - 12, b.y + 20, minutes(ui, exercise.duration), TextSize::Small, kText2, Align::Right);
  c.text(b.right() - 12, b.y + 42, items, TextSize::Small, kText2, Align::Right);
  ui.tip(b, {ui.say(exercise.title), ui.say(exercise.goal)});
  if (t.is_focused) {
    c.frame(b.outset(1), kFocus, 4, 2);
  }
  if (t.is_clicked) {
    state.start.exercise = exercise.id;
  }
}

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
  const auto mode = ui.segments("mode", b.x + 82, b.y + 10, 28, {ui.say({"练习", "Practice"}), ui.say({"考试", "Exam"})}, exam ? 1 : 0, {half, half});
  if (mode) {
    state.start.is_exam = *mode == 1;
  }
  row(b.y + 56, {"提示", "Hints"}, exam ? Text{"没有", "none"} : Text{"可用，每次扣 1 分", "yes, 1 point each"});
  row(b.y + 80, {"倍速", "Speed"}, exam ? Text{"×1", "×1"} : Text{"×0.1 到最快", "×0.1 to as fast as it can"});
  row(b.y + 104, {"回退", "Rewind"}, exam ? Text{"没有", "none"} : Text{"到任一秒", "to any second"});
  c.line({b.x + 1, b.y + 122}, {b.right() - 1, b.y + 122}, kLine);
  c.text(b.x + 12, b.y + 144, ui.say({"教师面板", "Teacher"}), TextSize::Small, kText2);
  const auto teacher = ui.segments("teacher", b.x + 82, b.y + 130, 28, {ui.say({"关", "Off"}), ui.say({"开", "On"})}, state.is_teacher && !exam ? 1 : 0, {half, half});
  if (teacher && !exam) {
    state.is_teacher = *teacher == 1;
  }
  c.text_fit(b.x + 12, b.y + 178, b.w - 24, ui.say({"考试时不能提示、加速、回退、设事故", "No hints, speed, rewind or faults in an exam"}), TextSize::Small, kText3);
}

void draw_exercises(Ui& ui, const Box& area, const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  draw_step(c, area.x + 4, "2", ui.say({"选练习", "Choose the exercise"}));
  const PackSummary* pack = find_pack_summary(content, state.start.pack);
  const Box mode{area.x, area.bottom() - 196, area.w, 196};
  draw_mode(ui, mode, state);
  if (pack == nullptr) {
    return;
  }
  const int total = static_cast<int>(pack->exercises.size());
  const float room = mode.y - area.y;
  const float pitch = total <= 4 ? 74.0F : std::max(60.0F, std::floor(room / 5));
  const int shown = std::max(1, static_cast<int>(room / pitch));
  int& first = state.start.first_exercise;
  first = std::clamp(first, 0, std::max(0, total - shown));
  const float w = area.w - (total > shown ? 10 : 0);
  for (int k = first; k < std::min(total, first + shown); ++k) {
    draw_exercise(ui, {area.x, area.y + static_cast<float>(k - first) * pitch, w, pitch - 6}, pack->exercises[static_cast<std::size_t>(k)], state);
  }
  if (total > shown) {
    draw_scroll_bar(ui, "exercise.bar", {area.right() - 7, area.y, 7, static_cast<float>(shown) * pitch - 6}, {area.x, area.y, area.w, room}, total, shown, first);
  }
}

bool draw_roster(Ui& ui, const Box& area, const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  draw_step(c, area.x + 4, "3", ui.say({"选学员", "Choose the learner"}));
  const auto found = find_learners(content.roster, state.start.learner_search);
  const Box search{area.x, area.y, area.w, 30};
  ui.text_field("learner.search", search, state.start.learner_search, ui.say({"      学号、姓名、拼音首字母", "      Number, name or initials"}));
  draw_icon(c, {search.right() - 16, search.mid_y()}, Icon::Search, kText2);
  const std::string n = std::to_string(found.size()) + " / " + std::to_string(content.roster.size());
  c.text(search.right() - 30, search.mid_y(), ui.say({"找到 {0}", "{0} found"}, {n}), TextSize::Small, kText3, Align::Right);
  const Box table{area.x, area.y + 36, area.w, area.h - 36 - 172};
  c.box(table, kPanel, kLine2, 3);
  int selected = -1;
  for (std::size_t k = 0; k < found.size(); ++k) {
    selected = found[k]->id == state.start.learner_id ? static_cast<int>(k) : selected;
  }
  const auto cells = [&](int k) {
    const Learner& learner = *found[static_cast<std::size_t>(k)];
    return std::vector<Cell>{{learner.id, kText2}, {learner.name}, {learner.class_name, kText2}, {"", kText, [&c, on = k == selected](const Box& b) {
                               if (on) {
                                 draw_badge(c, {b.mid_x(), b.mid_y()}, Icon::Check, kAccent);
                               }
                             }}};
  };
  TableOptions options{28, 28, selected, true};
  const TableTouch touch = draw_table(ui, "learner", table.inset(1),
                                      {{ui.say({"学号", "Number"}), 88}, {ui.say({"姓名", "Name"}), 84}, {ui.say({"班级", "Class"}), 140}, {"", 36}},
                                      static_cast<int>(found.size()), cells, state.start.first_learner, options);
  if (touch.clicked >= 0) {
    state.start.learner_id = found[static_cast<std::size_t>(touch.clicked)]->id;
    return true;
  }
  return false;
}

void draw_task(Ui& ui, const Box& b, const StartContent& content, const UiState& state) {
  Canvas& c = ui.canvas();
  c.box(b, kPanel, kLine2, 3);
  const PackSummary* pack = find_pack_summary(content, state.start.pack);
  const ExerciseSummary* exercise = find_exercise_summary(content, state.start);
  c.text(b.x + 12, b.y + 18, ui.say({"本次任务", "This run"}), TextSize::Small, kText2);
  if (pack == nullptr || exercise == nullptr) {
    c.text(b.x + 12, b.y + 44, ui.say({"先选单元和练习", "Choose unit and exercise first"}), TextSize::Small, kText3);
    return;
  }
  const std::string mode = ui.say(state.start.is_exam ? Text{"考试", "Exam"} : Text{"练习", "Practice"});
  const float room = c.text(b.right() - 12, b.y + 42, mode, TextSize::Medium, kAccent, Align::Right);
  c.text_fit(b.x + 12, b.y + 42, b.w - room - 36, ui.say(pack->title) + "  " + ui.say(exercise->title), TextSize::Medium, kText);
  c.line({b.x + 12, b.y + 58}, {b.right() - 12, b.y + 58}, kLine);
  const Learner* learner = find_learner(content, state.start.learner_id);
  const auto row = [&](float y, const Text& name, const std::string& value) {
    c.text(b.x + 12, y, ui.say(name), TextSize::Small, kText2);
    c.text_fit(b.x + 66, y, b.w - 76, value, TextSize::Small, kText);
  };
  row(b.y + 76, {"学员", "Learner"}, learner == nullptr ? ui.say({"先选学员", "choose one"}) : learner->name + "  " + learner->id);
  row(b.y + 100, {"目标", "Goal"}, ui.say(exercise->goal));
  const std::string full = number_text(exercise->points);
  const std::string pass = number_text(exercise->pass_mark);
  row(b.y + 124, {"满分", "Points"}, ui.say({"{0} 分，及格 {1} 分", "{0}, pass at {1}"}, {full, pass}));
  row(b.y + 148, {"时长", "Time"}, minutes(ui, exercise->duration));
}

void draw_unfinished(Ui& ui, const Box& b, const StartContent& content, UiCommands& commands) {
  Canvas& c = ui.canvas();
  c.text(b.x + 12, b.y + 20, ui.say({"上次进度", "Left unfinished"}), TextSize::Medium, kText);
  const int fit = std::max(0, static_cast<int>((b.w - 12) / 290));
  if (content.unfinished.empty()) {
    c.text(b.x + 12, b.y + 52, ui.say({"没有未完成的练习", "Nothing is left unfinished"}), TextSize::Small, kText3);
  }
  for (int k = 0; k < std::min(fit, static_cast<int>(content.unfinished.size())); ++k) {
    const UnfinishedAttempt& a = content.unfinished[static_cast<std::size_t>(k)];
    const Box card{b.x + 12 + static_cast<float>(k) * 290, b.y + 38, 278, 96};
    c.box(card, kPanel2, kLine, 3);
    c.text_fit(card.x + 12, card.y + 20, 254, ui.say(a.pack_title) + "  " + ui.say(a.exercise_title), TextSize::Medium, kText);
    c.text_fit(card.x + 12, card.y + 46, 150, a.learner_name + "  " + clock_text(a.reached), TextSize::Small, kText2);
    c.text(card.right() - 12, card.y + 46, a.when, TextSize::Small, kText3, Align::Right);
    const double share = seconds(a.duration) > 0 ? seconds(a.reached) / seconds(a.duration) : 0;
    draw_bar(c, {card.x + 12, card.y + 74, 158, 6}, share);
    if (ui.button("resume" + std::to_string(k), {card.right() - 88, card.y + 62, 76, 26}, ui.say({"继续", "Go on"}), {Look::Normal, Icon::Play})) {
      commands.resume = a.folder;
    }
  }
}

void draw_go(Ui& ui, const Box& b, const StartContent& content, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const PackSummary* pack = find_pack_summary(content, state.start.pack);
  const ExerciseSummary* exercise = find_exercise_summary(content, state.start);
  const Learner* learner = find_learner(content, state.start.learner_id);
  const bool ready = pack != nullptr && exercise != nullptr && learner != nullptr;
  std::string what = ui.say({"将开始：", "Will start: "});
  if (ready) {
    what += ui.say(pack->title) + "  " + ui.say(exercise->title) + "  " + learner->name;
  }
  c.text_fit(b.x, b.y + 24, b.w, ready ? what : ui.say({"选好三栏后开始", "Choose in all three columns, then start"}), TextSize::Medium, kText);
  c.text_fit(b.x, b.y + 52, b.w, ui.say({"开始后先冻结，按空格运行。", "It starts frozen; Space runs it."}), TextSize::Small, kText2);
  ButtonStyle style{Look::Primary, Icon::Play, ready};
  const Box button{b.right() - 164, b.y + 80, 164, 44};
  if (ui.button("start", button, ui.say({"开始", "Start"}), style) || (ready && ui.key(kKeyEnter))) {
    commands.start = StartRequest{pack->id, exercise->id, *learner, state.start.is_exam};
  }
}

} // namespace

bool draw_start_page(Ui& ui, const StartContent& content, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_start_bar(ui, state, commands);
  const Layout at = lay_out(ui);
  draw_units(ui, at.units, content, state);
  draw_exercises(ui, at.exercises, content, state);
  const bool changed = draw_roster(ui, at.learners, content, state);
  draw_task(ui, {at.learners.x, at.learners.bottom() - 166, at.learners.w, 166}, content, state);
  c.box(at.bottom, kPanel, kLine2, 3);
  const float split = at.bottom.right() - 458;
  draw_unfinished(ui, {at.bottom.x, at.bottom.y, split - at.bottom.x, at.bottom.h}, content, commands);
  c.line({split, at.bottom.y + 10}, {split, at.bottom.bottom() - 10}, kLine);
  draw_go(ui, {split + 18, at.bottom.y + 10, 428, at.bottom.h - 20}, content, state, commands);
  if (ui.key(kKeyF, true)) {
    ui.start_editing("learner.search");
  }
  draw_status_bar(ui, state,
                  {{"Tab", ui.say({"下一项", "next item"})}, {ui.say({"回车", "Enter"}), ui.say({"选定 / 开始", "choose / start"})},
                   {"Ctrl+F", ui.say({"搜学员", "find a learner"})}, {"F1", ui.say({"帮助", "help"})}},
                  ui.say({"离线可用", "Works offline"}));
  return changed;
}

} // namespace jixia::hmi
