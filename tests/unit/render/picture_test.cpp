#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "geometry/shapes.h"
#include "render/capture.h"
#include "render/offscreen_context.h"
#include "render/picking.h"
#include "support/scenes/demo_plant.h"

// Mesa's software driver keeps a little memory when it is unloaded, which the leak checker would
// blame on the test. Asked for by name by the address sanitizer; unused without it.
extern "C" const char* __asan_default_options() {
  return "detect_leaks=0";
}

namespace jixia::render {
namespace {

struct Pixel {
  int r, g, b;
  int brightness() const { return r + g + b; }
};

Pixel pixel_at(const Picture& p, double x, double y) {
  const auto i = (static_cast<std::size_t>(y) * static_cast<std::size_t>(p.width) +
                  static_cast<std::size_t>(x)) *
                 4;
  return {p.rgba[i], p.rgba[i + 1], p.rgba[i + 2]};
}

int count_outline(const Picture& p) {
  int blue = 0;
  for (std::size_t i = 0; i < p.rgba.size(); i += 4) {
    blue += p.rgba[i] == 0x1E && p.rgba[i + 1] == 0x9C && p.rgba[i + 2] == 0xF0;
  }
  return blue;
}

/// One context for all pictures; they are drawn one after another.
class Pictures : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    Text problem;
    context_ = make_offscreen_context(problem);
    if (context_) renderer_ = make_renderer(OffscreenContext::loader(), problem);
    ASSERT_NE(renderer_, nullptr) << problem.en;
  }
  static void TearDownTestSuite() {
    renderer_.reset();
    context_.reset();
  }
  void SetUp() override { renderer_->set_options(choose_options("llvmpipe")); }

  static Picture draw(const SceneView& view, int width = 320, int height = 200) {
    Text problem;
    const auto picture = capture(*renderer_, view, width, height, problem);
    EXPECT_TRUE(picture) << problem.en;
    return picture.value_or(Picture{});
  }

  static std::unique_ptr<OffscreenContext> context_;
  static std::unique_ptr<Renderer> renderer_;
};
std::unique_ptr<OffscreenContext> Pictures::context_;
std::unique_ptr<Renderer> Pictures::renderer_;

/// A white cube of 2 m hovering at height 2 over the ground, seen from the front and above.
SceneView one_cube() {
  SceneView view;
  Instance cube;
  cube.mesh = add_mesh(view, std::make_shared<const TriangleMesh>(
                                 ShapeBuilder().use("white").box({0, 0, 3}, {2, 2, 2}).take()));
  cube.pick = 7;
  view.instances.push_back(cube);
  view.ground.height = 0;
  view.camera.eye = {0, -14, 6};
  view.camera.target = {0, 0, 2};
  view.lighting.to_sun = {0, 0, 1};
  mark_changed(view);
  return view;
}

TEST_F(Pictures, ShowTheSkyTheGroundAndTheCube) {
  const SceneView view = one_cube();
  const Picture p = draw(view);
  const Pixel sky = pixel_at(p, 2, 2);
  EXPECT_NEAR(sky.r, 0xC9, 2);
  EXPECT_NEAR(sky.g, 0xD3, 2);
  EXPECT_NEAR(sky.b, 0xDA, 2);
  std::set<int> shades;
  for (std::size_t i = 0; i < p.rgba.size(); i += 4) shades.insert(p.rgba[i]);
  EXPECT_GT(shades.size(), 8u); // faces, fog over the ground, soft shadow
}

// The sun stands overhead: the ground below the cube must be darker than beside it.
TEST_F(Pictures, TheCubeThrowsAShadow) {
  const SceneView view = one_cube();
  const Picture p = draw(view);
  const Viewport v{0, 0, 320, 200};
  const auto below = project(view.camera, v, {0, -0.6, 0});
  const auto beside = project(view.camera, v, {3, -0.6, 0});
  const int dark = pixel_at(p, below->x, below->y).brightness();
  const int light = pixel_at(p, beside->x, beside->y).brightness();
  EXPECT_LT(dark, light - 60);
  renderer_->set_options({0, 1, 0, true, false});
  const Picture q = draw(view);
  EXPECT_NEAR(pixel_at(q, below->x, below->y).brightness(), light, 6);
}

// By hand: a white lambertian (albedo 1) facing the sun gets (1.75 + 2.1) / pi = 1.23 and clips;
// the front face, square to the sun, gets the hemisphere only: (sky + ground) / 2 x 1.75 / pi.
TEST_F(Pictures, LightIsThatOfTheBoard) {
  for (const bool per_vertex : {true, false}) {
    renderer_->set_options({1024, 4, 0, per_vertex, false});
    SceneView view = one_cube();
    auto mesh = ShapeBuilder()
                    .use(Material{"flat", colour_of(0xFFFFFF), 0, 1, 0})
                    .box({0, 0, 3}, {2, 2, 2})
                    .take();
    view.meshes[0] = std::make_shared<const TriangleMesh>(mesh);
    view.ground.fog_near = 100;
    view.lighting.fill_strength = 0;
    mark_changed(view);
    const Picture p = draw(view);
    const Viewport v{0, 0, 320, 200};
    const auto top = project(view.camera, v, {0, 0, 4});
    const auto front = project(view.camera, v, {0, -1, 3});
    EXPECT_GT(pixel_at(p, top->x, top->y).g, 250);
    const auto linear = [](double c) { return std::pow((c + 0.055) / 1.055, 2.4); };
    const double light = (1 + linear(0x92 / 255.0)) / 2 * 1.75 / 3.14159265;
    const double shown = 1.055 * std::pow(light, 1 / 2.4) - 0.055;
    EXPECT_NEAR(pixel_at(p, front->x, front->y).g, shown * 255, 3);
  }
}

TEST_F(Pictures, TwoDrawingsAreTheSameAndSoIsTheOneThatUsesTheKeptPicture) {
  const ModelLibrary library = load_model_library(JIXIA_BINARY_DIR "/models");
  demo::DemoScene scene = demo::make_pump_plant(library);
  scene.equipment.at("P101A").turn(scene.view, "coupling", 0.5);
  const Picture first = draw(scene.view, 500, 300);
  scene.equipment.at("P101A").turn(scene.view, "coupling", 0.5);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(draw(scene.view, 500, 300).rgba, first.rgba) << i;
}

TEST_F(Pictures, KeptPictureFollowsMovingPartsColoursAndTheCamera) {
  SceneView view = one_cube();
  view.instances[0].moves = true;
  mark_changed(view);
  const Picture a = draw(view);
  draw(view);
  view.instances[0].pose.position.x = 1;
  const Picture moved = draw(view);
  EXPECT_NE(moved.rgba, a.rgba);
  renderer_->forget();
  EXPECT_EQ(draw(view).rgba, moved.rgba);
  draw(view);
  view.instances[0].colour = colour_of(0xC62F1D);
  const Picture red = draw(view);
  const auto at = project(view.camera, {0, 0, 320, 200}, {1, -1, 3});
  EXPECT_GT(pixel_at(red, at->x, at->y).r, pixel_at(red, at->x, at->y).b + 60);
  view.camera.eye.x += 1;
  EXPECT_NE(draw(view).rgba, red.rgba);
}

TEST_F(Pictures, LiveShadowFollowsWhatMovesAndRestingShadowStays) {
  SceneView view = one_cube();
  view.instances[0].moves = true;
  const auto at = project(view.camera, {0, 0, 320, 200}, {0, -0.6, 0});
  for (const Shadow shadow : {Shadow::Live, Shadow::Resting, Shadow::None}) {
    view.instances[0].pose.position.x = 0;
    view.instances[0].shadow = shadow;
    mark_changed(view);
    const int before = pixel_at(draw(view), at->x, at->y).brightness();
    view.instances[0].pose.position.x = 4;
    const int after = pixel_at(draw(view), at->x, at->y).brightness();
    if (shadow == Shadow::Live) {
      EXPECT_GT(after, before + 60);
    } else {
      EXPECT_NEAR(after, before, 3);
    }
  }
}

TEST_F(Pictures, SelectedThingHasAnOutlineAllRound) {
  SceneView view = one_cube();
  set_highlight(view, 7, Highlight::Selected);
  const int blue = count_outline(draw(view));
  // The cube is about 2 m / (2 x 14.6 m x tan 14.5 deg) x 200 px = 53 px wide and, with its top, 62
  // px high: an outline of 2.5 px round it has about 2 (53 + 62) 2.5 = 575 px.
  EXPECT_GT(blue, 350);
  EXPECT_LT(blue, 900);
}

/// Dashes are half of a solid outline: whole if nothing stands before the cube, dashed if a wall does.
TEST_F(Pictures, WhatIsHiddenIsSelectedInDashes) {
  SceneView view = one_cube();
  set_highlight(view, 7, Highlight::Selected);
  const int whole = count_outline(draw(view));
  Instance wall;
  wall.mesh = add_mesh(view, std::make_shared<const TriangleMesh>(
                                 ShapeBuilder().use("steel").box({0, -4, 3}, {8, 0.2, 8}).take()));
  view.instances.push_back(wall);
  mark_changed(view);
  const int hidden = count_outline(draw(view));
  EXPECT_GT(hidden, 0.3 * whole); // 2 px instead of 2.5, half of it
  EXPECT_LT(hidden, 0.5 * whole);
  set_highlight(view, 7, Highlight::Hover);
  EXPECT_EQ(count_outline(draw(view)), 0);
}

TEST_F(Pictures, HintIsDashedSeenThroughWhatStandsBeforeItAndSwellsOnceASecond) {
  SceneView view = one_cube();
  Instance wall;
  wall.mesh = add_mesh(view, std::make_shared<const TriangleMesh>(
                                 ShapeBuilder().use("steel").box({0, -4, 3}, {8, 0.2, 8}).take()));
  set_highlight(view, 7, Highlight::Hint);
  const int in_sight = count_outline(draw(view));
  view.instances.push_back(wall);
  mark_changed(view);
  EXPECT_EQ(count_outline(draw(view)), in_sight);
  const auto at = [&](double seconds) {
    const OffscreenTarget target(320, 200);
    Text problem;
    EXPECT_TRUE(renderer_->draw(view, {0, 0, 320, 200}, seconds, problem)) << problem.en;
    return count_outline(read_framebuffer({0, 0, 320, 200}));
  };
  const int wide = at(0.25), narrow = at(0.75);
  EXPECT_NEAR(static_cast<double>(wide) / narrow, 2.0, 0.5); // 4 px and 2 px, as whole pixels go
  EXPECT_EQ(at(1.25), wide);
  EXPECT_EQ(at(1.75), narrow);
}

TEST_F(Pictures, PickFindsTheEquipmentThatThePictureShows) {
  const ModelLibrary library = load_model_library(JIXIA_BINARY_DIR "/models");
  demo::DemoScene scene = demo::make_pump_plant(library);
  const Viewport v{0, 0, 1366, 768};
  Picker picker;
  for (const char* tag : {"V101", "P101A", "P101B", "FV101", "LV101", "HV104A"}) {
    const PlacedModel& placed = scene.equipment.at(tag);
    const Instance* own = nullptr;
    for (const Instance& i : scene.view.instances) {
      if (i.pose == placed.find_part("body")) own = &i;
    }
    ASSERT_NE(own, nullptr) << tag;
    const Bounds b = calc_bounds(calc_bounds(placed.model()), placed.pose());
    bool found = false;
    for (const double h : {0.3, 0.5, 0.7, 0.85}) {
      const Vec3 p{b.centre().x, b.centre().y, b.low.z + (b.high.z - b.low.z) * h};
      const auto s = project(scene.view.camera, v, p);
      if (!s) continue;
      const auto pick = picker.find_pick(scene.view, v, s->x, s->y);
      found = found || (pick && pick->id == own->pick);
    }
    EXPECT_TRUE(found) << tag;
  }
}

TEST_F(Pictures, DrawIntoAPartOfTheFramebufferOnly) {
  const OffscreenTarget target(200, 100);
  ASSERT_TRUE(target.complete());
  Text problem;
  const SceneView view = one_cube();
  for (int i = 0; i < 3; ++i) { // straight, then kept
    ASSERT_TRUE(renderer_->draw(view, {100, 0, 100, 50}, 0, problem)) << problem.en;
  }
  const Picture p = read_framebuffer({0, 0, 200, 100});
  EXPECT_EQ(pixel_at(p, 50, 75).brightness(), 0);
  EXPECT_EQ(pixel_at(p, 150, 25).brightness(), 0);
  EXPECT_GT(pixel_at(p, 150, 75).brightness(), 100);
}

TEST_F(Pictures, MultisamplingAndSupersamplingSmoothEdges) {
  const SceneView view = one_cube();
  const auto count_shades = [&](const Picture& p) {
    std::set<int> shades;
    for (std::size_t i = 0; i < p.rgba.size(); i += 4)
      shades.insert(p.rgba[i] << 8 | p.rgba[i + 2]);
    return shades.size();
  };
  const std::size_t rough = count_shades(draw(view));
  Text problem;
  const auto fine = capture(*renderer_, view, 320, 200, problem, 3);
  ASSERT_TRUE(fine);
  EXPECT_GT(count_shades(*fine), rough);
  renderer_->set_options({1024, 4, 4, true, false});
  EXPECT_GT(count_shades(draw(view)), rough);
}

TEST_F(Pictures, EdgesGetSmoothWhenTheCameraRests) {
  const SceneView view = one_cube();
  const auto count_shades = [&](const Picture& p) {
    std::set<int> shades;
    for (std::size_t i = 0; i < p.rgba.size(); i += 4)
      shades.insert(p.rgba[i] << 8 | p.rgba[i + 2]);
    return shades.size();
  };
  const std::size_t rough = count_shades(draw(view));
  for (int i = 0; i < 16; ++i) draw(view);
  EXPECT_GT(count_shades(draw(view)), rough);
}

TEST_F(Pictures, StrangeScenesDrawWithoutAnError) {
  SceneView view; // nothing at all, revision 0
  draw(view);
  view = one_cube();
  view.instances[0].mesh = 99;
  view.instances.push_back(Instance{});
  view.instances[1].pose.position.x = std::nan("");
  view.meshes.push_back(nullptr);
  view.camera.target = view.camera.eye;
  mark_changed(view);
  draw(view);
  view = one_cube();
  view.instances[0].moves = true;
  view.instances[0].scale = {1, 1, 0};
  view.camera.fov = 0;
  view.lighting.shadow_reach = 0;
  mark_changed(view);
  draw(view);
}

TEST_F(Pictures, InstancesThatComeAndGoWithoutNoticeDoNoHarm) {
  SceneView view = one_cube();
  view.instances[0].moves = true;
  mark_changed(view);
  const Picture one = draw(view);
  view.instances.clear();
  const Picture none = draw(view);
  EXPECT_NE(none.rgba, one.rgba);
  view = one_cube();
  view.instances.push_back(view.instances[0]);
  view.instances[1].pose.position.x = 3;
  EXPECT_NE(draw(view).rgba, none.rgba);
}

TEST_F(Pictures, SizesOutOfRangeAreRefused) {
  Text problem;
  EXPECT_FALSE(capture(*renderer_, one_cube(), 0, 10, problem));
  EXPECT_FALSE(capture(*renderer_, one_cube(), 9000, 10, problem));
  EXPECT_NE(problem.zh.find("8192"), std::string::npos);
}

TEST_F(Pictures, PngIsWrittenAndABadFolderIsNamed) {
  const Picture p = draw(one_cube());
  const auto bytes = encode_png(p);
  ASSERT_GT(bytes.size(), 8u);
  EXPECT_EQ(bytes[1], 'P'); // PNG signature 89 50 4E 47
  Text problem;
  EXPECT_FALSE(write_png(p, "/no/such/folder/a.png", problem));
  EXPECT_NE(problem.en.find("/no/such/folder"), std::string::npos);
}

void (*find_nothing(const char*))() {
  return nullptr;
}

TEST(MakeRenderer, SaysPlainlyThatThereIsNoOpenGl) {
  Text problem;
  EXPECT_EQ(make_renderer(find_nothing, problem), nullptr);
  EXPECT_NE(problem.zh.find("OpenGL 3.3"), std::string::npos);
  EXPECT_EQ(make_renderer(nullptr, problem), nullptr);
}

TEST(ChooseOptions, AreLighterInSoftware) {
  EXPECT_TRUE(choose_options("llvmpipe (LLVM 15.0.6, 256 bits)").light_per_vertex);
  EXPECT_EQ(choose_options("llvmpipe").samples, 0);
  EXPECT_EQ(choose_options("Mesa Intel(R) UHD Graphics 620").samples, 4);
  EXPECT_EQ(choose_options("Mesa Intel(R) UHD Graphics 620").shadow_size, 2048);
}

} // namespace
} // namespace jixia::render
