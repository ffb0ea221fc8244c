#pragma once

#include "hmi/changed_parts.h"

namespace jixia::hmi {

/// Draws what ImGui has laid out into the framebuffer that is bound, through a picture of the
/// window that is kept: only the parts that changed are drawn again, then the picture is copied.
class WindowPainter {
 public:
  WindowPainter() = default;
  ~WindowPainter();
  WindowPainter(const WindowPainter&) = delete;
  WindowPainter& operator=(const WindowPainter&) = delete;

  /// Draws `data` (width x height pixels, changed on return).
  void draw(ImDrawData& data, int width, int height);

  /// The next frame is drawn whole: another font, another page.
  void forget() { changed_.forget(); }

  /// Share of the window that the last frame drew again, 0 to 1.
  double drawn_share() const { return drawn_share_; }

 private:
  bool prepare(int width, int height);
  void drop();
  void draw_part(ImDrawData& data, const PixelRect& part, int height);

  ChangedParts changed_;
  unsigned framebuffer_ = 0, colour_ = 0, depth_ = 0;
  int width_ = 0, height_ = 0;
  double drawn_share_ = 1;
};

} // namespace jixia::hmi
