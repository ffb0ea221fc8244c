#include "app/draw_pictures.h"

#include "base/program_folder.h"
#include "geometry/model_library.h"
#include "render/capture.h"
#include "render/offscreen_context.h"
#include "scene/plant_scene.h"

namespace jixia {
namespace {

constexpr int kWidth = 1366, kHeight = 768;

void warn(Diagnostics& problems, const Text& problem) {
  problems.warning({}, fill({"没有出图：{0}", "no pictures: {0}"}, std::vector{problem}));
}

} // namespace

std::vector<std::filesystem::path> draw_pictures(const Session& session, Language language,
                                                 const std::filesystem::path& folder,
                                                 Diagnostics& problems) {
  std::vector<std::filesystem::path> pictures;
  const SceneLayout& layout = session.scenario().scene;
  Text problem;
  const auto context = render::make_offscreen_context(problem);
  const auto renderer =
      context ? render::make_renderer(render::OffscreenContext::loader(), problem) : nullptr;
  if (!renderer) {
    warn(problems, problem);
    return pictures;
  }
  const ModelLibrary library = load_model_library(assets_folder() / "models");
  Diagnostics findings; // of the layout: the pack's check reports them
  PlantScene scene(session.scenario(), library, session.world(), language, findings);
  for (const Viewpoint& viewpoint : layout.views) {
    scene.view().camera.eye = {viewpoint.eye[0], viewpoint.eye[1], viewpoint.eye[2]};
    scene.view().camera.target = {viewpoint.target[0], viewpoint.target[1], viewpoint.target[2]};
    const auto picture = render::capture(*renderer, scene.view(), kWidth, kHeight, problem, 2);
    const std::filesystem::path file = folder / ("plant-" + viewpoint.id + ".png");
    if (!picture || !render::write_png(*picture, file, problem)) {
      warn(problems, problem);
      return pictures;
    }
    pictures.push_back(file);
  }
  return pictures;
}

} // namespace jixia
