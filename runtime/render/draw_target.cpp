#include "render/draw_target.h"

#include <glad/gl.h>

namespace jixia::render {

void DrawTarget::drop() {
  if (framebuffer_ != 0) glDeleteFramebuffers(1, &framebuffer_);
  if (colour_ != 0) glDeleteRenderbuffers(1, &colour_);
  if (depth_ != 0) glDeleteRenderbuffers(1, &depth_);
  framebuffer_ = colour_ = depth_ = 0;
  width_ = height_ = samples_ = 0;
}

bool DrawTarget::prepare(int width, int height, int samples, bool& fresh) {
  fresh = false;
  if (width == width_ && height == height_ && samples == samples_) return true;
  drop();
  glGenFramebuffers(1, &framebuffer_);
  glGenRenderbuffers(1, &colour_);
  glGenRenderbuffers(1, &depth_);
  glBindRenderbuffer(GL_RENDERBUFFER, colour_);
  glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, GL_RGBA8, width, height);
  glBindRenderbuffer(GL_RENDERBUFFER, depth_);
  glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, GL_DEPTH24_STENCIL8, width, height);
  glBindRenderbuffer(GL_RENDERBUFFER, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER, depth_);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
    drop();
    return false;
  }
  width_ = width;
  height_ = height;
  samples_ = samples;
  fresh = true;
  return true;
}

namespace {

void blit(unsigned from, const Viewport& source, unsigned to, const Viewport& goal, GLbitfield what,
          GLenum filter) {
  glDisable(GL_SCISSOR_TEST);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, from);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to);
  glBlitFramebuffer(source.x, source.y, source.x + source.width, source.y + source.height, goal.x,
                    goal.y, goal.x + goal.width, goal.y + goal.height, what, filter);
  glBindFramebuffer(GL_FRAMEBUFFER, to);
}

} // namespace

void copy_pixels(unsigned from, const Viewport& source, unsigned to, const Viewport& goal,
                 bool with_depth) {
  GLbitfield what = GL_COLOR_BUFFER_BIT;
  if (with_depth) what |= GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT;
  blit(from, source, to, goal, what, GL_NEAREST);
}

// With linear filtering the middle of a pixel of the goal lies between four of the source.
void shrink_pixels(unsigned from, const Viewport& source, unsigned to, const Viewport& goal) {
  blit(from, source, to, goal, GL_COLOR_BUFFER_BIT, GL_LINEAR);
}

} // namespace jixia::render
