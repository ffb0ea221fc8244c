#include "hmi/offscreen_window.h"

#include <imgui.h>

#include "render/capture.h"

namespace jixia::hmi {

struct OffscreenWindow::Target {
  Target(int width, int height) : target(width, height) {}
  render::OffscreenTarget target;
};

std::unique_ptr<OffscreenWindow> make_offscreen_window(AppServices& services, int width, int height, Text& problem) {
  std::unique_ptr<OffscreenWindow> window(new OffscreenWindow);
  window->context_ = render::make_offscreen_context(problem);
  if (!window->context_) {
    return nullptr;
  }
  window->content_ = make_window_content(render::OffscreenContext::loader(), services, problem);
  if (!window->content_) {
    return nullptr;
  }
  ImGui::GetIO().MousePos = {-1000, -1000};
  window->resize(width, height);
  return window;
}

OffscreenWindow::~OffscreenWindow() {
  content_.reset();
  target_.reset();
}

void OffscreenWindow::resize(int width, int height) {
  target_.reset();
  target_ = std::make_unique<Target>(width, height);
  width_ = width;
  height_ = height;
}

bool OffscreenWindow::frames(int count, double elapsed) {
  for (int k = 0; k < count; ++k) {
    now_ += elapsed;
    scale_ = content_->calc_scale(width_, height_);
    if (!content_->frame(width_, height_, now_, elapsed, problem_)) {
      return false;
    }
  }
  return true;
}

void OffscreenWindow::move(float x, float y) {
  ImGui::GetIO().MousePos = {x * scale_, y * scale_};
}

void OffscreenWindow::click(float x, float y, int times) {
  move(x, y);
  frames(2);
  for (int k = 0; k < times; ++k) {
    ImGui::GetIO().MouseDown[0] = true;
    frames(1);
    ImGui::GetIO().MouseDown[0] = false;
    frames(1);
  }
}

bool OffscreenWindow::click(const std::string& widget, int times) {
  const auto box = content_->ui().find_box(widget);
  if (box) {
    click(box->mid_x(), box->mid_y(), times);
  }
  return box.has_value();
}

void OffscreenWindow::right_drag(float x, float y, float dx, float dy) {
  move(x, y);
  frames(2);
  ImGui::GetIO().MouseDown[1] = true;
  frames(1);
  move(x + dx, y + dy);
  frames(1);
  ImGui::GetIO().MouseDown[1] = false;
  frames(1);
}

void OffscreenWindow::wheel(float x, float y, float steps) {
  move(x, y);
  frames(1);
  ImGui::GetIO().MouseWheel = steps;
  frames(1);
}

void OffscreenWindow::press(int key, bool control, bool shift) {
  ImGuiIO& io = ImGui::GetIO();
  io.KeyCtrl = control;
  io.KeyShift = shift;
  io.KeysDown[key] = true;
  frames(1);
  io.KeysDown[key] = false;
  io.KeyCtrl = io.KeyShift = false;
  frames(1);
}

void OffscreenWindow::type(const std::string& text) {
  frames(2);
  ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
  frames(2);
}

bool OffscreenWindow::save_png(const std::filesystem::path& file) {
  const render::Picture picture = render::read_framebuffer({0, 0, width_, height_});
  return render::write_png(picture, file, problem_);
}

} // namespace jixia::hmi
