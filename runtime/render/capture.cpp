#include "render/capture.h"

#include <glad/gl.h>

#include <algorithm>
#include <fstream>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace jixia::render {
namespace {

/// Averages squares of `n` x `n` pixels.
Picture shrink(const Picture& large, int n) {
  Picture small{large.width / n, large.height / n, {}};
  small.rgba.resize(static_cast<std::size_t>(small.width) * static_cast<std::size_t>(small.height) *
                    4);
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) {
      for (int c = 0; c < 4; ++c) {
        int sum = 0;
        for (int k = 0; k < n * n; ++k) {
          const int at = ((y * n + k / n) * large.width + x * n + k % n) * 4 + c;
          sum += large.rgba[static_cast<std::size_t>(at)];
        }
        small.rgba[static_cast<std::size_t>((y * small.width + x) * 4 + c)] =
            static_cast<std::uint8_t>((sum + n * n / 2) / (n * n));
      }
    }
  }
  return small;
}

void append_bytes(void* context, void* data, int size) {
  auto& out = *static_cast<std::vector<std::uint8_t>*>(context);
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  out.insert(out.end(), bytes, bytes + size);
}

} // namespace

OffscreenTarget::OffscreenTarget(int width, int height) {
  glGetIntegerv(GL_FRAMEBUFFER_BINDING, &bound_before_);
  glGenFramebuffers(1, &framebuffer_);
  glGenRenderbuffers(1, &colour_);
  glGenRenderbuffers(1, &depth_);
  glBindRenderbuffer(GL_RENDERBUFFER, colour_);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glBindRenderbuffer(GL_RENDERBUFFER, depth_);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH24_STENCIL8, width, height);
  glBindRenderbuffer(GL_RENDERBUFFER, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER, depth_);
  complete_ = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

OffscreenTarget::~OffscreenTarget() {
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(bound_before_));
  glDeleteFramebuffers(1, &framebuffer_);
  glDeleteRenderbuffers(1, &colour_);
  glDeleteRenderbuffers(1, &depth_);
}

Picture read_framebuffer(const Viewport& v) {
  const auto row = static_cast<std::size_t>(v.width) * 4;
  std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(v.height));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(v.x, v.y, v.width, v.height, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
  Picture picture{v.width, v.height, std::vector<std::uint8_t>(upside_down.size())};
  for (std::size_t y = 0; y < static_cast<std::size_t>(v.height); ++y) {
    const auto from = upside_down.end() - static_cast<std::ptrdiff_t>((y + 1) * row);
    std::copy(from, from + static_cast<std::ptrdiff_t>(row),
              picture.rgba.begin() + static_cast<std::ptrdiff_t>(y * row));
  }
  for (std::size_t i = 3; i < picture.rgba.size(); i += 4) picture.rgba[i] = 255;
  return picture;
}

std::optional<Picture> capture(Renderer& renderer, const SceneView& view, int width, int height,
                               Text& problem, int supersample) {
  const int n = std::clamp(supersample, 1, 4);
  if (width < 1 || height < 1 || width * n > 8192 || height * n > 8192) {
    problem =
        fill(Text{"图片尺寸 {0}×{1} 超出 1 至 8192", "picture size {0}x{1} is not in 1..8192"},
             {std::to_string(width * n), std::to_string(height * n)});
    return std::nullopt;
  }
  const OffscreenTarget target(width * n, height * n);
  if (!target.complete()) {
    problem = {"显卡不能提供离屏画布", "the graphics driver gives no off-screen canvas"};
    return std::nullopt;
  }
  const Viewport viewport{0, 0, width * n, height * n};
  if (!renderer.draw(view, viewport, 0, problem)) return std::nullopt;
  const Picture picture = read_framebuffer(viewport);
  return n == 1 ? picture : shrink(picture, n);
}

std::vector<std::uint8_t> encode_png(const Picture& picture) {
  std::vector<std::uint8_t> bytes;
  stbi_write_png_to_func(append_bytes, &bytes, picture.width, picture.height, 4,
                         picture.rgba.data(), picture.width * 4);
  return bytes;
}

bool write_png(const Picture& picture, const std::filesystem::path& path, Text& problem) {
  const std::vector<std::uint8_t> bytes = encode_png(picture);
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out && !bytes.empty()) return true;
  problem = fill(Text{"无法写入图片 {0}：检查目录和磁盘空间",
                      "cannot write the picture {0}: check the folder and the free space"},
                 {path.string()});
  return false;
}

} // namespace jixia::render
