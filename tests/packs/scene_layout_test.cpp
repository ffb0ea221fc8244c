// The 3D layouts of the packs: nothing hangs in the air, nothing runs through another, every flow is
// shown.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/program_folder.h"
#include "catalogue/component_catalogue.h"
#include "geometry/pipe_path.h"
#include "scenario/load_scenario.h"
#include "scene/plant_scene.h"
#include "session/session.h"

namespace jixia {
namespace {

struct Laid {
  PipeRun run;
  std::vector<Vec3> points;
};

/// Distance between the segments a-b and c-d, by small steps along both.
double calc_distance(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d) {
  const int steps = static_cast<int>(length(b - a) / 0.02) + 1;
  const Vec3 way = d - c;
  double least = 1e30;
  for (int i = 0; i <= steps; ++i) {
    const Vec3 p = a + (b - a) * (static_cast<double>(i) / steps);
    const double t = std::clamp(dot(p - c, way) / std::max(dot(way, way), 1e-12), 0.0, 1.0);
    least = std::min(least, length(p - (c + way * t)));
  }
  return least;
}

double calc_distance(const Vec3& point, const std::vector<Vec3>& line) {
  double least = 1e30;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    least = std::min(least, calc_distance(point, point, line[i], line[i + 1]));
  }
  return least;
}

class SceneLayouts : public testing::TestWithParam<const char*> {
 protected:
  SceneLayouts() : registry_(make_registry()) {
    scenario_ = load_scenario(std::string(JIXIA_SOURCE_DIR "/scenarios/") + GetParam(), problems_);
    library_ = load_model_library(assets_folder() / "models");
  }
  void SetUp() override {
    ASSERT_TRUE(scenario_) << problems_.text(Language::English);
    session_ = Session::start(*scenario_, scenario_->exercises.front(), registry_, {}, problems_);
    ASSERT_TRUE(session_) << problems_.text(Language::English);
    scene_ = std::make_unique<PlantScene>(*scenario_, library_, session_->world(), Language::English,
                                          scene_problems_);
    for (const PipeRun& run : scenario_->scene.pipes) {
      Laid laid{run, {}};
      const auto join = [&](const std::string& socket) {
        const std::size_t dot = socket.find('.');
        if (dot == std::string::npos) return;
        const PlacedModel* model = scene_->find_model(socket.substr(0, dot));
        ASSERT_NE(model, nullptr) << socket;
        laid.points.push_back(model->find_socket(socket.substr(dot + 1))->position);
      };
      join(run.from);
      for (const auto& p : run.points) laid.points.push_back({p[0], p[1], p[2]});
      join(run.to);
      pipes_.push_back(laid);
    }
  }

  /// True if something is joined at `point`: another pipe's wall or end, or another model's socket.
  bool is_joined(const Vec3& point, const std::string& own_model, const std::string& own_pipe) const {
    for (const Laid& laid : pipes_) {
      if (laid.run.id == own_pipe) continue;
      if (calc_distance(point, laid.points) < laid.run.diameter / 2 + 0.002) return true;
    }
    for (const SceneModel& written : scenario_->scene.models) {
      const PlacedModel* model = written.id == own_model ? nullptr : scene_->find_model(written.id);
      if (model == nullptr) continue;
      for (const Socket& socket : model->model().sockets) {
        if (length(model->find_socket(socket.name)->position - point) < 0.002) return true;
      }
    }
    return false;
  }

  Diagnostics problems_, scene_problems_;
  ComponentRegistry registry_;
  std::optional<Scenario> scenario_;
  ModelLibrary library_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<PlantScene> scene_;
  std::vector<Laid> pipes_;
};

TEST_P(SceneLayouts, IsBuiltWithoutAWarning) {
  EXPECT_TRUE(scene_problems_.all().empty()) << scene_problems_.text(Language::English);
}

TEST_P(SceneLayouts, EverySocketOfPipeworkIsJoined) {
  for (const SceneModel& written : scenario_->scene.models) {
    const PlacedModel* model = scene_->find_model(written.id);
    ASSERT_NE(model, nullptr) << written.id;
    for (const Socket& socket : model->model().sockets) {
      const bool is_pipework = socket.diameter < 0.3 && socket.name != "air"; // not belts, not tubing
      if (!is_pipework) continue;
      EXPECT_TRUE(is_joined(model->find_socket(socket.name)->position, written.id, ""))
          << written.id << "." << socket.name;
    }
  }
}

/// Ends that are not at a socket run into another pipe, into the ground, or leave the site.
TEST_P(SceneLayouts, NoPipeEndsInTheAir) {
  const auto& slab = scenario_->scene.slab;
  for (const Laid& laid : pipes_) {
    if (laid.run.id.starts_with("rack-")) continue; // they pass by
    for (const bool is_first : {true, false}) {
      if (!(is_first ? laid.run.from : laid.run.to).empty()) continue;
      const Vec3& end = is_first ? laid.points.front() : laid.points.back();
      const bool leaves = end.z < 0 || end.x < slab[0] + 0.2 || end.x > slab[2] - 0.2;
      EXPECT_TRUE(leaves || is_joined(end, "", laid.run.id)) << laid.run.id << (is_first ? " begin" : " end");
    }
  }
}

TEST_P(SceneLayouts, PipesThatAreNotJoinedKeepClearOfEachOther) {
  const auto share_a_place = [](const Laid& a, const Laid& b) {
    const auto touches = [](const Laid& of, const Laid& on) {
      return calc_distance(of.points.front(), on.points) < on.run.diameter / 2 + 0.01 ||
             calc_distance(of.points.back(), on.points) < on.run.diameter / 2 + 0.01;
    };
    return touches(a, b) || touches(b, a);
  };
  for (std::size_t i = 0; i < pipes_.size(); ++i) {
    for (std::size_t k = i + 1; k < pipes_.size(); ++k) {
      const Laid &a = pipes_[i], &b = pipes_[k];
      if (share_a_place(a, b)) continue;
      double least = 1e30;
      for (std::size_t m = 0; m + 1 < a.points.size(); ++m) {
        for (std::size_t n = 0; n + 1 < b.points.size(); ++n) {
          least = std::min(least, calc_distance(a.points[m], a.points[m + 1], b.points[n], b.points[n + 1]));
        }
      }
      EXPECT_GT(least, (a.run.diameter + b.run.diameter) / 2) << a.run.id << " and " << b.run.id;
    }
  }
}

TEST_P(SceneLayouts, EveryPipeOfTheProcessShowsItsFlow) {
  for (const Laid& laid : pipes_) {
    const std::string& id = laid.run.id;
    const bool is_still = id.starts_with("rack-") || id.starts_with("tap-") || id == "L1e" || id == "L4x";
    EXPECT_EQ(laid.run.flow_tags.empty(), is_still) << id;
    EXPECT_FALSE(laid.run.name.empty()) << id;
  }
}

INSTANTIATE_TEST_SUITE_P(Packs, SceneLayouts,
                         testing::Values("chemical/centrifugal-pump", "manufacturing/box-transfer"));

} // namespace
} // namespace jixia
