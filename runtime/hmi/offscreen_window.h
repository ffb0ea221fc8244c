#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "hmi/window_content.h"
#include "render/offscreen_context.h"

namespace jixia::hmi {

/// The window without a display: draws into a framebuffer through EGL, and a test or a headless run
/// is its person. One at a time.
class OffscreenWindow {
 public:
  ~OffscreenWindow();

  /// Draws `count` frames, each `elapsed` [s] after the last.
  bool frames(int count, double elapsed = 1.0 / 30);
  void move(float x, float y); ///< mouse, logical pixels
  void click(float x, float y, int times = 1);
  /// Clicks the middle of a widget. @returns false if it is not on the page.
  bool click(const std::string& widget, int times = 1);
  void right_drag(float x, float y, float dx, float dy);
  void wheel(float x, float y, float steps);
  void press(int key, bool control = false, bool shift = false);
  void type(const std::string& text);

  bool save_png(const std::filesystem::path& file);

  WindowContent& content() { return *content_; }
  /// Why the last call returned false.
  const Text& problem() const { return problem_; }
  void resize(int width, int height);

 private:
  friend std::unique_ptr<OffscreenWindow> make_offscreen_window(AppServices&, int, int, Text&);
  OffscreenWindow() = default;
  struct Target;
  std::unique_ptr<render::OffscreenContext> context_;
  std::unique_ptr<Target> target_;
  std::unique_ptr<WindowContent> content_;
  int width_ = 0, height_ = 0;
  double now_ = 0;
  float scale_ = 1;
  Text problem_;
};

/// nullptr and `problem` when this machine cannot draw off screen.
std::unique_ptr<OffscreenWindow> make_offscreen_window(AppServices& services, int width, int height, Text& problem);

} // namespace jixia::hmi
