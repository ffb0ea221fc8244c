#pragma once

#include "render/projection.h"

namespace jixia::render {

/// A framebuffer with colour, depth and stencil of its own, made when first asked for and again
/// when the size changes. Needs the renderer's context.
class DrawTarget {
 public:
  DrawTarget() = default;
  ~DrawTarget() { drop(); }
  DrawTarget(const DrawTarget&) = delete;
  DrawTarget& operator=(const DrawTarget&) = delete;

  /// False when the driver cannot give it. Leaves some framebuffer bound. `fresh` tells whether the
  /// contents were lost.
  bool prepare(int width, int height, int samples, bool& fresh);
  void drop();
  unsigned framebuffer() const { return framebuffer_; }

 private:
  unsigned framebuffer_ = 0;
  unsigned colour_ = 0;
  unsigned depth_ = 0;
  int width_ = 0;
  int height_ = 0;
  int samples_ = 0;
};

/// Copies colour (and depth and stencil) between framebuffers of equal format.
void copy_pixels(unsigned from, const Viewport& source, unsigned to, const Viewport& goal,
                 bool with_depth);

/// Averages the colour of a rectangle into one half as wide and high.
void shrink_pixels(unsigned from, const Viewport& source, unsigned to, const Viewport& goal);

} // namespace jixia::render
