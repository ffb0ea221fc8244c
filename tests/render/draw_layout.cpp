// draw_layout SCENE.yaml WIDTH HEIGHT OUT.png [VIEW [SUPERSAMPLE]]
// Draws a pack's scene.yaml at rest, without its world: VIEW counts from 0. For who lays out a
// plant.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "render/capture.h"
#include "render/offscreen_context.h"
#include "scenario/load_screen.h"
#include "scenario/yaml_node.h"
#include "scene/plant_scene.h"
#include "world/world_builder.h"

using namespace jixia;

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fputs("usage: draw_layout SCENE.yaml WIDTH HEIGHT OUT.png [VIEW [SUPERSAMPLE]]\n", stderr);
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  Diagnostics problems;
  const auto file = parse_yaml(argv[1], bytes, problems);
  Scenario scenario;
  if (file) scenario.scene = read_scene(*file, problems);
  std::fputs(problems.text(Language::English).c_str(), stderr);
  Diagnostics ignored; // without the plant no tag is known
  const auto world = build_world({}, {}, {}, {}, ignored);
  const ModelLibrary library = load_model_library(JIXIA_BINARY_DIR "/models");
  PlantScene scene(scenario, library, *world, Language::Chinese, ignored);
  const auto view = static_cast<std::size_t>(argc > 5 ? std::atoi(argv[5]) : 0);
  if (view < scene.viewpoints().size()) {
    const auto& [ex, ey, ez] = scene.viewpoints()[view].eye;
    const auto& [tx, ty, tz] = scene.viewpoints()[view].target;
    scene.view().camera.eye = {ex, ey, ez};
    scene.view().camera.target = {tx, ty, tz};
  }
  Text problem;
  const auto context = render::make_offscreen_context(problem);
  const auto renderer =
      context ? render::make_renderer(render::OffscreenContext::loader(), problem) : nullptr;
  if (renderer) renderer->set_options(render::fine_options());
  const auto picture =
      renderer ? render::capture(*renderer, scene.view(), std::atoi(argv[2]), std::atoi(argv[3]),
                                 problem, argc > 6 ? std::atoi(argv[6]) : 2)
               : std::nullopt;
  if (!picture || !render::write_png(*picture, argv[4], problem)) {
    std::fprintf(stderr, "%s\n", problem.en.c_str());
    return 1;
  }
  std::printf("%lld triangles\n", static_cast<long long>(renderer->statistics().triangles));
  return 0;
}
