#include "hmi/window_painter.h"

#include <backends/imgui_impl_opengl3.h>
#include <glad/gl.h>
#include <imgui.h>

#include <algorithm>
#include <vector>

namespace jixia::hmi {
namespace {

/// The clip rectangles of all commands, put back when a part is drawn.
class KeptClips {
 public:
  explicit KeptClips(ImDrawData& data) : data_(data) {
    each([this](ImDrawCmd& command) { clips_.push_back(command.ClipRect); });
  }
  ~KeptClips() {
    std::size_t k = 0;
    each([&](ImDrawCmd& command) { command.ClipRect = clips_[k++]; });
  }
  KeptClips(const KeptClips&) = delete;
  KeptClips& operator=(const KeptClips&) = delete;

  /// Leaves of every command what lies in `part`. A picture lies in one part or in none.
  void cut_to(const PixelRect& part) {
    const auto x = static_cast<float>(part.x);
    const auto y = static_cast<float>(part.y);
    const auto right = static_cast<float>(part.right());
    const auto bottom = static_cast<float>(part.bottom());
    each([&](ImDrawCmd& command) {
      ImVec4& c = command.ClipRect;
      const bool is_out = c.z <= x || c.w <= y || c.x >= right || c.y >= bottom;
      if (is_out || command.UserCallback == nullptr) {
        c = is_out ? ImVec4(0, 0, 0, 0)
                   : ImVec4(std::max(c.x, x), std::max(c.y, y), std::min(c.z, right),
                            std::min(c.w, bottom));
      }
    });
  }

 private:
  template <typename Do>
  void each(Do what) {
    for (int k = 0; k < data_.CmdListsCount; ++k) {
      for (ImDrawCmd& command : data_.CmdLists[k]->CmdBuffer) {
        what(command);
      }
    }
  }

  ImDrawData& data_;
  std::vector<ImVec4> clips_;
};

} // namespace

WindowPainter::~WindowPainter() {
  drop();
}

void WindowPainter::drop() {
  if (framebuffer_ != 0) {
    glDeleteFramebuffers(1, &framebuffer_);
    glDeleteRenderbuffers(1, &colour_);
    glDeleteRenderbuffers(1, &depth_);
  }
  framebuffer_ = colour_ = depth_ = 0;
  width_ = height_ = 0;
}

/// Makes the kept picture. @returns false where the card refuses; then every frame is drawn whole.
bool WindowPainter::prepare(int width, int height) {
  if (width == width_ && height == height_) {
    return framebuffer_ != 0;
  }
  drop();
  changed_.forget();
  width_ = width;
  height_ = height;
  glGenFramebuffers(1, &framebuffer_);
  glGenRenderbuffers(1, &colour_);
  glGenRenderbuffers(1, &depth_);
  glBindRenderbuffer(GL_RENDERBUFFER, colour_);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glBindRenderbuffer(GL_RENDERBUFFER, depth_);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH24_STENCIL8, width, height);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER, depth_);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
    drop();
    width_ = width;
    height_ = height;
    return false;
  }
  return true;
}

void WindowPainter::draw_part(ImDrawData& data, const PixelRect& part, int height) {
  glEnable(GL_SCISSOR_TEST);
  glScissor(part.x, height - part.bottom(), part.w, part.h);
  glClearColor(0xBF / 255.0F, 0xC6 / 255.0F, 0xCB / 255.0F,
               1); // kApp: no page fills its ground again
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  glDisable(GL_SCISSOR_TEST);
  KeptClips clips(data);
  clips.cut_to(part);
  ImGui_ImplOpenGL3_RenderDrawData(&data);
}

void WindowPainter::draw(ImDrawData& data, int width, int height) {
  int target = 0;
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &target);
  const bool is_kept = prepare(width, height);
  glBindFramebuffer(GL_FRAMEBUFFER, is_kept ? framebuffer_ : static_cast<unsigned>(target));
  glViewport(0, 0, width, height);
  const auto parts =
      is_kept ? changed_.find(data, width, height) : std::vector<PixelRect>{{0, 0, width, height}};
  long drawn = 0;
  for (const PixelRect& part : parts) {
    draw_part(data, part, height);
    drawn += part.area();
  }
  drawn_share_ = static_cast<double>(drawn) / (static_cast<double>(width) * height);
  if (is_kept) {
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<unsigned>(target));
    glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<unsigned>(target));
  }
}

} // namespace jixia::hmi
