#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "hmi/app_services.h"
#include "hmi/session_driver.h"
#include "hmi/start_page.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"
#include "hmi/view3d.h"
#include "hmi/watched_run.h"
#include "hmi/window_painter.h"
#include "render/renderer.h"

namespace jixia::hmi {

/// Everything inside the window: ImGui, font, pages, 3D picture, session. It draws into the
/// framebuffer that is bound and knows neither GLFW nor a display, so that every page can be drawn
/// and tested off screen.
class WindowContent {
 public:
  ~WindowContent();

  /// Draws one frame of width x height pixels and then does what the person asked for.
  /// @param now      wall time since the window opened [s]
  /// @param elapsed  since the last frame [s]
  /// @returns false and `problem` if OpenGL or the font fails; the window should then close.
  bool frame(int width, int height, double now, double elapsed, Text& problem);

  bool wants_to_quit() const { return quits_; }
  /// The person closed the window: quits, or asks first while an exercise runs.
  void ask_to_quit();
  UiState& state() { return state_; }
  Session* session() const { return driver_.session(); }
  const WatchedRun* watched() const { return watched_ ? &*watched_ : nullptr; }
  /// Of the alarm that should sound now; 0: none.
  int sounding_priority() const;
  const Ui& ui() const { return *ui_; }
  /// The next frame is drawn whole, not only what changed.
  void redraw() { painter_.forget(); }
  /// Share of the window that the last frame drew again, 0 to 1.
  double drawn_share() const { return painter_.drawn_share(); }
  /// Notes every text from the next frame on: ui().texts(); for tests.
  void note_texts(bool on) { ui_->note_texts(on); }

  /// Opens an exercise at once, past the start page. Empty text on success.
  Text start(const StartRequest& request);

  /// Goes on with an interrupted attempt.
  Text resume(const std::filesystem::path& attempt);

  /// How large one logical pixel is: the scale the person asked for, but never so large that the
  /// page would have less than kLeastWidth x kLeastHeight logical pixels: 200 % at 1366 x 768.
  float calc_scale(int width, int height) const;

 private:
  friend std::unique_ptr<WindowContent> make_window_content(render::GlLoader, AppServices&, Text&);
  WindowContent(AppServices& services, std::unique_ptr<render::Renderer> renderer);
  bool prepare_fonts(float scale, Text& problem);
  void draw(double now, double elapsed);
  void draw_page(UiCommands& commands, double elapsed);
  void draw_library(UiCommands& commands);
  void draw_run(UiCommands& commands, double elapsed);
  void carry_out(const UiCommands& commands, double now);
  void open_session(Session* session, const Text& problem);
  UiState state_for(const Session& session) const;
  bool load(const UiCommands& commands);
  void repeat(SimTime time);
  void demonstrate(const StartRequest& request);
  void play_back();
  Session* open_watched(const std::optional<StartRequest>& request);
  void show_watched(double now);
  void stop_watching();
  void show_refused(const Text& problem);
  void finish_run();
  void say(const Text& text, double now);

  AppServices* services_;
  std::unique_ptr<render::Renderer> renderer_;
  Fonts fonts_;
  std::optional<Ui> ui_;
  UiState state_;
  StartContent content_;
  SessionDriver driver_;
  View3d view3d_;
  WindowPainter painter_;
  std::optional<WatchedRun> watched_;
  std::optional<UiState> state_behind_; ///< of the page that goes on when watching ends
  std::vector<double> losses_;          ///< [s] of the run that is played back
  float font_scale_ = 0;
  bool has_content_ = false, quits_ = false;
  double now_ = 0;
  int frames_to_load_ = -1;
  std::optional<UiCommands> pending_load_;
};

/// For the OpenGL context that is current; null and `problem` when it is older than 3.3 or the font
/// is missing. One at a time, because ImGui's context is global.
std::unique_ptr<WindowContent> make_window_content(render::GlLoader loader, AppServices& services, Text& problem);

} // namespace jixia::hmi
