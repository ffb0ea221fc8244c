#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "render/renderer.h"

namespace jixia::render {

/// Pixels from the top left, four bytes each (red, green, blue, 255).
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

/// Draws `view` into a framebuffer of its own and reads it back. `supersample` (1..4) draws that
/// many times larger and averages, which smooths edges where multisampling is slow or missing.
/// nullopt and `problem` when the size is not 1..8192 or OpenGL refuses.
std::optional<Picture> capture(Renderer& renderer, const SceneView& view, int width, int height,
                               Text& problem, int supersample = 1);

/// Reads the pixels of `viewport` of the framebuffer bound now, e.g. the whole window.
Picture read_framebuffer(const Viewport& viewport);

/// False and `problem` when the file cannot be written whole.
bool write_png(const Picture& picture, const std::filesystem::path& path, Text& problem);
std::vector<std::uint8_t> encode_png(const Picture& picture);

/// Draws into a framebuffer object of this size until it is destroyed; the one bound before comes
/// back then. For measuring and testing without a window.
class OffscreenTarget {
 public:
  OffscreenTarget(int width, int height);
  ~OffscreenTarget();
  OffscreenTarget(const OffscreenTarget&) = delete;
  OffscreenTarget& operator=(const OffscreenTarget&) = delete;
  bool complete() const { return complete_; }

 private:
  unsigned framebuffer_ = 0;
  unsigned colour_ = 0;
  unsigned depth_ = 0;
  int bound_before_ = 0;
  bool complete_ = false;
};

} // namespace jixia::render
