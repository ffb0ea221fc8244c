#pragma once

#include <memory>

#include "base/text.h"
#include "render/renderer.h"

namespace jixia::render {

/// An OpenGL context without window or display (EGL, Mesa's surfaceless platform), current in the
/// thread that made it until it is destroyed. Draw into a framebuffer object (capture.h).
class OffscreenContext {
 public:
  ~OffscreenContext();
  OffscreenContext(const OffscreenContext&) = delete;
  OffscreenContext& operator=(const OffscreenContext&) = delete;

  /// To give to make_renderer.
  static GlLoader loader();

 private:
  friend std::unique_ptr<OffscreenContext> make_offscreen_context(Text& problem);
  OffscreenContext() = default;
  void* display_ = nullptr;
  void* context_ = nullptr;
};

/// Null and `problem` when this machine cannot draw off screen.
std::unique_ptr<OffscreenContext> make_offscreen_context(Text& problem);

} // namespace jixia::render
