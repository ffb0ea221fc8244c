// Draws pages of the window off screen, or opens it (FOLDER "window"):
// look_pages FOLDER [zh|en] [WIDTH HEIGHT] [SCALE %] [PAGE] [PACK] [EXERCISE]
//   [SECONDS of the operator before the pictures] [VIEW of the plant, from 1] [OPERATOR]
// Prints the wall and the processor time of a frame; the second is right on a busy machine too.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <ctime>
#include <functional>

#include "hmi/offscreen_window.h"
#include "hmi/window.h"
#include "session/script_operator.h"
#include "support/fake_services.h"

using namespace jixia;

namespace {

double wall() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Of all threads of this program.
double processor() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Cost {
  double wall, processor;
};

struct Shooter {
  hmi::OffscreenWindow& window;
  std::filesystem::path folder;
  std::string only;

  void shoot(const std::string& name) {
    if (!only.empty() && name.find(only) == std::string::npos) {
      return;
    }
    window.frames(3);
    const auto frames_and_picture = [&](int count) {
      const Cost begun{wall(), processor()};
      window.frames(count);
      window.save_png(folder / (name + ".png")); // waits for the last frame
      return Cost{wall() - begun.wall, processor() - begun.processor};
    };
    const Cost few = frames_and_picture(5);
    const Cost many = frames_and_picture(35); // the difference has not the picture's own time
    if (!window.save_png(folder / (name + ".png"))) {
      std::printf("%s\n", window.problem().en.c_str());
    }
    std::printf("%-24s %6.1f ms/frame %6.1f ms of processor\n", name.c_str(), (many.wall - few.wall) / 30 * 1000, (many.processor - few.processor) / 30 * 1000);
    std::fflush(stdout);
  }
};

/// Lets the expert play until `until` seconds.
void play(test::FakeServices& services, ScriptOperator& expert, double until) {
  Session& session = *services.session();
  while (seconds(session.world().time()) < until && !session.finished()) {
    for (OperatorAction& action : expert.actions_at(session.world())) {
      session.submit(action);
    }
    session.advance();
  }
}

/// The library page: to be connected, open, and fetching.
void shoot_library(Shooter& s, hmi::LibraryView& view, hmi::LibraryState& state) {
  using hmi::SentResult;
  state.is_open = true;
  s.shoot("library-connect");
  view.place = "https://library.linzi.example";
  view.has_key = view.has_catalogue = true;
  view.note = {"目录已是最新，签名无误", "The catalogue is new and its signatures are right"};
  view.packs = {
      {"linzi-first/batch-reactor@1.2.0", "linzi-first", "batch-reactor", "1.2.0", "chemical", {"间歇反应釜单元", "Batch reactor unit"}, {"升温、保温、泄压、出料，认识放热反应的失控与处置。", "Heat, hold, relieve and discharge; meet a runaway and deal with it."}, 412'000, "1.1.0"},
      {"linzi-first/centrifugal-pump@1.0.0", "linzi-first", "centrifugal-pump", "1.0.0", "chemical", {"离心泵单元", "Centrifugal pump unit"}, {"冷态开车、正常运行、停车与事故处理。", "Start from cold, run, stop and deal with faults."}, 96'000, "1.0.0"},
      {"qilu-second/box-transfer@2.1.0", "qilu-second", "box-transfer", "2.1.0", "manufacturing", {"箱体输送线", "Box transfer line"}, {"启动、停止、清理卡料、急停与复位。", "Start, stop, clear a jam, e-stop and restart."}, 31'900, ""}};
  view.results = {{SentResult::State::Waiting, "centrifugal-pump", "cold-start", "林一帆", "11-26 08:10", 88, {"连不上资源库", "the library cannot be reached"}},
                  {SentResult::State::Sent, "centrifugal-pump", "cold-start", "林知远", "11-25 09:02", 92, {}},
                  {SentResult::State::Sent, "box-transfer", "normal-start", "凌霄", "11-25 08:40", 100, {}}};
  s.shoot("library");
  view.work = hmi::LibraryView::Work::Fetching;
  view.fetching = view.packs[0].name;
  view.done = 130'000;
  view.all = 412'000;
  s.shoot("library-fetching");
  view = {};
  state = {};
}

} // namespace

int main(int count, char** words) {
  const auto word = [&](int k, const char* otherwise) { return std::string(count > k ? words[k] : otherwise); };
  const std::filesystem::path folder = word(1, ".");
  const int width = std::atoi(word(3, "1366").c_str());
  const int height = std::atoi(word(4, "768").c_str());
  if (folder != "window") {
    std::filesystem::create_directories(folder);
  }
  const double begun = wall();
  const char* packs = std::getenv("LOOK_SCENARIOS");
  test::FakeServices services(packs != nullptr ? std::filesystem::path(packs) : std::filesystem::path(JIXIA_SOURCE_DIR) / "scenarios");
  for (const Diagnostic& d : services.problems().all()) {
    std::printf("%s\n", d.problem.en.c_str());
  }
  services.kept.language = word(2, "zh") == "en" ? Language::English : Language::Chinese;
  services.kept.scale_percent = std::atoi(word(5, "100").c_str());
  services.unfinished_attempts = {{"a", {"离心泵", "Centrifugal pump"}, {"冷态开车", "Cold start"}, "林一帆", "11-20 14:31", std::chrono::minutes(18), std::chrono::minutes(45)}};
  if (word(1, "") == "window") { // the same on a display
    const auto refused = hmi::run_window({width, height, false, {}, {}}, services);
    std::printf("%s\n", refused ? refused->en.c_str() : "closed");
    return refused ? 1 : 0;
  }
  Text problem;
  auto window = hmi::make_offscreen_window(services, width, height, problem);
  if (!window) {
    std::printf("%s\n", problem.en.c_str());
    return 1;
  }
  window->frames(1);
  std::printf("first frame %.2f s\n", wall() - begun);
  Shooter s{*window, folder, word(6, "")};
  s.shoot("start");
  shoot_library(s, services.library_desk.shown, window->content().state().library);
  window->content().state().start.shows_teacher = true;
  s.shoot("teacher-settings");
  window->content().state().start.shows_teacher = false;
  window->content().state().start.teacher.reset();
  const std::string pack = word(7, "centrifugal-pump");
  const Text refused = window->content().start({pack, word(8, ""), services.roster()[0], false});
  if (!services.session()) {
    std::printf("%s\n", refused.en.c_str());
    return 1;
  }
  window->content().state().is_teacher = true;
  Diagnostics problems;
  const Exercise& exercise = services.session()->exercise();
  const std::string wanted = word(11, "expert");
  const auto chosen = std::find_if(exercise.operators.begin(), exercise.operators.end(), [&](const OperatorScript& script) { return script.id == wanted; });
  ScriptOperator expert(chosen != exercise.operators.end() ? *chosen : exercise.operators.front(), services.session()->world(), problems);
  auto& state = window->content().state();
  window->frames(5);
  s.shoot("plant-begin");
  play(services, expert, std::atof(word(9, "700").c_str()));
  state.selected = pack == "centrifugal-pump" ? "HV101" : "";
  state.camera.view = std::atoi(word(10, "1").c_str()) - 1;
  state.camera.is_set = false;
  window->frames(3);
  s.shoot("plant");
  const std::pair<hmi::Tab, const char*> tabs[] = {{hmi::Tab::Dcs, "dcs"}, {hmi::Tab::Trend, "trend"}, {hmi::Tab::Alarms, "alarms"}, {hmi::Tab::Field, "field"}, {hmi::Tab::Actions, "actions"}, {hmi::Tab::Instructor, "teacher"}};
  for (const auto& [tab, name] : tabs) {
    state.tab = tab;
    if (tab == hmi::Tab::Dcs) {
      hmi::FaceplateState plate;
      plate.component = "FIC101";
      plate.place = {1090, 120};
      state.faceplates.push_back(plate);
      state.trend.tags = {"FIC101.PV", "PIC101.PV", "LIC101.PV", "FIC101.OP", "FIC101.SP"};
    } else {
      state.faceplates.clear();
    }
    s.shoot(name);
  }
  state.shows_help = true;
  s.shoot("help");
  state.shows_help = false;
  state.shows_menu = true;
  s.shoot("menu");
  state.shows_menu = false;
  state.tab = hmi::Tab::Procedure;
  s.shoot("steps");
  state.tab = hmi::Tab::Plant;
  play(services, expert, 1e9);
  window->frames(4);
  s.shoot("debrief");
  for (const auto& [section, name] : {std::pair{1, "debrief-evidence"}, std::pair{2, "debrief-table"}, std::pair{3, "debrief-advice"}, std::pair{4, "debrief-timeline"}}) {
    if (window->content().ui().find_box("debrief.section0")) { // where they are tabs
      state.debrief_section = section;
      s.shoot(name);
    }
  }
  window->press(hmi::kKeySpace);
  for (int k = 0; k < 200 && (window->content().watched() == nullptr || window->content().watched()->is_seeking()); ++k) {
    window->frames(1);
  }
  s.shoot("playback");
  return 0;
}
