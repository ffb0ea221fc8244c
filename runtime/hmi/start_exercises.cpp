#include <algorithm>
#include <cmath>

#include "hmi/start_choices.h"
#include "hmi/start_columns.h"
#include "hmi/widgets.h"

namespace jixia::hmi {

std::string minutes(const Ui& ui, SimTime time) {
  const std::string n = std::to_string(std::lround(seconds(time) / 60));
  return ui.say({"{0} 分钟", "{0} min"}, {n});
}

namespace {

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

} // namespace jixia::hmi
