#include "hmi/changed_parts.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace jixia::hmi {
namespace {

constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15ULL;

std::uint64_t mixed(std::uint64_t h, std::uint64_t value) {
  h = (h ^ value) * 0xD6E8FEB86659FD93ULL;
  return h ^ (h >> 32);
}

std::uint64_t mark_of(std::uint64_t h, const ImDrawVert& v) {
  std::uint64_t parts[3] = {};
  std::memcpy(parts, &v, sizeof v); // position, place in the texture, colour: 20 bytes
  return mixed(mixed(mixed(h, parts[0]), parts[1]), parts[2]);
}
static_assert(sizeof(ImDrawVert) <= 24);

/// Whole pixels that a box of corners can touch, a pixel more for smooth edges.
PixelRect pixels(float x0, float y0, float x1, float y1) {
  const int x = static_cast<int>(std::floor(x0)) - 1;
  const int y = static_cast<int>(std::floor(y0)) - 1;
  return {x, y, static_cast<int>(std::ceil(x1)) + 1 - x, static_cast<int>(std::ceil(y1)) + 1 - y};
}

PixelRect box_of(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
  return pixels(std::min({a.pos.x, b.pos.x, c.pos.x}), std::min({a.pos.y, b.pos.y, c.pos.y}),
                std::max({a.pos.x, b.pos.x, c.pos.x}), std::max({a.pos.y, b.pos.y, c.pos.y}));
}

bool is_near(const PixelRect& a, const PixelRect& b) {
  return a.x <= b.right() && b.x <= a.right() && a.y <= b.bottom() && b.y <= a.bottom();
}

} // namespace

PixelRect joined(const PixelRect& a, const PixelRect& b) {
  if (a.is_empty() || b.is_empty()) {
    return a.is_empty() ? b : a;
  }
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

PixelRect common(const PixelRect& a, const PixelRect& b) {
  const int x = std::max(a.x, b.x);
  const int y = std::max(a.y, b.y);
  return {x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
}

void ChangedParts::note(const PixelRect& box, std::uint64_t mark) {
  const PixelRect seen = common(box, {0, 0, width_, height_});
  if (seen.is_empty()) {
    return;
  }
  for (int row = seen.y / kTile; row <= (seen.bottom() - 1) / kTile; ++row) {
    for (int column = seen.x / kTile; column <= (seen.right() - 1) / kTile; ++column) {
      std::uint64_t& tile = tiles_[static_cast<std::size_t>(row * across_ + column)];
      tile = mixed(tile, mark);
    }
  }
}

void ChangedParts::note_all(const ImDrawData& data) {
  for (int k = 0; k < data.CmdListsCount; ++k) {
    const ImDrawList& list = *data.CmdLists[k];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      const PixelRect clip =
          pixels(command.ClipRect.x, command.ClipRect.y, command.ClipRect.z, command.ClipRect.w);
      if (command.UserCallback == ImDrawCallback_ResetRenderState) {
        continue;
      }
      if (command.UserCallback != nullptr) {
        pictures_.push_back(common(clip, {0, 0, width_, height_}));
        continue;
      }
      std::uint64_t of_clip = mixed(kFirst, reinterpret_cast<std::uintptr_t>(command.GetTexID()));
      of_clip = mixed(of_clip, static_cast<std::uint64_t>(clip.x) << 48 ^
                                   static_cast<std::uint64_t>(clip.y) << 32 ^
                                   static_cast<std::uint64_t>(clip.w) << 16 ^
                                   static_cast<std::uint64_t>(clip.h));
      const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
      const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
      for (unsigned n = 0; n + 2 < command.ElemCount; n += 3) {
        const ImDrawVert& a = vertices[indices[n]];
        const ImDrawVert& b = vertices[indices[n + 1]];
        const ImDrawVert& c = vertices[indices[n + 2]];
        note(common(box_of(a, b, c), clip), mark_of(mark_of(mark_of(of_clip, a), b), c));
      }
    }
  }
}

std::vector<PixelRect> ChangedParts::find(const ImDrawData& data, int width, int height) {
  const bool is_new = width != width_ || height != height_;
  width_ = width;
  height_ = height;
  across_ = (width + kTile - 1) / kTile;
  down_ = (height + kTile - 1) / kTile;
  before_.swap(tiles_);
  tiles_.assign(static_cast<std::size_t>(across_ * down_), kFirst);
  const std::vector<PixelRect> pictures_before = std::move(pictures_);
  pictures_.clear();
  note_all(data);
  const PixelRect window{0, 0, width, height};
  if (is_new || before_.size() != tiles_.size()) {
    return {window};
  }
  std::vector<PixelRect> parts = pictures_;
  for (const PixelRect& gone : pictures_before) {
    if (std::find(pictures_.begin(), pictures_.end(), gone) == pictures_.end()) {
      parts.push_back(gone);
    }
  }
  for (int row = 0; row < down_; ++row) { // runs of changed tiles
    for (int column = 0; column < across_; ++column) {
      const int begin = column;
      while (column < across_ && tiles_[static_cast<std::size_t>(row * across_ + column)] !=
                                     before_[static_cast<std::size_t>(row * across_ + column)]) {
        ++column;
      }
      if (column > begin) {
        parts.push_back(
            common({begin * kTile, row * kTile, (column - begin) * kTile, kTile}, window));
      }
    }
  }
  return joined_parts(std::move(parts), kMostParts);
}

std::vector<PixelRect> joined_parts(std::vector<PixelRect> parts, std::size_t most) {
  const auto wasted = [](const PixelRect& a, const PixelRect& b) {
    return joined(a, b).area() - a.area() - b.area();
  };
  std::erase_if(parts, [](const PixelRect& part) { return part.is_empty(); });
  while (parts.size() > 1) {
    std::size_t first = 0;
    std::size_t second = 1;
    bool touches = false; // two that overlap must become one: each is drawn whole
    for (std::size_t a = 0; a < parts.size(); ++a) {
      for (std::size_t b = a + 1; b < parts.size(); ++b) {
        const bool overlaps = !common(parts[a], parts[b]).is_empty();
        const bool is_better =
            touches ? overlaps && wasted(parts[a], parts[b]) < wasted(parts[first], parts[second])
                    : overlaps || wasted(parts[a], parts[b]) < wasted(parts[first], parts[second]);
        if (is_better || (a == 0 && b == 1)) {
          first = a;
          second = b;
          touches = overlaps;
        }
      }
    }
    const bool is_cheap =
        wasted(parts[first], parts[second]) <= 0 && is_near(parts[first], parts[second]);
    if (!touches && !is_cheap && parts.size() <= most) {
      break;
    }
    parts[first] = joined(parts[first], parts[second]);
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(second));
  }
  return parts;
}

} // namespace jixia::hmi
