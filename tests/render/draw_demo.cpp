// draw_demo SCENE WIDTH HEIGHT OUT.png [SUPERSAMPLE] [SELECTED TAG]
// SCENE: plant, line, or the name of a model of the library.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "render/capture.h"
#include "render/offscreen_context.h"
#include "support/scenes/demo_plant.h"

using namespace jixia;

namespace {

SceneView show_model(const ModelLibrary& library, const std::string& name) {
  SceneView view;
  const auto model = library.find(name);
  if (!model) return view;
  PlacedModel placed(view, model, {}, 1);
  const Bounds box = calc_bounds(*model);
  const double r = box.radius();
  view.ground.height = box.low.z - 0.01;
  view.ground.fog_near = 10 * r + 10;
  view.ground.fog_far = 40 * r + 40;
  view.lighting.shadow_centre = box.centre();
  view.lighting.shadow_reach = 2 * r;
  view.camera.target = box.centre();
  view.camera.eye = box.centre() + normalised({0.75, -1.5, 0.8}) * (4.2 * r);
  return view;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fputs("usage: draw_demo SCENE WIDTH HEIGHT OUT.png [SUPERSAMPLE] [TAG]\n", stderr);
    return 2;
  }
  Text problem;
  const auto context = render::make_offscreen_context(problem);
  const auto renderer =
      context ? render::make_renderer(render::OffscreenContext::loader(), problem) : nullptr;
  const ModelLibrary library = load_model_library(JIXIA_BINARY_DIR "/models");
  for (const Text& t : library.problems) std::fprintf(stderr, "%s\n", t.en.c_str());
  const std::string name = argv[1];
  demo::DemoScene scene;
  if (name == "plant") scene = demo::make_pump_plant(library);
  if (name == "line") scene = demo::make_belt_line(library);
  if (name != "plant" && name != "line") scene.view = show_model(library, name);
  if (argc > 6 && scene.equipment.count(argv[6]) == 1) {
    set_highlight(scene.view, scene.equipment.at(argv[6]).pick(), Highlight::Selected);
  }
  const int supersample = argc > 5 ? std::atoi(argv[5]) : 1;
  for (int i = 0; renderer && supersample == 0 && i < 20; ++i) { // as a window at rest shows it
    (void)render::capture(*renderer, scene.view, std::atoi(argv[2]), std::atoi(argv[3]), problem);
  }
  const auto picture = renderer ? render::capture(*renderer, scene.view, std::atoi(argv[2]),
                                                  std::atoi(argv[3]), problem, supersample)
                                : std::nullopt;
  if (!picture || !render::write_png(*picture, argv[4], problem)) {
    std::fprintf(stderr, "%s\n", problem.en.c_str());
    return 1;
  }
  const auto& s = renderer->statistics();
  std::printf("%s: %d calls, %d drawn, %d culled, %lld triangles\n",
              renderer->device_name().c_str(), s.draw_calls, s.instances_drawn, s.instances_culled,
              static_cast<long long>(s.triangles));
  return 0;
}
