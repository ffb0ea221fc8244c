#include <gtest/gtest.h>

#include <limits>

#include "geometry/pipe_path.h"
#include "geometry/pipe_run.h"
#include "geometry/shapes.h"
#include "geometry/structures.h"
#include "geometry/triangle_mesh.h"

namespace jixia {
namespace {

constexpr double kPi = 3.14159265358979323846;

Vec3 wide(const Float3& p) {
  return {p[0], p[1], p[2]};
}

/// Volume inside a closed mesh by the divergence theorem: positive only if triangles turn outwards.
double calc_volume(const TriangleMesh& mesh) {
  double volume = 0;
  for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
    const Vec3 a = wide(mesh.positions[mesh.indices[i]]);
    const Vec3 b = wide(mesh.positions[mesh.indices[i + 1]]);
    const Vec3 c = wide(mesh.positions[mesh.indices[i + 2]]);
    volume += dot(a, cross(b, c)) / 6;
  }
  return volume;
}

/// Every triangle must face the way its vertex normals point.
int count_turned_triangles(const TriangleMesh& mesh) {
  int turned = 0;
  for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
    const Vec3 a = wide(mesh.positions[mesh.indices[i]]);
    const Vec3 b = wide(mesh.positions[mesh.indices[i + 1]]);
    const Vec3 c = wide(mesh.positions[mesh.indices[i + 2]]);
    const Vec3 face = cross(b - a, c - a);
    Vec3 normal;
    for (std::size_t k = 0; k < 3; ++k) {
      normal = normal + wide(mesh.normals[mesh.indices[i + k]]);
    }
    if (length(face) > 1e-9 && dot(face, normal) < 0) ++turned;
  }
  return turned;
}

TEST(Shapes, BoxHasItsVolumeAndFacesOutwards) {
  const TriangleMesh plain = ShapeBuilder().use("steel").box({1, 2, 3}, {2, 3, 4}).take();
  EXPECT_TRUE(find_problem(plain).empty());
  EXPECT_NEAR(calc_volume(plain), 24, 1e-5);
  EXPECT_EQ(count_turned_triangles(plain), 0);
}

// A chamfer c takes 12 edges of c^2/2 per length and overlaps at 8 corners; by hand for a cube of
// side 1, c = 0.1: 1 - 12 (0.005 x 0.8) - 8 (0.1^3 x 5/6).
TEST(Shapes, BevelledBoxIsClosed) {
  const TriangleMesh box = ShapeBuilder().use("steel").box({0, 0, 0}, {1, 1, 1}, 0.1).take();
  EXPECT_NEAR(calc_volume(box), 1 - 12 * 0.005 * 0.8 - 8 * 0.001 * 5 / 6, 1e-5);
  EXPECT_EQ(count_turned_triangles(box), 0);
}

// A regular prism with n sides has the area n/2 r^2 sin(2 pi/n).
TEST(Shapes, BarHasTheVolumeOfItsPrism) {
  const TriangleMesh bar = ShapeBuilder().use("steel").bar({0, 0, 0}, {0, 3, 0}, 0.5, 24).take();
  EXPECT_NEAR(calc_volume(bar), 12 * 0.25 * std::sin(2 * kPi / 24) * 3, 1e-4);
  EXPECT_EQ(count_turned_triangles(bar), 0);
}

TEST(Shapes, BallRingTubeAndTurnedFaceOutwards) {
  const TriangleMesh ball = ShapeBuilder().use("steel").ball({0, 0, 0}, {1, 2, 3}, 32).take();
  EXPECT_EQ(count_turned_triangles(ball), 0);
  EXPECT_NEAR(calc_volume(ball), 4.0 / 3 * kPi * 6, 0.7); // 32 sides lose about 3 %
  const TriangleMesh ring = ShapeBuilder().use("steel").ring({0, 0, 0}, {1, 1, 0}, 1, 0.2).take();
  EXPECT_EQ(count_turned_triangles(ring), 0);
  EXPECT_GT(calc_volume(ring), 0.5);
  const TriangleMesh tube =
      ShapeBuilder().use("steel").tube({{0, 0, 0}, {0, 0, 1}, {0, 1, 2}, {1, 1, 2}}, 0.1).take();
  EXPECT_EQ(count_turned_triangles(tube), 0);
}

TEST(Shapes, EveryStructureIsSaneAndFacesOutwards) {
  for (const Model& model :
       {make_slab(12, 6, 0.16, true), make_pipe_rack(6, 1.2, 4.4, 2), make_platform(2, 1.5, 2.5),
        make_stairs(2.6, 0.8), make_railing({{0, 0, 0}, {3, 0, 0}}),
        make_floor_line({{0, 0, 0}, {3, 0, 0}}, 0.06),
        make_fence({{0, 0, 0}, {3, 0, 0}, {3, 3, 0}}, 1.5), make_conveyor(5.8, 0.56, 0.8)}) {
    EXPECT_TRUE(find_problem(model).empty()) << model.name;
    for (const Part& part : model.parts) {
      EXPECT_EQ(count_turned_triangles(*part.mesh), 0) << model.name << " " << part.name;
    }
  }
}

TEST(Shapes, StructuresOfAbsurdSizesAreHeldToSaneOnes) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double v : {-1.0, 0.0, 1e9, nan}) {
    EXPECT_TRUE(find_problem(make_slab(v, v, v, true)).empty());
    EXPECT_TRUE(find_problem(make_pipe_rack(v, v, v, 1000000)).empty());
    EXPECT_TRUE(find_problem(make_conveyor(v, v, v)).empty());
    EXPECT_TRUE(find_problem(make_stairs(v, v)).empty());
  }
}

TEST(Bounds, HoldEveryVertexAfterPosing) {
  const TriangleMesh box = ShapeBuilder().use("steel").box({0, 0, 0}, {2, 2, 2}).take();
  const Pose pose{{5, 0, 0}, rotation_about({0, 0, 1}, kPi / 4)};
  const Bounds b = calc_bounds(calc_bounds(box), pose, {1, 1, 2});
  EXPECT_NEAR(b.high.x, 5 + std::sqrt(2), 1e-6);
  EXPECT_NEAR(b.high.z, 2, 1e-6);
  EXPECT_TRUE(calc_bounds(TriangleMesh{}).empty());
}

TEST(FindHit, MeetsTheNearFaceOfABox) {
  const TriangleMesh box = ShapeBuilder().use("steel").box({0, 0, 0}, {2, 2, 2}).take();
  EXPECT_NEAR(find_hit(box, {0.1, 0.2, 5}, {0, 0, -1}).value_or(-1), 4, 1e-9);
  EXPECT_NEAR(find_hit(box, {0.1, 0.2, 5}, {0, 0, -2}).value_or(-1), 2, 1e-9);
  EXPECT_FALSE(find_hit(box, {0, 0, 5}, {0, 0, 1}).has_value());
  EXPECT_FALSE(find_hit(box, {3, 0, 5}, {0, 0, -1}).has_value());
  const Bounds bounds = calc_bounds(box);
  EXPECT_NEAR(find_hit(bounds, {0, 0, 5}, {0, 0, -1}).value_or(-1), 4, 1e-9);
  EXPECT_NEAR(find_hit(bounds, {0, 0, 0}, {0, 0, -1}).value_or(-1), 0, 1e-9);
  EXPECT_FALSE(find_hit(bounds, {2, 0, 5}, {0, 0, -1}).has_value());
}

TEST(Append, JoinsEqualMaterialsAndKeepsTriangles) {
  const TriangleMesh a = ShapeBuilder().use("steel").box({0, 0, 0}, {1, 1, 1}).take();
  const TriangleMesh b = ShapeBuilder()
                             .use("pump")
                             .box({0, 0, 0}, {1, 1, 1})
                             .use("steel")
                             .box({3, 0, 0}, {1, 1, 1})
                             .take();
  TriangleMesh sum = a;
  append(sum, b, {{0, 0, 10}, {}});
  EXPECT_TRUE(find_problem(sum).empty());
  EXPECT_EQ(sum.triangle_count(), 36u);
  EXPECT_EQ(sum.submeshes.size(), 2u);
  EXPECT_NEAR(calc_bounds(sum).high.z, 10.5, 1e-6);
}

TEST(FindProblem, SeesNanFarIndicesAndGaps) {
  const TriangleMesh good = ShapeBuilder().use("steel").box({0, 0, 0}, {1, 1, 1}).take();
  TriangleMesh bad = good;
  bad.positions[3][1] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_FALSE(find_problem(bad).empty());
  bad = good;
  bad.normals[0] = {0, 0, 0};
  EXPECT_FALSE(find_problem(bad).empty());
  bad = good;
  bad.indices[0] = 1000000;
  EXPECT_FALSE(find_problem(bad).empty());
  bad = good;
  bad.submeshes[0].index_count -= 3;
  EXPECT_FALSE(find_problem(bad).empty());
  bad = good;
  bad.submeshes[0].material = 7;
  EXPECT_FALSE(find_problem(bad).empty());
}

// Straight pipe: mantle area 2 pi r l; the mesh is a prism of 18 sides.
TEST(PipeRun, StraightPipeHasItsLengthAndRadius) {
  PipeRunOptions o;
  o.flange_at_start = o.flange_at_end = false;
  const TriangleMesh pipe = make_pipe_run({{0, 0, 1}, {4, 0, 1}}, 0.2, o);
  EXPECT_TRUE(find_problem(pipe).empty());
  const Bounds b = calc_bounds(pipe);
  EXPECT_NEAR(b.high.x, 4, 1e-6);
  EXPECT_NEAR(b.high.z, 1.1, 1e-3);
  EXPECT_EQ(count_turned_triangles(pipe), 0);
}

/// Every vertex of an elbow lies at the pipe's radius from the arc of its centre line.
TEST(PipeRun, ElbowIsATrueArc) {
  PipeRunOptions o;
  o.flange_at_start = o.flange_at_end = false;
  o.bend_radius = 0.5;
  const TriangleMesh pipe = make_pipe_run({{0, 0, 0}, {2, 0, 0}, {2, 2, 0}}, 0.2, o);
  const Vec3 centre{1.5, 0.5, 0};
  int checked = 0;
  for (const Float3& v : pipe.positions) {
    const Vec3 p = wide(v);
    if (p.x < 1.52 || p.y > 0.48) continue; // the straights
    const double from_arc = std::hypot(std::hypot(p.x - centre.x, p.y - centre.y) - 0.5, p.z);
    EXPECT_NEAR(from_arc, 0.1, 2e-3);
    ++checked;
  }
  EXPECT_GT(checked, 50);
  EXPECT_EQ(count_turned_triangles(pipe), 0);
}

TEST(PipeRun, SurvivesRepeatedPointsSharpTurnsAndNonsense) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::vector<Vec3>> runs = {
      {},
      {{1, 1, 1}},
      {{0, 0, 0}, {0, 0, 0}},
      {{0, 0, 0}, {1, 0, 0}, {0, 0, 0}},
      {{0, 0, 0}, {0.01, 0, 0}, {0.01, 0.01, 0}, {0.02, 0.01, 0}},
      {{0, 0, 0}, {nan, 0, 0}, {1, 0, 0}},
      {{0, 0, 0}, {0, 0, 3}, {0, 0, 6}}};
  for (const auto& run : runs) {
    for (const double d : {0.1, -1.0, nan, 1e9}) {
      PipeRunOptions o;
      o.medium = "water";
      o.support_spacing = 2;
      o.flange_spacing = 1;
      o.sides = 100000;
      EXPECT_TRUE(find_problem(make_pipe_run(run, d, o)).empty());
    }
  }
}

TEST(PipeRun, CarriesBandsOfItsMedium) {
  PipeRunOptions o;
  o.medium = "steam";
  const TriangleMesh pipe = make_pipe_run({{0, 0, 1}, {4, 0, 1}}, 0.2, o);
  bool found = false;
  for (const Material& m : pipe.materials) found = found || m.name == "medium_steam";
  EXPECT_TRUE(found);
}

TEST(RoutePipe, LeavesBothSocketsStraightAndTurnsSquare) {
  const Pose from{{0, 0, 1}, rotation_facing({1, 0, 0})};
  const Pose to{{4, 3, 2}, rotation_facing({0, 0, -1})};
  const std::vector<Vec3> path = route_pipe(from, {}, to, 0.3);
  ASSERT_GE(path.size(), 3u);
  EXPECT_EQ(path.front(), from.position);
  EXPECT_EQ(path.back(), to.position);
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const Vec3 d = path[i + 1] - path[i];
    const int axes = (std::abs(d.x) > 1e-6) + (std::abs(d.y) > 1e-6) + (std::abs(d.z) > 1e-6);
    EXPECT_EQ(axes, 1) << "piece " << i;
  }
  EXPECT_GT((path[1] - path[0]).x, 0.29);
  EXPECT_GT((path.back() - path[path.size() - 2]).z, 0.29);
}

// Straights of 2 m and 3 m with an elbow of 0.5 m between them: 1.5 + 2.5 m of straights.
TEST(PipePath, MeasuresTheStraightsAndFollowsThem) {
  const PipePath path({{0, 0, 1}, {2, 0, 1}, {2, 3, 1}}, 0.2, 0.5);
  EXPECT_NEAR(path.length(), 4, 1e-12);
  const auto first = path.find_pose(1, 0.1);
  ASSERT_TRUE(first);
  EXPECT_NEAR(first->position.x, 1, 1e-12);
  const auto second = path.find_pose(2.5, 0.1);
  ASSERT_TRUE(second);
  EXPECT_NEAR(second->position.y, 1.5, 1e-12);
  EXPECT_NEAR(rotate(second->rotation, {1, 0, 0}).y, 1, 1e-12);
  EXPECT_FALSE(path.find_pose(1.45, 0.1)); // too near the elbow
  EXPECT_FALSE(path.find_pose(-1, 0));
  EXPECT_FALSE(path.find_pose(5, 0));
  EXPECT_FALSE(PipePath({}, 0.2).find_pose(0, 0));
}

TEST(StandardMaterials, CarryTheColoursOfTheBoard) {
  EXPECT_EQ(standard_material("pipe").colour, colour_of(0xA9B2B8));
  EXPECT_EQ(standard_material("medium_water").colour, colour_of(0x00833E));
  EXPECT_EQ(standard_material("no such").name, "missing");
}

} // namespace
} // namespace jixia
