#include "render/shadow_map.h"

#include <glad/gl.h>

namespace jixia::render {

ShadowMap::~ShadowMap() {
  drop(resting_layer_);
  drop(live_layer_);
}

void ShadowMap::drop(Layer& layer) {
  if (layer.framebuffer != 0) glDeleteFramebuffers(1, &layer.framebuffer);
  if (layer.texture != 0) glDeleteTextures(1, &layer.texture);
  layer = {};
}

void ShadowMap::make(Layer& layer, bool smooth) {
  drop(layer);
  glGenTextures(1, &layer.texture);
  glGenFramebuffers(1, &layer.framebuffer);
  glBindTexture(GL_TEXTURE_2D, layer.texture);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT24, size_, size_, 0, GL_DEPTH_COMPONENT,
               GL_UNSIGNED_INT, nullptr);
  const GLint filter = smooth ? GL_LINEAR : GL_NEAREST;
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_FUNC, GL_LEQUAL);
  glBindTexture(GL_TEXTURE_2D, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, layer.framebuffer);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, layer.texture, 0);
  const GLenum none = GL_NONE;
  glDrawBuffers(1, &none);
  glReadBuffer(GL_NONE);
}

void ShadowMap::draw_layer(const Layer& layer, GpuScene& scene, Shadow shadow, bool clear,
                           const std::function<void(const Matrix4&)>& draw) {
  glBindFramebuffer(GL_FRAMEBUFFER, layer.framebuffer);
  glViewport(0, 0, size_, size_);
  if (clear) glClear(GL_DEPTH_BUFFER_BIT);
  glDisable(GL_CULL_FACE);
  glEnable(GL_POLYGON_OFFSET_FILL);
  glPolygonOffset(1.5f, 2.0f);
  scene.choose_shadow_casters(shadow);
  draw(matrix_);
  glDisable(GL_POLYGON_OFFSET_FILL);
}

bool ShadowMap::update(const SceneView& view, GpuScene& scene, int size, bool smooth,
                       const std::function<void(const Matrix4&)>& draw) {
  const Lighting& l = view.lighting;
  const Matrix4 light = make_light_matrix(l.to_sun, l.shadow_centre, l.shadow_reach);
  const bool resting_changed = size_ != size || smooth_ != smooth || view.revision == 0 ||
                               view.revision != revision_ || light != matrix_;
  if (!resting_changed && live_ == scene.live_casters()) return false;
  if (size_ != size || smooth_ != smooth) {
    size_ = size;
    smooth_ = smooth;
    make(resting_layer_, smooth);
    make(live_layer_, smooth);
  }
  matrix_ = light;
  revision_ = view.revision;
  live_ = scene.live_casters();
  if (resting_changed) draw_layer(resting_layer_, scene, Shadow::Resting, true, draw);
  if (live_.empty()) return true;
  glBindFramebuffer(GL_READ_FRAMEBUFFER, resting_layer_.framebuffer);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, live_layer_.framebuffer);
  glBlitFramebuffer(0, 0, size_, size_, 0, 0, size_, size_, GL_DEPTH_BUFFER_BIT, GL_NEAREST);
  draw_layer(live_layer_, scene, Shadow::Live, false, draw);
  return true;
}

} // namespace jixia::render
