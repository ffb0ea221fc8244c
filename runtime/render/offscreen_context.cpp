#include "render/offscreen_context.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>

namespace jixia::render {
namespace {

EGLDisplay find_display() {
  const auto get_platform_display = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(
      eglGetProcAddress("eglGetPlatformDisplayEXT"));
  if (get_platform_display == nullptr) return EGL_NO_DISPLAY;
  return get_platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
}

EGLContext create_context(EGLDisplay display) {
  const EGLint config_wishes[] = {EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE, 0,
                                  EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  if (eglChooseConfig(display, config_wishes, &config, 1, &count) == EGL_FALSE || count == 0) {
    return EGL_NO_CONTEXT;
  }
  const EGLint context_wishes[] = {EGL_CONTEXT_MAJOR_VERSION,
                                   3,
                                   EGL_CONTEXT_MINOR_VERSION,
                                   3,
                                   EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                   EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                   EGL_NONE};
  return eglCreateContext(display, config, EGL_NO_CONTEXT, context_wishes);
}

} // namespace

std::unique_ptr<OffscreenContext> make_offscreen_context(Text& problem) {
  problem = {"本机不能离屏绘图（EGL surfaceless），请安装 libegl-mesa0 和 libgl1-mesa-dri",
             "this machine cannot draw off screen (EGL surfaceless); install libegl-mesa0 and "
             "libgl1-mesa-dri"};
  std::unique_ptr<OffscreenContext> result(new OffscreenContext);
  const EGLDisplay display = find_display();
  if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) == EGL_FALSE) {
    return nullptr;
  }
  result->display_ = display;
  if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) return nullptr;
  const EGLContext context = create_context(display);
  if (context == EGL_NO_CONTEXT) return nullptr;
  result->context_ = context;
  if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_FALSE) {
    return nullptr;
  }
  problem = {};
  return result;
}

OffscreenContext::~OffscreenContext() {
  if (display_ == nullptr) return;
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  if (context_ != nullptr) eglDestroyContext(display_, context_);
  eglTerminate(display_);
}

GlLoader OffscreenContext::loader() {
  return eglGetProcAddress;
}

} // namespace jixia::render
