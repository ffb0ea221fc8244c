#include <gtest/gtest.h>

#include "geometry/shapes.h"
#include "render/camera_control.h"
#include "render/label_layout.h"
#include "render/picking.h"

namespace jixia::render {
namespace {

constexpr double kPi = 3.14159265358979323846;
const Viewport kView{0, 0, 1000, 500};

Camera camera_at(const Vec3& eye, const Vec3& target) {
  Camera c;
  c.eye = eye;
  c.target = target;
  return c;
}

TEST(Projection, TargetIsInTheMiddleAndRightIsRight) {
  const Camera c = camera_at({0, -10, 2}, {0, 0, 2});
  const auto middle = project(c, kView, {0, 0, 2});
  ASSERT_TRUE(middle);
  EXPECT_NEAR(middle->x, 500, 1e-9);
  EXPECT_NEAR(middle->y, 250, 1e-9);
  EXPECT_NEAR(middle->depth, 10, 1e-9);
  EXPECT_GT(project(c, kView, {1, 0, 2})->x, 500);
  EXPECT_LT(project(c, kView, {0, 0, 3})->y, 250);
  EXPECT_FALSE(project(c, kView, {0, -11, 2}));
}

// Half the vertical angle of view is the top edge: tan(fov/2) at distance 1.
TEST(Projection, FovReachesTheTopEdge) {
  Camera c = camera_at({0, -10, 0}, {0, 0, 0});
  c.fov = kPi / 2;
  EXPECT_NEAR(project(c, kView, {0, 0, 10})->y, 0, 1e-9);
}

TEST(Projection, RayGoesThroughThePointItWasMadeFor) {
  const Camera c = camera_at({3, -9, 4}, {0, 1, 1});
  for (const Vec3& p : {Vec3{0, 0, 0}, Vec3{1, 2, 3}, Vec3{-2, 1, 0.5}}) {
    const auto s = project(c, kView, p);
    ASSERT_TRUE(s);
    const Ray r = make_ray(c, kView, s->x, s->y);
    EXPECT_NEAR(length(cross(p - r.origin, r.direction)), 0, 1e-9);
  }
}

// The matrices that the graphics card uses must agree with project().
TEST(Projection, MatricesAgreeWithProject) {
  const Camera c = camera_at({3, -9, 4}, {0, 1, 1});
  const Matrix4 m = multiply(make_projection_matrix(c, kView.aspect()), make_view_matrix(c));
  const Vec3 p{1, 2, 3};
  const auto row = [&](std::size_t r) {
    return m[r] * p.x + m[4 + r] * p.y + m[8 + r] * p.z + m[12 + r];
  };
  const auto s = project(c, kView, p);
  EXPECT_NEAR((row(0) / row(3) + 1) / 2 * 1000, s->x, 1e-2);
  EXPECT_NEAR((1 - row(1) / row(3)) / 2 * 500, s->y, 1e-2);
}

TEST(Frustum, KeepsWhatIsSeenAndDropsWhatIsBehind) {
  const Camera c = camera_at({0, -10, 0}, {0, 0, 0});
  const Frustum f = make_frustum(c, 2);
  EXPECT_TRUE(touches(f, {0, 0, 0}, 0.1));
  EXPECT_FALSE(touches(f, {0, -12, 0}, 0.1));
  EXPECT_TRUE(touches(f, {0, -12, 0}, 3));
  EXPECT_FALSE(touches(f, {50, 0, 0}, 1));
  EXPECT_FALSE(touches(f, {0, 0, 20}, 1));
}

TEST(Orbit, KeepsTheDistanceAndStaysAboveTheGround) {
  Camera c = camera_at({0, -10, 3}, {0, 0, 1});
  const double reach = length(c.eye - c.target);
  for (int i = 0; i < 200; ++i) {
    orbit(c, 0.1, i < 100 ? -0.05 : 0.05);
    EXPECT_NEAR(length(c.eye - c.target), reach, 1e-9);
    EXPECT_GE(c.eye.z, kLowestEye - 1e-9);
  }
  EXPECT_GT(c.eye.z, c.target.z + reach * 0.9); // high up, but not straight above
  EXPECT_GT(std::hypot(c.eye.x, c.eye.y), 0.1);
}

TEST(Orbit, PositiveYawMovesTheEyeToTheRight) {
  Camera c = camera_at({0, -10, 3}, {0, 0, 1});
  orbit(c, 0.1, 0);
  EXPECT_GT(c.eye.x, 0);
}

TEST(Pan, ThePointUnderTheMouseFollowsIt) {
  Camera c = camera_at({0, -10, 3}, {0, 0, 3});
  const Vec3 p = c.target;
  pan(c, kView, 40, -25);
  const auto s = project(c, kView, p);
  EXPECT_NEAR(s->x, 540, 1e-6);
  EXPECT_NEAR(s->y, 225, 1e-6);
}

TEST(Zoom, KeepsThePointUnderTheMouseWhereItIs) {
  Camera c = camera_at({2, -10, 5}, {0, 0, 1});
  const Vec3 p{1.5, 0.5, 2};
  const auto before = project(c, kView, p);
  zoom_at(c, p, 3);
  const auto after = project(c, kView, p);
  EXPECT_NEAR(before->x, after->x, 1e-6);
  EXPECT_NEAR(before->y, after->y, 1e-6);
  EXPECT_NEAR(after->depth / before->depth, std::pow(0.88, 3), 1e-6);
}

TEST(Zoom, NeverPassesThePointOrLosesIt) {
  Camera c = camera_at({2, -10, 5}, {0, 0, 1});
  for (int i = 0; i < 100; ++i) zoom_at(c, {0, 0, 1}, 5);
  EXPECT_GE(length(c.eye - Vec3{0, 0, 1}), kNearestTarget * 0.99);
  for (int i = 0; i < 100; ++i) zoom_at(c, {0, 0, 1}, -5);
  EXPECT_LE(length(c.eye - Vec3{0, 0, 1}), kFarthestTarget * 1.01);
}

TEST(Fly, MovesAlongTheLook) {
  Camera c = camera_at({0, -10, 3}, {0, 0, 3});
  fly(c, {1, 0, 0}, 0, 0, 2, 0.5);
  EXPECT_NEAR(c.eye.y, -9, 1e-9);
  fly(c, {0, 0, -1}, 0, 0, 100, 1);
  EXPECT_NEAR(c.eye.z, kLowestEye, 1e-9);
  fly(c, {}, 0.3, 5, 1, 1);
  const ViewAxes axes = calc_axes(c);
  EXPECT_LT(axes.forward.x, 0); // positive yaw looks to the left
  EXPECT_NEAR(std::asin(axes.forward.z), kSteepest, 1e-9);
}

TEST(Walk, StaysAtEyeHeight) {
  Camera c = camera_at({0, -10, 7}, {0, 0, 3});
  walk(c, {1, 0.5, 1}, 0.2, 0.1, 1.4, 1, 0.5);
  EXPECT_NEAR(c.eye.z, 0.5 + kWalkHeight, 1e-9);
  const double before = c.eye.y;
  walk(c, {1, 0, 0}, 0, -1.4, 1.4, 1, 0.5); // looking down walks no slower
  EXPECT_NEAR(std::hypot(c.eye.y - before, 0), 1.4 * std::cos(0.2), 0.2);
}

TEST(FrameBounds, ShowsAllEightCorners) {
  Bounds b;
  b.add(Vec3{-3, 2, 0});
  b.add(Vec3{-1, 4, 5});
  for (const double aspect : {0.5, 1.0, 2.5}) {
    const Viewport v{0, 0, static_cast<int>(400 * aspect), 400};
    const Camera c = frame_bounds(camera_at({5, -9, 3}, {0, 0, 0}), b, aspect);
    for (int i = 0; i < 8; ++i) {
      const auto s = project(c, v,
                             {(i & 1) != 0 ? b.high.x : b.low.x, (i & 2) != 0 ? b.high.y : b.low.y,
                              (i & 4) != 0 ? b.high.z : b.low.z});
      ASSERT_TRUE(s);
      EXPECT_GE(s->x, 0);
      EXPECT_LE(s->x, v.width);
      EXPECT_GE(s->y, 0);
      EXPECT_LE(s->y, v.height);
    }
  }
}

SceneView two_boxes() {
  SceneView view;
  auto box = std::make_shared<const TriangleMesh>(
      ShapeBuilder().use("steel").box({0, 0, 0}, {1, 1, 1}).take());
  for (int i = 0; i < 2; ++i) {
    Instance instance;
    instance.mesh = add_mesh(view, box);
    instance.pose.position = {0, 3.0 * i, 1};
    instance.pick = static_cast<PickId>(i + 1);
    view.instances.push_back(instance);
  }
  view.camera = camera_at({0, -10, 1}, {0, 0, 1});
  return view;
}

TEST(Picker, TakesTheNearestOfTwo) {
  const SceneView view = two_boxes();
  Picker picker;
  const auto pick = picker.find_pick(view, kView, 500, 250);
  ASSERT_TRUE(pick);
  EXPECT_EQ(pick->id, 1u);
  EXPECT_NEAR(pick->distance, 9.5, 1e-6);
  EXPECT_NEAR(pick->point.y, -0.5, 1e-6);
}

TEST(Picker, HidesWhatIsInvisibleAndFollowsScaleAndMotion) {
  SceneView view = two_boxes();
  Picker picker;
  view.instances[0].visible = false;
  EXPECT_EQ(picker.find_pick(view, kView, 500, 250)->id, 2u);
  view.instances[0].visible = true;
  view.instances[0].scale = {1, 1, 0.1};
  view.instances[0].pose.position.z = -0.5;
  EXPECT_EQ(picker.find_pick(view, kView, 500, 250)->id, 2u);
}

TEST(Picker, FindsASmallThingWithinTwelvePixels) {
  SceneView view = two_boxes();
  view.instances.pop_back();
  view.instances[0].scale = {0.02, 0.02, 0.02};
  Picker picker;
  const auto at = project(view.camera, kView, view.instances[0].pose.position);
  EXPECT_EQ(picker.find_pick(view, kView, at->x + 11, at->y)->id, 1u);
  const auto far = picker.find_pick(view, kView, at->x + 25, at->y);
  EXPECT_TRUE(!far || far->id == 0);
}

TEST(Picker, MeetsTheGroundAndMissesTheSky) {
  const SceneView view = two_boxes();
  Picker picker;
  const auto ground = picker.find_pick(view, kView, 20, 480);
  ASSERT_TRUE(ground);
  EXPECT_EQ(ground->id, 0u);
  EXPECT_EQ(ground->instance, kGroundInstance);
  EXPECT_NEAR(ground->point.z, view.ground.height, 1e-9);
  EXPECT_FALSE(picker.find_pick(view, kView, 20, 20));
}

std::vector<Label> many_labels(int n, double spread) {
  std::vector<Label> labels;
  for (int i = 0; i < n; ++i) {
    Label l;
    l.anchor = {spread * (i % 5), 0.2 * i, 1 + spread * (i / 5)};
    l.tag = "T" + std::to_string(i);
    labels.push_back(l);
  }
  return labels;
}

bool overlap(const PlacedLabel& a, const PlacedLabel& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

TEST(Labels, DoNotOverlapEvenWhenTheirAnchorsCrowd) {
  const auto labels = many_labels(12, 0.15);
  const std::vector<double> widths(12, 90);
  const auto placed = place_labels(labels, widths, camera_at({0, -10, 2}, {0, 0, 1}), kView);
  ASSERT_EQ(placed.size(), 12u);
  for (std::size_t i = 0; i < placed.size(); ++i) {
    EXPECT_GE(placed[i].x, 0);
    EXPECT_LE(placed[i].x + placed[i].width, kView.width);
    EXPECT_GE(placed[i].y, 0);
    EXPECT_LE(placed[i].y + placed[i].height, kView.height);
    for (std::size_t k = i + 1; k < placed.size(); ++k) EXPECT_FALSE(overlap(placed[i], placed[k]));
  }
}

TEST(Labels, ShowTwelveAtMostAndNeverDropTheSelectedOrAnAlarm) {
  auto labels = many_labels(30, 0.5);
  labels[29].state = Label::State::Alarm2;
  labels[28].state = Label::State::Selected;
  const std::vector<double> widths(30, 60);
  const auto placed = place_labels(labels, widths, camera_at({0, -14, 3}, {1, 0, 2}), kView);
  ASSERT_EQ(placed.size(), 12u);
  EXPECT_EQ(placed[11].label, 28u); // drawn last, on top
  EXPECT_EQ(placed[10].label, 29u);
}

TEST(Labels, AreHiddenBehindTheEyeAndBeyondFortyMetres) {
  std::vector<Label> labels = many_labels(2, 0.1);
  labels[0].anchor = {0, -20, 1};
  labels[1].anchor = {0, 31, 1};
  const auto placed = place_labels(labels, {80, 80}, camera_at({0, -10, 1}, {0, 0, 1}), kView);
  EXPECT_TRUE(placed.empty());
}

TEST(Labels, OfSmallThingsAreForWhoStandsNearUnlessSelectedOrInAlarm) {
  std::vector<Label> labels = many_labels(1, 0.1);
  const Camera camera = camera_at({0, -10, 1}, {0, 0, 1});
  labels[0].farthest = 5;
  EXPECT_TRUE(place_labels(labels, {80}, camera, kView).empty());
  for (const Label::State state : {Label::State::Selected, Label::State::Alarm3}) {
    labels[0].state = state;
    EXPECT_EQ(place_labels(labels, {80}, camera, kView).size(), 1u);
  }
  labels[0].state = Label::State::Normal;
  EXPECT_EQ(place_labels(labels, {80}, camera_at({0, -4, 1}, {0, 0, 1}), kView).size(), 1u);
}

TEST(Labels, AreTheSameForTheSameArguments) {
  const auto labels = many_labels(12, 0.3);
  const std::vector<double> widths(12, 75);
  const Camera c = camera_at({0, -10, 2}, {0, 0, 1});
  const auto a = place_labels(labels, widths, c, kView);
  const auto b = place_labels(labels, widths, c, kView);
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].x, b[i].x);
    EXPECT_EQ(a[i].y, b[i].y);
  }
}

} // namespace
} // namespace jixia::render
