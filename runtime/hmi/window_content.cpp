#include "hmi/window_content.h"

#include <backends/imgui_impl_opengl3.h>
#include <glad/gl.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "base/program_folder.h"
#include "hmi/debrief_facts.h"
#include "hmi/debrief_page.h"
#include "hmi/help_overlay.h"
#include "hmi/library_page.h"
#include "hmi/menu.h"
#include "hmi/top_bar.h"
#include "hmi/training_page.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

void set_keys(ImGuiIO& io) {
  const std::pair<int, int> keys[] = {
      {ImGuiKey_Tab, kKeyTab}, {ImGuiKey_LeftArrow, kKeyLeft}, {ImGuiKey_RightArrow, kKeyRight},
      {ImGuiKey_UpArrow, kKeyUp}, {ImGuiKey_DownArrow, kKeyDown}, {ImGuiKey_PageUp, kKeyPageUp},
      {ImGuiKey_PageDown, kKeyPageDown}, {ImGuiKey_Home, kKeyHome}, {ImGuiKey_End, kKeyEnd},
      {ImGuiKey_Insert, kKeyInsert}, {ImGuiKey_Delete, kKeyDelete}, {ImGuiKey_Backspace, kKeyBackspace},
      {ImGuiKey_Space, kKeySpace}, {ImGuiKey_Enter, kKeyEnter}, {ImGuiKey_Escape, kKeyEscape},
      {ImGuiKey_KeyPadEnter, kKeyKeypadEnter}, {ImGuiKey_A, kKeyA}, {ImGuiKey_C, kKeyC},
      {ImGuiKey_V, kKeyV}, {ImGuiKey_X, kKeyX}, {ImGuiKey_Y, kKeyY}, {ImGuiKey_Z, kKeyZ}};
  for (const auto& [key, code] : keys) {
    io.KeyMap[key] = code;
  }
}

} // namespace

std::unique_ptr<WindowContent> make_window_content(render::GlLoader loader, AppServices& services, Text& problem) {
  auto renderer = render::make_renderer(loader, problem);
  if (!renderer || gladLoadGL(reinterpret_cast<GLADloadfunc>(loader)) == 0) {
    return nullptr;
  }
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  set_keys(io);
  std::unique_ptr<WindowContent> content(new WindowContent(services, std::move(renderer)));
  if (!ImGui_ImplOpenGL3_Init("#version 330") || !content->prepare_fonts(1.0F, problem)) {
    return nullptr;
  }
  return content;
}

WindowContent::WindowContent(AppServices& services, std::unique_ptr<render::Renderer> renderer)
    : services_(&services), renderer_(std::move(renderer)), driver_(services) {
  renderer_->set_options(render::choose_options(renderer_->device_name()));
  const WindowSettings settings = services.settings();
  state_.language = settings.language;
  state_.scale_percent = std::clamp(settings.scale_percent, 80, 200);
  state_.start.learner_id = settings.learner_id;
  state_.has_sound = settings.has_sound;
  ui_.emplace(fonts_, 1.0F);
  state_.camera.is_set = false;
}

WindowContent::~WindowContent() {
  driver_.close();
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

float WindowContent::calc_scale(int width, int height) const {
  const float most = std::min(static_cast<float>(width) / kLeastWidth, static_cast<float>(height) / kLeastHeight);
  const float asked = static_cast<float>(state_.scale_percent) / 100;
  return std::clamp(std::min(asked, most), 0.8F, 2.0F);
}

bool WindowContent::prepare_fonts(float scale, Text& problem) {
  if (scale == font_scale_ && !fonts_.is_lacking()) {
    return true;
  }
  if (!fonts_.load(assets_folder() / "fonts" / "jixia-ui.otf", scale, problem)) {
    return false;
  }
  font_scale_ = scale;
  painter_.forget();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  return ImGui_ImplOpenGL3_CreateFontsTexture();
}

bool WindowContent::frame(int width, int height, double now, double elapsed, Text& problem) {
  now_ = now;
  const float scale = calc_scale(width, height);
  if (!prepare_fonts(scale, problem)) {
    return false;
  }
  if (watched_) {
    watched_->advance(elapsed, now, state_.speed, state_.is_running && !state_.dialog);
    state_.is_running = state_.is_running && !watched_->is_over();
  } else {
    driver_.advance(elapsed, now, state_);
  }
  if (!watched_ && driver_.session() != nullptr && state_.page == Page::Training && driver_.session()->finished() &&
      !state_.looks_back) {
    finish_run();
  }
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.DisplayFramebufferScale = {1, 1};
  io.DeltaTime = static_cast<float>(std::max(elapsed, 1e-4));
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  ui_->set_scale(scale);
  ui_->language = state_.language;
  ui_->begin_frame(static_cast<float>(width) / scale, static_cast<float>(height) / scale, now);
  UiCommands commands;
  draw_page(commands, elapsed);
  ui_->end_frame();
  ImGui::Render();
  painter_.draw(*ImGui::GetDrawData(), width, height);
  carry_out(commands, now);
  return true;
}

void WindowContent::draw_library(UiCommands& commands) {
  draw_start_bar(*ui_, state_, commands);
  commands.library = draw_library_page(*ui_, services_->library().view(), content_, state_);
  draw_status_bar(*ui_, state_, {{"Tab", ui_->say({"下一项", "next item"})}, {"↑ ↓", ui_->say({"选择", "choose"})}, {"Esc", ui_->say({"返回", "back"})}, {"F1", ui_->say({"帮助", "help"})}}, "");
  draw_menu(*ui_, nullptr, state_, commands);
  has_content_ = state_.library.is_open; // a fetched pack stands on the start page
}

void WindowContent::draw_page(UiCommands& commands, double elapsed) {
  if (pending_load_) {
    draw_loading(*ui_, state_);
    return;
  }
  if (state_.page == Page::Start || (driver_.session() == nullptr && !watched_)) {
    if (!has_content_) {
      content_ = read_start_content(*services_, state_.start);
      has_content_ = true;
    }
    if (state_.start.shows_teacher && !state_.start.teacher) {
      state_.start.teacher = services_->teacher_settings();
    }
    if (state_.library.is_open) {
      draw_library(commands);
    } else if (draw_start_page(*ui_, content_, state_, commands)) {
      commands.settings_changed = true;
    }
  } else {
    draw_run(commands, elapsed);
  }
  draw_question(*ui_, state_, commands);
  draw_help(*ui_, state_);
}

void WindowContent::draw_run(UiCommands& commands, double elapsed) {
  const Session& session = watched_ ? watched_->session() : *driver_.session();
  RunView run{session.scenario(), session.exercise(), session.world(), session.log(), session.score(), watched_ ? watched_->shown() : driver_.shown()};
  run.is_exam = session.options().is_exam;
  run.can_rewind = !run.is_exam && !watched_;
  if (watched_) {
    run.watched = watched_->can_seek() ? RunView::Watched::Playback : RunView::Watched::Demonstration;
    run.watched_run = &*watched_;
    run.losses = losses_;
  } else {
    const Learner learner = services_->request().learner;
    run.learner_name = learner.name;
    run.class_name = learner.class_name;
  }
  if (state_.page == Page::Debrief) {
    draw_debrief_page(*ui_, run, state_, commands);
    return;
  }
  if (const ScoreLine* line = find_active_line(run.score)) {
    run.active_step = line->id;
    run.active_conditions = session.conditions(line->id);
  }
  draw_training_page(*ui_, run, watched_ ? watched_->real_speed() : driver_.real_speed(), services_->picture(), *renderer_, view3d_, state_, commands, elapsed);
}

void WindowContent::say(const Text& text, double now) {
  state_.notice = text.in(state_.language);
  state_.notice_until = now + 6;
}

void WindowContent::show_refused(const Text& problem) {
  state_.dialog = DialogState{{"不能开始", "It cannot start"}, problem, {"知道了", "All right"}, false, {}, DialogState::Then::Nothing};
}

UiState WindowContent::state_for(const Session& session) const {
  UiState fresh;
  fresh.language = state_.language;
  fresh.scale_percent = state_.scale_percent;
  fresh.has_sound = state_.has_sound;
  fresh.is_teacher = state_.is_teacher && !session.options().is_exam;
  fresh.start = state_.start;
  fresh.page = Page::Training;
  fresh.tab = session.scenario().scene.models.empty() ? Tab::Dcs : Tab::Plant;
  if (!session.scenario().screens.empty()) {
    fresh.screen = session.scenario().screens.front().id;
    fresh.trend.tags = session.scenario().screens.front().trends;
  }
  return fresh;
}

void WindowContent::open_session(Session* session, const Text& problem) {
  if (session == nullptr) {
    show_refused(problem);
    return;
  }
  state_ = state_for(*session);
  driver_.open(session, state_);
}

Text WindowContent::start(const StartRequest& request) {
  Text problem;
  driver_.close();
  services_->leave();
  Session* session = services_->start(request, problem);
  open_session(session, problem);
  return session == nullptr ? problem : Text{};
}

Text WindowContent::resume(const std::filesystem::path& attempt) {
  Text problem;
  driver_.close();
  services_->leave();
  Session* session = services_->resume(attempt, problem);
  open_session(session, problem);
  return session == nullptr ? problem : Text{};
}

void WindowContent::ask_to_quit() {
  if (state_.page != Page::Training || watched_) {
    quits_ = true;
    return;
  }
  state_.dialog = DialogState{{"退出稷下？", "Quit Jixia?"}, {"本次练习保存，可从开始页继续。", "The run is kept; it can go on from the start page."},
                              {"退出", "Quit"}, false, {}, DialogState::Then::Quit};
}

void WindowContent::finish_run() {
  state_.finished = services_->finish();
  state_.page = Page::Debrief;
  state_.is_running = false;
  has_content_ = false;
}

void WindowContent::repeat(SimTime time) {
  Text problem;
  driver_.close();
  Session* session = services_->repeat(time, problem);
  if (session == nullptr) {
    state_.page = Page::Start;
    has_content_ = false;
  }
  open_session(session, problem);
}

Session* WindowContent::open_watched(const std::optional<StartRequest>& request) {
  Text problem;
  Session* session = services_->watch(request, problem);
  if (session == nullptr) {
    show_refused(problem);
  }
  return session;
}

void WindowContent::show_watched(double now) {
  state_behind_ = state_;
  state_ = state_for(watched_->session());
  state_.is_running = true;
  watched_->advance(0, now, 1, true);
}

void WindowContent::demonstrate(const StartRequest& request) {
  if (Session* session = open_watched(request)) {
    Diagnostics problems; // the pack's proof has them all
    watched_.emplace(*session, find_expert(session->exercise()), problems);
    losses_.clear();
    show_watched(now_);
  }
}

void WindowContent::play_back() {
  if (driver_.session() == nullptr) {
    return;
  }
  const Session& ended = *driver_.session();
  if (Session* session = open_watched(std::nullopt)) {
    watched_.emplace(*session, ended.log().actions(), ended.world().time());
    watched_->seek(sim_time(state_.debrief_at));
    losses_ = find_loss_times(ended.score());
    show_watched(now_);
  }
}

void WindowContent::stop_watching() {
  if (!watched_) {
    return;
  }
  watched_.reset();
  services_->stop_watching();
  UiState behind = std::move(*state_behind_);
  state_behind_.reset();
  behind.language = state_.language;
  behind.scale_percent = state_.scale_percent;
  behind.has_sound = state_.has_sound;
  state_ = std::move(behind);
}

int WindowContent::sounding_priority() const {
  return state_.has_sound && state_.page == Page::Training ? state_.sounding_priority : 0;
}

/// What takes its time; called after the page that says so has been drawn. @returns false: nothing
bool WindowContent::load(const UiCommands& commands) {
  if (commands.start) {
    start(*commands.start);
  } else if (commands.resume) {
    resume(*commands.resume);
  } else if (commands.again) {
    start(services_->request());
  } else if (commands.repeat_from) {
    repeat(*commands.repeat_from);
  } else if (commands.demonstration) {
    demonstrate(*commands.demonstration);
  } else if (commands.play_back) {
    play_back();
  } else {
    return false;
  }
  return true;
}

void WindowContent::carry_out(const UiCommands& commands, double now) {
  if (pending_load_) { // the page that says so has been drawn: now it may take its time
    const UiCommands wanted = std::move(*pending_load_);
    pending_load_.reset();
    load(wanted);
    return;
  }
  if (!watched_) {
    driver_.carry_out(commands, now, state_);
  } else if (!commands.actions.empty()) {
    state_.refusal = {"", {"现在只能看，不能操作", "This is only to be watched; orders have no effect"}, now};
  }
  if (watched_ && commands.seek) {
    watched_->seek(*commands.seek);
  }
  if (commands.start || commands.resume || commands.again || commands.repeat_from || commands.demonstration || commands.play_back) {
    pending_load_ = commands;
  }
  if (commands.stop_watching) {
    stop_watching();
  }
  if (commands.hand_in && !watched_ && driver_.session() != nullptr) {
    finish_run();
  }
  if (commands.leave) {
    driver_.close();
    services_->leave();
    state_.page = Page::Start;
    has_content_ = false;
  }
  if (commands.write_report) {
    Text problem;
    const auto file = services_->write_report(state_.language, problem);
    say(file ? fill({"报告已写到 {0}", "Report written to {0}"}, std::vector<std::string>{file->string()}) : problem, now);
  }
  if (commands.library.kind != LibraryAsk::Kind::None) {
    services_->library().ask(commands.library);
  }
  if (commands.teacher_settings) {
    const auto problem = services_->keep_teacher_settings(*commands.teacher_settings);
    if (problem) {
      state_.dialog = DialogState{{"没有保存", "Not kept"}, *problem, {"知道了", "All right"}, false, {}, DialogState::Then::Nothing};
    } else {
      say({"教师设置已保存", "Teacher's settings kept"}, now);
    }
  }
  if (commands.settings_changed) {
    services_->keep_settings({state_.language, state_.scale_percent, state_.start.learner_id, state_.has_sound});
  }
  quits_ = quits_ || commands.quit;
}

} // namespace jixia::hmi
