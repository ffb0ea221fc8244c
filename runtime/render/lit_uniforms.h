#pragma once

#include "geometry/scene_view.h"
#include "render/projection.h"
#include "render/shadow_map.h"

namespace jixia::render {

/// Hands light, fog, eye and shadow map of `view` to the lit program bound now. The shadow map's
/// texture is expected in texture unit 0.
void set_lit_uniforms(unsigned program, const SceneView& view, const Matrix4& camera,
                      const ShadowMap& shadow);

} // namespace jixia::render
