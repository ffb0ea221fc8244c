#include "geometry/pipe_marking.h"

#include <gtest/gtest.h>

#include "geometry/pipe_run.h"

namespace jixia {
namespace {

Vec3 way_of(const Pose& pose) {
  return rotate(pose.rotation, {1, 0, 0});
}

// 2 m of a pipe of 0.1 m: band 0.15, gap 0.05 and arrow 0.16 together stand in the middle, so the
// band's own middle is at 1 - (0.05 + 0.16) / 2 and the arrow's 0.15 / 2 + 0.05 + 0.16 / 2 behind it.
TEST(PipeMarking, ShortStraightHasOneBandWithItsArrowBeside) {
  const auto places = calc_band_places(PipePath({{0, 0, 1}, {2, 0, 1}}, 0.1), 0.1);
  ASSERT_EQ(places.size(), 1u);
  EXPECT_NEAR(places[0].band.position.x, 0.895, 1e-12);
  ASSERT_TRUE(places[0].arrow);
  EXPECT_NEAR(places[0].arrow->position.x, 1.1, 1e-12);
  EXPECT_NEAR(way_of(*places[0].arrow).x, 1, 1e-12);
}

TEST(PipeMarking, LongStraightHasABandAtEachEndAndAPieceBetweenValvesNone) {
  const auto places = calc_band_places(PipePath({{0, 0, 0}, {0, 0, 5}}, 0.1), 0.1);
  ASSERT_EQ(places.size(), 2u);
  EXPECT_LT(places[0].band.position.z, 1);
  EXPECT_GT(places[1].band.position.z, 4);
  EXPECT_NEAR(way_of(*places[1].arrow).z, 1, 1e-12);
  EXPECT_LT(places[1].arrow->position.z + flow_arrow_length(0.1) / 2, 5);
  EXPECT_TRUE(calc_band_places(PipePath({{0, 0, 0}, {0.5, 0, 0}}, 0.1), 0.1).empty());
}

TEST(PipeMarking, BandsTurnWithTheRunRoundItsBends) {
  const auto places = calc_band_places(PipePath({{0, 0, 0}, {2, 0, 0}, {2, -2, 0}}, 0.1), 0.1);
  ASSERT_EQ(places.size(), 2u);
  EXPECT_NEAR(way_of(places[0].band).x, 1, 1e-12);
  EXPECT_NEAR(way_of(places[1].band).y, -1, 1e-12);
}

// Its tip is the only vertex row at the front end; everything lies just outside the pipe.
TEST(PipeMarking, ArrowPointsAlongXAndLiesOnThePipe) {
  const double d = 0.2191;
  const TriangleMesh arrow = make_flow_arrow(d);
  EXPECT_TRUE(find_problem(arrow).empty());
  const double half = flow_arrow_length(d) / 2;
  double front = 0, back = 0; // widest angle at both ends
  for (const Float3& p : arrow.positions) {
    const double r = std::hypot(p[1], p[2]);
    EXPECT_GT(r, d / 2);
    EXPECT_LT(r, d / 2 * 1.05);
    const double from_middle = std::abs(std::remainder(std::atan2(p[2], p[1]), 1.5707963267948966));
    const double off = 0.7853981633974483 - from_middle;
    if (p[0] > half - 1e-6) front = std::max(front, off);
    if (p[0] < -half + 1e-6) back = std::max(back, off);
  }
  EXPECT_LT(front, 0.02);
  EXPECT_GT(back, 0.1);
}

TEST(PipeMarking, ABandIsPaintedWhereItsPlaceIs) {
  PipeRunOptions o;
  o.medium = "steam";
  const TriangleMesh pipe = make_pipe_run({{0, 0, 1}, {2, 0, 1}}, 0.1, o);
  Bounds band;
  for (const Submesh& s : pipe.submeshes) {
    if (pipe.materials[s.material].name != "medium_steam") continue;
    for (std::uint32_t i = s.first_index; i < s.first_index + s.index_count; ++i) {
      const Float3& p = pipe.positions[pipe.indices[i]];
      band.add(Vec3{p[0], p[1], p[2]});
    }
  }
  EXPECT_NEAR(band.low.x, 0.895 - 0.075, 1e-6);
  EXPECT_NEAR(band.high.x, 0.895 + 0.075, 1e-6);
}

TEST(PipeMarking, EveryMediumHasItsColour) {
  for (const char* id : {"water", "steam", "air", "gas", "acid", "flammable", "other", "oxygen"}) {
    ASSERT_NE(find_medium(id), nullptr) << id;
    EXPECT_NE(standard_material("medium_" + std::string(id)).name, "missing") << id;
  }
  EXPECT_EQ(find_medium("milk"), nullptr);
}

} // namespace
} // namespace jixia
