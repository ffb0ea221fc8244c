#include "hmi/teacher_settings.h"

#include <algorithm>
#include <cmath>

#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr float kNames = 150, kRowOfText = 18;

/// Rows from top to bottom; only measured while `draws` is false.
struct Rows {
  Ui& ui;
  Box box;
  float y;
  bool draws;

  void heading(const Text& text) {
    y += 8;
    if (draws) {
      ui.canvas().text(box.x, y + 12, ui.say(text), TextSize::Medium, kText);
    }
    y += 28;
  }
  void lines(const std::string& text, Ink ink) {
    const int count = ui.canvas().line_count(box.w, text, TextSize::Small);
    if (draws) {
      ui.canvas().text_lines(box.x, y + 10, box.w, kRowOfText, count, text, TextSize::Small, ink);
    }
    y += kRowOfText * static_cast<float>(count) + 4;
  }
  Box row(const Text& name) {
    if (draws) {
      ui.canvas().text(box.x, y + 15, ui.say(name), TextSize::Small, kText2);
    }
    y += 34;
    return {box.x + kNames, y - 34, box.w - kNames, 30};
  }
  void field(const char* id, const Text& name, std::string& value, const Text& hint) {
    const Box at = row(name);
    if (draws) {
      ui.text_field(id, at, value, ui.say(hint));
    }
  }
};

void draw_teacher_switch(Rows& rows, UiState& state) {
  const Box at = rows.row({"教师面板", "Teacher's page"});
  if (!rows.draws) {
    return;
  }
  Ui& ui = rows.ui;
  const std::vector<std::string> words{ui.say({"关", "Off"}), ui.say({"开", "On"})};
  if (const auto chosen =
          ui.segments("teacher.panel", at.x, at.y, 28, words, state.is_teacher ? 1 : 0, {64, 64})) {
    state.is_teacher = *chosen == 1;
  }
}

void draw_rows(Rows& rows, std::size_t learners, UiState& state) {
  Ui& ui = rows.ui;
  TeacherSettings& t = *state.start.teacher;
  rows.heading({"本机", "This machine"});
  draw_teacher_switch(rows, state);
  rows.lines(
      ui.say({"练习时多一页“教师”：设事故、设缺陷、回退。考试时没有。",
              "Practice gets a page “Teacher”: malfunctions, defects, rewind. An exam has none."}),
      kText3);
  rows.heading({"班级名册", "Class roster"});
  const std::string count = std::to_string(learners);
  rows.lines(ui.say({"{0} 人，{1}", "{0} learners, {1}"}, {count, t.roster_file}), kText);
  rows.lines(ui.say({"每行一人：学号,姓名,班级,拼音首字母。改后重开程序。",
                     "One learner a line: number,name,class,initials. Start the program again "
                     "after a change."}),
             kText3);
  for (const Text& problem : t.roster_problems) {
    rows.lines(ui.say(problem), kBad);
  }
  rows.heading({"成绩报送", "Results"});
  const std::string waiting = std::to_string(t.waiting_results);
  rows.lines(ui.say({"{0} 份待报送资源库，见“资源库”页", "{0} wait for the library, see its page"},
                    {waiting}),
             kText);
  rows.field("school.home", {"学校主页", "Home page of the school"}, t.home_page,
             {"https://…", "https://…"});
  rows.field("school.base", {"xAPI 活动前缀", "xAPI activity base"}, t.activity_base,
             {"https://…/xapi", "https://…/xapi"});
  rows.field("ilab.user", {"实验空间用户名", "ilab-x user"}, t.ilab_username,
             {"没有就空着", "empty if none"});
  rows.field("ilab.title", {"实验空间项目名", "ilab-x title"}, t.ilab_title,
             {"没有就空着", "empty if none"});
  rows.field("ilab.id", {"实验空间编号", "ilab-x app id"}, t.ilab_id,
             {"没有就空着", "empty if none"});
}

} // namespace

void draw_teacher_settings(Ui& ui, std::size_t learners, UiState& state, UiCommands& commands) {
  if (!state.start.shows_teacher || !state.start.teacher) {
    return;
  }
  Canvas& c = ui.canvas();
  const float w = std::min(580.0F, ui.width() - 24);
  Rows measured{ui, {0, 0, w - 44, 0}, 0, false};
  draw_rows(measured, learners, state);
  const float h = std::min(measured.y + 90, ui.height() - 24);
  const Box b{std::round((ui.width() - w) / 2), std::round((ui.height() - h) / 2), w, h};
  ui.open_layer(b, true);
  c.fill({0, 0, ui.width(), ui.height()}, ink(0x1B2227, 0.30));
  c.fill({b.x + 3, b.y + 3, b.w, b.h}, ink(0x1B2227, 0.22), 4);
  draw_panel(c, b, ui.say({"教师设置", "Teacher's settings"}));
  const Box room{b.x + 1, b.y + 30, b.w - 2, b.h - 30 - 50};
  const Box body = ui.begin_scroll("teacher.rows", room, measured.y + 8);
  Rows rows{ui, {body.x + 16, body.y, w - 44, body.h}, body.y, true};
  draw_rows(rows, learners, state);
  ui.end_scroll();
  const float y = b.bottom() - 42;
  const bool cancels =
      ui.button("teacher.cancel", {b.right() - 212, y, 92, 30}, ui.say({"取消", "Cancel"})) ||
      ui.key(kKeyEscape);
  const bool keeps = ui.button("teacher.keep", {b.right() - 112, y, 96, 30},
                               ui.say({"保存", "Save"}), {Look::Primary});
  ui.close_layer();
  if (keeps) {
    commands.teacher_settings = state.start.teacher;
  }
  if (keeps || cancels) {
    state.start.shows_teacher = false;
    state.start.teacher.reset();
  }
}

} // namespace jixia::hmi
