#include "geometry/pose.h"

#include <gtest/gtest.h>

namespace jixia {
namespace {

constexpr double kPi = 3.14159265358979323846;

void expect_near(const Vec3& a, const Vec3& b) {
  EXPECT_NEAR(a.x, b.x, 1e-12);
  EXPECT_NEAR(a.y, b.y, 1e-12);
  EXPECT_NEAR(a.z, b.z, 1e-12);
}

/// A spread of poses without a random generator.
Pose sample_pose(int i) {
  const double t = 0.7 * i + 0.3;
  return {{std::sin(t), 2 * std::cos(2 * t), 0.5 * t},
          rotation_about({std::cos(t), std::sin(3 * t), 0.4}, 1.9 * t)};
}

// A quarter turn about z takes x to y (right-hand rule).
TEST(Rotation, TurnsRightHanded) {
  const Rotation r = rotation_about({0, 0, 5}, kPi / 2);
  expect_near(rotate(r, {1, 0, 0}), {0, 1, 0});
  expect_near(rotate(r, {0, 1, 0}), {-1, 0, 0});
}

TEST(Rotation, AboutAnAxisWithoutDirectionIsNone) {
  EXPECT_EQ(rotation_about({0, 0, 0}, 1.0), Rotation{});
}

TEST(Rotation, BetweenTurnsOneDirectionIntoTheOtherEvenWhenOpposite) {
  const Vec3 directions[] = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, 0, -1}, {0.6, 0, 0.8}};
  for (const Vec3& from : directions) {
    for (const Vec3& to : directions) expect_near(rotate(rotation_between(from, to), from), to);
  }
}

TEST(Rotation, FacingPutsXAlongAndZUpwards) {
  const Rotation r = rotation_facing({0, -2, 0});
  expect_near(rotate(r, {1, 0, 0}), {0, -1, 0});
  expect_near(rotate(r, {0, 0, 1}), {0, 0, 1});
  const Rotation up = rotation_facing({0, 0, 1}, {0, -1, 0});
  expect_near(rotate(up, {1, 0, 0}), {0, 0, 1});
  expect_near(rotate(up, {0, 0, 1}), {0, -1, 0});
  // Looking along `up` leaves z undefined; x must still be right.
  expect_near(rotate(rotation_facing({0, 0, -1}, {0, 0, 1}), {1, 0, 0}), {0, 0, -1});
}

TEST(Pose, ComposesLikeApplyingOneAfterTheOther) {
  for (int i = 0; i < 20; ++i) {
    const Pose a = sample_pose(i);
    const Pose b = sample_pose(i + 7);
    const Vec3 p{0.3, -1.2, 2.5};
    expect_near(apply(a * b, p), apply(a, apply(b, p)));
  }
}

TEST(Pose, InverseUndoes) {
  for (int i = 0; i < 20; ++i) {
    const Pose a = sample_pose(i);
    expect_near(apply(inverse(a) * a, {1, 2, 3}), {1, 2, 3});
  }
}

TEST(Pose, KeepsLengthsAfterAThousandTurns) {
  Pose p;
  for (int i = 0; i < 1000; ++i) p = p * sample_pose(i);
  EXPECT_NEAR(length(rotate(p.rotation, {1, 0, 0})), 1, 1e-12);
}

TEST(Pose, InterpolatesBetweenItsEndsAlongTheShorterArc) {
  const Pose a{{0, 0, 0}, {}};
  const Pose b{{2, 0, 0}, rotation_about({0, 0, 1}, kPi / 2)};
  expect_near(interpolate(a, b, 0).position, a.position);
  expect_near(interpolate(a, b, 1).position, b.position);
  const double s = std::sqrt(0.5); // half of a quarter turn is 45 degrees
  expect_near(rotate(interpolate(a, b, 0.5).rotation, {1, 0, 0}), {s, s, 0});
  const Rotation far = b.rotation;
  const Pose same{{2, 0, 0}, {-far.w, -far.x, -far.y, -far.z}};
  expect_near(rotate(interpolate(a, same, 0.5).rotation, {1, 0, 0}), {s, s, 0});
}

} // namespace
} // namespace jixia
