#pragma once

#include <cstdint>
#include <vector>

struct ImDrawData;

namespace jixia::hmi {

/// A part of the window in pixels from the top left.
struct PixelRect {
  int x = 0, y = 0, w = 0, h = 0;
  int right() const { return x + w; }
  int bottom() const { return y + h; }
  bool is_empty() const { return w <= 0 || h <= 0; }
  long area() const { return static_cast<long>(w) * h; }
  bool operator==(const PixelRect&) const = default;
};

/// The smallest rectangle around both; and what both have.
PixelRect joined(const PixelRect& a, const PixelRect& b);
PixelRect common(const PixelRect& a, const PixelRect& b);

/// Finds which parts of the window look different from the frame before, so that only they are
/// drawn again: in software most of a frame's time goes into filling pixels that do not change.
///
/// Every triangle is noted in the tiles it touches; a tile whose triangles, colours and texture
/// places are the same in the same order looks the same. What a callback draws (the 3D picture) is
/// not known and counts as changed.
class ChangedParts {
 public:
  static constexpr int kTile = 64;     ///< side of a tile [px]
  static constexpr int kMostParts = 4; ///< that a frame is split into

  /// Of this frame against the last one; all of the window after a change of size or forget().
  std::vector<PixelRect> find(const ImDrawData& data, int width, int height);

  /// The next frame is drawn whole.
  void forget() { width_ = 0; }

 private:
  void note_all(const ImDrawData& data);
  void note(const PixelRect& box, std::uint64_t mark);

  int width_ = 0, height_ = 0, across_ = 0, down_ = 0;
  std::vector<std::uint64_t> tiles_, before_;
  std::vector<PixelRect> pictures_;
};

/// Joins parts that overlap or lie close, until at most `most` are left.
std::vector<PixelRect> joined_parts(std::vector<PixelRect> parts, std::size_t most);

} // namespace jixia::hmi
