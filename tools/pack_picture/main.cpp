// jixia-pack-picture FOLDER [WIDTH HEIGHT]
// Draws the pack in FOLDER at the start of its first exercise, as PNG on standard output. What a
// stranger's pack could do wrong, it does here, in the sandbox that admission uses; models, fonts
// and OpenGL are made ready before.
#include <cstdio>
#include <cstdlib>

#include "base/program_folder.h"
#include "catalogue/component_catalogue.h"
#include "registry/sandbox.h"
#include "render/capture.h"
#include "render/offscreen_context.h"
#include "scenario/load_scenario.h"
#include "scene/plant_scene.h"
#include "session/session.h"

using namespace jixia;

namespace {

int fail(const std::string& why) {
  std::fprintf(stderr, "jixia-pack-picture: %s\n", why.c_str());
  return 1;
}

void look_from_first_viewpoint(PlantScene& scene) {
  if (!scene.viewpoints().empty()) {
    const auto& [ex, ey, ez] = scene.viewpoints().front().eye;
    const auto& [tx, ty, tz] = scene.viewpoints().front().target;
    scene.view().camera.eye = {ex, ey, ez};
    scene.view().camera.target = {tx, ty, tz};
  }
}

} // namespace

int main(int count, char** words) {
  if (count < 2) {
    return fail("usage: jixia-pack-picture FOLDER [WIDTH HEIGHT] >PICTURE.png"), 2;
  }
  const int width = count > 3 ? std::atoi(words[2]) : 840;
  const int height = count > 3 ? std::atoi(words[3]) : 560;
  Text problem;
  const ModelLibrary models = load_model_library(assets_folder() / "models");
  const auto context = render::make_offscreen_context(problem);
  const auto renderer =
      context ? render::make_renderer(render::OffscreenContext::loader(), problem) : nullptr;
  if (!renderer) {
    return fail(problem.en);
  }
  renderer->set_options(render::fine_options());
  if (const std::string missing = enter_sandbox(words[1]); !missing.empty()) {
    std::fprintf(stderr, "jixia-pack-picture: without%s\n", missing.c_str());
  }
  Diagnostics problems;
  const ComponentRegistry registry = make_registry();
  const std::optional<Scenario> pack = load_scenario(words[1], problems);
  if (!pack || pack->exercises.empty() || pack->scene.models.empty()) {
    return fail("nothing to draw\n" + problems.text(Language::English));
  }
  const auto session = Session::start(*pack, pack->exercises.front(), registry, {}, problems);
  if (!session) {
    return fail(problems.text(Language::English));
  }
  PlantScene scene(*pack, models, session->world(), Language::Chinese, problems);
  look_from_first_viewpoint(scene);
  scene.update(session->world());
  const auto picture = render::capture(*renderer, scene.view(), width, height, problem, 2);
  if (!picture) {
    return fail(problem.en);
  }
  const std::vector<std::uint8_t> png = render::encode_png(*picture);
  const bool is_whole = std::fwrite(png.data(), 1, png.size(), stdout) == png.size();
  return is_whole && std::fflush(stdout) == 0 ? 0 : fail("standard output takes no more");
}
