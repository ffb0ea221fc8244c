// Draws pages of the window off screen, or opens it (FOLDER "window"): look_pages FOLDER [zh|en] [WIDTH HEIGHT] [SCALE %] [PAGE]
// [PACK] [EXERCISE] [SECONDS of the expert before the pictures] [VIEW of the plant, from 1]
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
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

/// Processor time of all threads; on a busy machine it tells more than the clock.
double processor() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const auto seconds_of = [](const timeval& t) { return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec); };
  return seconds_of(use.ru_utime) + seconds_of(use.ru_stime);
}

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
      const double begun = wall(), spent = processor();
      window.frames(count);
      window.save_png(folder / (name + ".png")); // waits for the last frame
      return std::pair(wall() - begun, processor() - spent);
    };
    const auto few = frames_and_picture(5), many = frames_and_picture(35);
    const double each = (many.first - few.first) / 30 * 1000; // without the picture's own time
    const double work = (many.second - few.second) / 30 * 1000;
    if (!window.save_png(folder / (name + ".png"))) {
      std::printf("%s\n", window.problem().en.c_str());
    }
    std::printf("%-24s %6.1f ms/frame, processor %.1f ms\n", name.c_str(), each, work);
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
  const std::string pack = word(7, "centrifugal-pump");
  const Text refused = window->content().start({pack, word(8, ""), services.roster()[0], false});
  if (!services.session()) {
    std::printf("%s\n", refused.en.c_str());
    return 1;
  }
  window->content().state().is_teacher = true;
  Diagnostics problems;
  const Exercise& exercise = services.session()->exercise();
  ScriptOperator expert(exercise.operators.front(), services.session()->world(), problems);
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
  state.tab = hmi::Tab::Plant;
  play(services, expert, 1e9);
  window->frames(4);
  s.shoot("debrief");
  return 0;
}
