#include "hmi/minimap.h"

#include <gtest/gtest.h>

#include <cmath>

#include "hmi/target_arrow.h"

namespace jixia::hmi {
namespace {

constexpr double kPi = 3.14159265358979323846;

// 20 m x 5 m on 100 x 50 pixels: 5 pixels a metre, north up.
TEST(MapProjection, HasOneScaleAndNorthUp) {
  const MapProjection map({-10, 0, 10, 5}, {200, 300, 100, 50});
  EXPECT_FLOAT_EQ(map.scale(), 5);
  EXPECT_FLOAT_EQ(map.to_map(0, 2.5).x, 250);
  EXPECT_FLOAT_EQ(map.to_map(0, 2.5).y, 325);
  EXPECT_FLOAT_EQ(map.to_map(-10, 5).x, 200);
  EXPECT_FLOAT_EQ(map.to_map(-10, 5).y, 312.5F); // the north edge, above the middle
  const auto place = map.to_site(map.to_map(3, 1));
  EXPECT_NEAR(place[0], 3, 1e-5);
  EXPECT_NEAR(place[1], 1, 1e-5);
}

TEST(MapProjection, SurvivesASlabWithoutSize) {
  const MapProjection map({0, 0, 0, 0}, {0, 0, 100, 50});
  EXPECT_TRUE(std::isfinite(map.to_map(1, 1).x));
}

/// Looks north from the middle of the south edge; half the angle of view is 45 degrees.
Camera north_camera() {
  Camera camera;
  camera.eye = {0, 0, 2};
  camera.target = {0, 2, 0};
  camera.fov = kPi / 2;
  return camera;
}

// The wedge reaches a quarter beyond the target: from (0, 0) to (-2.5, 2.5) and (2.5, 2.5).
TEST(ViewWedge, ReachesBeyondTheTargetAndIsAsWideAsTheView) {
  const Box box{0, 0, 200, 50};
  const MapProjection map({-10, 0, 10, 5}, box);
  const auto wedge = calc_view_wedge(north_camera(), 1, map, box);
  float left = 1e9F, right = -1e9F, top = 1e9F, bottom = -1e9F;
  for (const Point& p : wedge) {
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    top = std::min(top, p.y);
    bottom = std::max(bottom, p.y);
  }
  EXPECT_NEAR(left, map.to_map(-2.5, 0).x, 1e-3);
  EXPECT_NEAR(right, map.to_map(2.5, 0).x, 1e-3);
  EXPECT_NEAR(top, map.to_map(0, 2.5).y, 1e-3);
  EXPECT_NEAR(bottom, map.to_map(0, 0).y, 1e-3);
}

TEST(ViewWedge, IsCutAtTheEdgesOfTheMap) {
  const Box box{0, 0, 200, 50};
  const MapProjection map({-10, 0, 10, 5}, box);
  Camera camera = north_camera();
  camera.eye.y -= 15;
  camera.target.y += 15;
  const auto wedge = calc_view_wedge(camera, 1, map, box);
  ASSERT_GE(wedge.size(), 4u);
  for (const Point& p : wedge) {
    EXPECT_TRUE(box.outset(0.01F).contains(p)) << p.x << " " << p.y;
  }
  camera.eye.y = 100; // beyond the map, looking away from it
  camera.target.y = 200;
  EXPECT_TRUE(calc_view_wedge(camera, 1, map, box).empty());
}

TEST(LookAtPlace, KeepsTheSideAndTheDistance) {
  Camera camera = north_camera();
  const Vec3 look = camera.target - camera.eye;
  look_at_place(camera, {7, -3});
  EXPECT_EQ(camera.target.x, 7);
  EXPECT_EQ(camera.target.y, -3);
  EXPECT_EQ(camera.target - camera.eye, look);
}

// Level look north from the origin, 90 degrees of view both ways, picture 200 x 200 at (100, 50).
class EdgePlaces : public ::testing::Test {
 protected:
  EdgePlaces() {
    camera_.eye = {0, 0, 0};
    camera_.target = {0, 1, 0};
    camera_.fov = kPi / 2;
  }
  std::optional<EdgePlace> find(const Vec3& target) const { return find_edge_place(camera_, {100, 50, 200, 200}, target); }
  Camera camera_;
};

TEST_F(EdgePlaces, NothingIsSaidOfWhatIsInThePicture) {
  EXPECT_FALSE(find({0, 5, 0}));
  EXPECT_FALSE(find({4.9, 5, 0}));
  EXPECT_FALSE(find({0, 5, -4.9}));
}

TEST_F(EdgePlaces, PointToTheSideTheTargetIsOn) {
  const auto right = find({20, 5, 0});
  ASSERT_TRUE(right);
  EXPECT_FLOAT_EQ(right->at.x, 300);
  EXPECT_FLOAT_EQ(right->at.y, 150);
  EXPECT_FLOAT_EQ(right->way.x, 1);
  const auto above = find({0, 5, 50});
  ASSERT_TRUE(above);
  EXPECT_FLOAT_EQ(above->at.y, 50);
  EXPECT_FLOAT_EQ(above->way.y, -1);
}

TEST_F(EdgePlaces, WhatIsBehindIsAtTheSideOneTurnsTo) {
  const auto left = find({-1, -9, 0});
  ASSERT_TRUE(left);
  EXPECT_FLOAT_EQ(left->at.x, 100);
  ASSERT_TRUE(find({0, -9, 0})); // straight behind: some place, at the edge
  EXPECT_FLOAT_EQ(find({0, -9, 0})->at.y, 250);
}

} // namespace
} // namespace jixia::hmi
