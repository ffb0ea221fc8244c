#include "hmi/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "hmi/alarm_sound.h"
#include "hmi/keyboard.h"
#include "hmi/window_content.h"

namespace jixia::hmi {
namespace {

static_assert(kKeySpace == GLFW_KEY_SPACE && kKeyEscape == GLFW_KEY_ESCAPE && kKeyTab == GLFW_KEY_TAB);
static_assert(kKeyF1 == GLFW_KEY_F1 && kKeyF12 == GLFW_KEY_F12 && kKeyKeypadEnter == GLFW_KEY_KP_ENTER);
static_assert(kKeyPageUp == GLFW_KEY_PAGE_UP && kKeyEnd == GLFW_KEY_END && kKeyUp == GLFW_KEY_UP);

constexpr double kLongestFrame = 0.25; // [s] that the run may catch up after a stall

std::string last_glfw_error() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text != nullptr ? text : "?";
}

/// GLFW and its window, closed in the right order.
class OpenWindow {
 public:
  OpenWindow() = default;
  ~OpenWindow() {
    if (window != nullptr) {
      glfwDestroyWindow(window);
    }
    if (is_started_) {
      glfwTerminate();
    }
  }
  OpenWindow(const OpenWindow&) = delete;
  OpenWindow& operator=(const OpenWindow&) = delete;

  bool open(const WindowOptions& options) {
    is_started_ = glfwInit() == GLFW_TRUE;
    if (!is_started_) {
      return false;
    }
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SAMPLES, 0);
    GLFWmonitor* monitor = options.is_full_screen ? glfwGetPrimaryMonitor() : nullptr;
    int width = options.width;
    int height = options.height;
    if (monitor != nullptr) {
      const GLFWvidmode* mode = glfwGetVideoMode(monitor);
      width = mode->width;
      height = mode->height;
    }
    window = glfwCreateWindow(width, height, "稷下 Jixia", monitor, nullptr); // texts: one language
    if (window == nullptr) {
      return false;
    }
    glfwMakeContextCurrent(window);
    glfwSwapInterval(1);
    glfwSetWindowSizeLimits(window, static_cast<int>(kLeastWidth), static_cast<int>(kLeastHeight), GLFW_DONT_CARE, GLFW_DONT_CARE);
    return true;
  }

  GLFWwindow* window = nullptr;

 private:
  bool is_started_ = false;
};

/// ImGui 1.86 looks at keys once a frame, so a tap shorter than a frame would be lost. The taps are
/// kept here and shown to it for one frame.
struct Taps {
  std::vector<std::pair<int, int>> pressed; ///< key and modifiers, since the last frame
};

void keep_tap(GLFWwindow* window, int key, int, int action, int modifiers) {
  auto* taps = static_cast<Taps*>(glfwGetWindowUserPointer(window));
  if (action == GLFW_PRESS && key >= 0 && key < 512) {
    taps->pressed.emplace_back(key, modifiers);
  }
}

/// Keys that were let go again already are down for this frame. @returns them
std::vector<int> show_taps(Taps& taps) {
  ImGuiIO& io = ImGui::GetIO();
  std::vector<int> short_ones;
  for (const auto& [key, modifiers] : taps.pressed) {
    if (!io.KeysDown[key]) {
      io.KeysDown[key] = true;
      io.KeyCtrl = io.KeyCtrl || (modifiers & GLFW_MOD_CONTROL) != 0;
      io.KeyShift = io.KeyShift || (modifiers & GLFW_MOD_SHIFT) != 0;
      short_ones.push_back(key);
    }
  }
  taps.pressed.clear();
  return short_ones;
}

Text no_window(const std::string& why) {
  return fill({"打不开窗口（{0}）；没有显示器时加 --headless 运行", "cannot open a window ({0}); without a display run with --headless"},
              std::vector<std::string>{why});
}

/// One frame; false when the window should close.
bool turn(GLFWwindow* window, WindowContent& content, Taps& taps, double& last, std::optional<Text>& trouble) {
  if (glfwGetWindowAttrib(window, GLFW_ICONIFIED) == GLFW_TRUE) {
    glfwWaitEventsTimeout(0.1);
  } else {
    glfwPollEvents();
  }
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window, &width, &height);
  const double now = glfwGetTime();
  const double elapsed = std::min(now - last, kLongestFrame);
  last = now;
  if (width < 1 || height < 1) {
    return true;
  }
  ImGui_ImplGlfw_NewFrame();
  const std::vector<int> short_taps = show_taps(taps);
  Text problem;
  if (!content.frame(width, height, now, elapsed, problem)) {
    trouble = problem;
    return false;
  }
  ImGuiIO& io = ImGui::GetIO();
  for (const int key : short_taps) {
    io.KeysDown[key] = false;
  }
  io.KeyCtrl = io.KeysDown[GLFW_KEY_LEFT_CONTROL] || io.KeysDown[GLFW_KEY_RIGHT_CONTROL];
  io.KeyShift = io.KeysDown[GLFW_KEY_LEFT_SHIFT] || io.KeysDown[GLFW_KEY_RIGHT_SHIFT];
  glfwSwapBuffers(window);
  const double left = 1.0 / 60 - (glfwGetTime() - now); // where the driver does not wait for the screen
  if (left > 0.001) {
    glfwWaitEventsTimeout(left);
  }
  if (glfwWindowShouldClose(window) == GLFW_TRUE) { // asked back while an exercise runs
    glfwSetWindowShouldClose(window, GLFW_FALSE);
    content.ask_to_quit();
  }
  return !content.wants_to_quit();
}

} // namespace

std::optional<Text> run_window(const WindowOptions& options, AppServices& services) {
  OpenWindow open;
  if (!open.open(options)) {
    return no_window(last_glfw_error());
  }
  Text problem;
  const auto loader = reinterpret_cast<render::GlLoader>(&glfwGetProcAddress);
  auto content = make_window_content(loader, services, problem);
  if (!content) {
    return problem;
  }
  AlarmSound sound;
  Taps taps;
  glfwSetWindowUserPointer(open.window, &taps);
  glfwSetKeyCallback(open.window, &keep_tap); // ImGui calls it before its own
  if (!ImGui_ImplGlfw_InitForOpenGL(open.window, true)) {
    return no_window("ImGui");
  }
  if (options.start) {
    content->start(*options.start);
  } else if (options.resume) {
    content->resume(*options.resume);
  }
  std::optional<Text> trouble;
  double last = glfwGetTime();
  while (turn(open.window, *content, taps, last, trouble)) {
    sound.update(content->sounding_priority(), last);
  }
  ImGui_ImplGlfw_Shutdown();
  content.reset();
  services.leave();
  return trouble;
}

} // namespace jixia::hmi
