#include "hmi/window_content.h"

#include <backends/imgui_impl_opengl3.h>
#include <glad/gl.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "base/program_folder.h"
#include "hmi/debrief_page.h"
#include "hmi/help_overlay.h"
#include "hmi/top_bar.h"
#include "hmi/training_page.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

constexpr float kLeastWidth = 1010, kLeastHeight = 560; // [logical px] that every page fits in

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
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  return ImGui_ImplOpenGL3_CreateFontsTexture();
}

bool WindowContent::frame(int width, int height, double now, double elapsed, Text& problem) {
  now_ = now;
  const float scale = calc_scale(width, height);
  if (!prepare_fonts(scale, problem)) {
    return false;
  }
  driver_.advance(elapsed, now, state_);
  if (driver_.session() != nullptr && state_.page == Page::Training && driver_.session()->finished() &&
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
  glViewport(0, 0, width, height);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(0xBF / 255.0F, 0xC6 / 255.0F, 0xCB / 255.0F, 1); // kApp: no page fills its ground again
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  carry_out(commands, now);
  return true;
}

void WindowContent::draw_page(UiCommands& commands, double elapsed) {
  if (pending_load_) {
    draw_loading(*ui_, state_);
    return;
  }
  if (state_.page == Page::Start || driver_.session() == nullptr) {
    if (!has_content_) {
      content_ = read_start_content(*services_, state_.start);
      has_content_ = true;
    }
    if (draw_start_page(*ui_, content_, state_, commands)) {
      content_.past = services_->past_scores(state_.start.learner_id);
      commands.settings_changed = true;
    }
  } else {
    draw_run(commands, elapsed);
  }
  draw_menu(*ui_, state_, commands);
  draw_question(*ui_, state_, commands);
  draw_help(*ui_, state_);
}

void WindowContent::draw_run(UiCommands& commands, double elapsed) {
  Session& session = *driver_.session();
  RunView run{session.scenario(), session.exercise(), session.world(), session.log(), session.score(), driver_.shown()};
  run.is_exam = session.options().is_exam;
  run.can_rewind = !run.is_exam;
  if (last_request_) {
    run.learner_name = last_request_->learner.name;
    run.class_name = last_request_->learner.class_name;
  }
  if (state_.page == Page::Debrief) {
    draw_debrief_page(*ui_, run, state_, commands);
    return;
  }
  if (const ScoreLine* line = find_active_line(run.score)) {
    run.active_step = line->id;
    run.active_conditions = session.conditions(line->id);
  }
  draw_training_page(*ui_, run, driver_.real_speed(), services_->picture(), *renderer_, view3d_, state_, commands, elapsed);
}

void WindowContent::say(const Text& text, double now) {
  state_.notice = text.in(state_.language);
  state_.notice_until = now + 6;
}

void WindowContent::open_session(Session* session, const Text& problem) {
  if (session == nullptr) {
    state_.dialog = DialogState{{"不能开始", "It cannot start"}, problem, {"知道了", "All right"}, false, {}, DialogState::Then::Nothing};
    return;
  }
  const UiState before = std::move(state_);
  state_ = UiState{};
  state_.language = before.language;
  state_.scale_percent = before.scale_percent;
  state_.is_teacher = before.is_teacher && !session->options().is_exam;
  state_.start = before.start;
  state_.page = Page::Training;
  state_.tab = session->scenario().scene.models.empty() ? Tab::Dcs : Tab::Plant;
  if (!session->scenario().screens.empty()) {
    state_.screen = session->scenario().screens.front().id;
    state_.trend.tags = session->scenario().screens.front().trends;
  }
  driver_.open(session, state_);
}

Text WindowContent::start(const StartRequest& request) {
  Text problem;
  driver_.close();
  services_->leave();
  last_request_ = request;
  Session* session = services_->start(request, problem);
  open_session(session, problem);
  return session == nullptr ? problem : Text{};
}

Text WindowContent::resume(const std::filesystem::path& attempt) {
  Text problem;
  driver_.close();
  services_->leave();
  last_request_.reset();
  Session* session = services_->resume(attempt, problem);
  open_session(session, problem);
  return session == nullptr ? problem : Text{};
}

void WindowContent::ask_to_quit() {
  if (state_.page != Page::Training) {
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

void WindowContent::carry_out(const UiCommands& commands, double now) {
  if (pending_load_) { // the page that says so has been drawn: now it may take its time
    const UiCommands load = std::move(*pending_load_);
    pending_load_.reset();
    if (load.start) {
      start(*load.start);
    } else if (load.resume) {
      resume(*load.resume);
    }
    return;
  }
  driver_.carry_out(commands, now, state_);
  if (commands.start || commands.resume) {
    pending_load_ = commands;
  }
  if (commands.again && last_request_) {
    pending_load_ = UiCommands{};
    pending_load_->start = last_request_;
  }
  if (commands.hand_in && driver_.session() != nullptr) {
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
  if (commands.settings_changed) {
    services_->keep_settings({state_.language, state_.scale_percent, state_.start.learner_id});
  }
  quits_ = quits_ || commands.quit;
}

} // namespace jixia::hmi
