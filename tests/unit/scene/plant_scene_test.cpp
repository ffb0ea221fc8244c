#include "scene/plant_scene.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "geometry/shapes.h"
#include "world/register_world.h"
#include "world/world_builder.h"

namespace jixia {
namespace {

/// A valve and a pump that do what they are told.
class Puppet final : public Component {
 public:
  explicit Puppet(const ComponentInputs&) {}
  void step(Phase, const StepInfo&, Signals&) override {}
};

ComponentSpec puppet_spec() {
  ComponentSpec spec;
  spec.type = "Puppet";
  for (const char* name : {"POS", "speed"}) {
    PortSpec port;
    port.name = name;
    port.direction = PortSpec::Direction::Input;
    port.place = Place::Field;
    port.unit = std::string(name) == "speed" ? Unit::RadianPerSecond : Unit::One;
    spec.ports.push_back(port);
  }
  spec.main_port = "POS";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Puppet>(in); };
  return spec;
}

std::shared_ptr<const Model> model_of(const std::string& name, const std::vector<std::string>& parts) {
  auto model = std::make_shared<Model>();
  model->name = name;
  ShapeBuilder builder;
  builder.use("pipe").box({0, 0, 0}, {1, 1, 1});
  const auto mesh = std::make_shared<const TriangleMesh>(builder.take());
  for (const std::string& part : parts) {
    Part made;
    made.name = part;
    made.mesh = mesh;
    model->parts.push_back(made);
  }
  Socket socket;
  socket.name = "out";
  socket.pose.position = {2, 0, 0};
  model->sockets.push_back(socket);
  return model;
}

class PlantSceneTest : public testing::Test {
 protected:
  PlantSceneTest() {
    library_.models["ball_valve_dn50"] = model_of("ball_valve_dn50", {"body", "handwheel"});
    library_.models["pump"] = model_of("pump", {"body", "coupling"});
    ComponentRegistry registry;
    registry.add(puppet_spec());
    ComponentEntry valve;
    valve.tag = "HV1";
    valve.type = "Puppet";
    Diagnostics problems;
    world_ = std::make_unique<World>(*build_world({valve}, {}, registry, {}, problems));
    pack_.scene.models = {model("HV1", "ball_valve_dn50", "HV1"), model("P1", "pump", "HV1")};
    pack_.scene.models[1].at = "HV1.out";
    pack_.scene.models[1].position = {0, 0, 1};
  }

  static SceneModel model(const std::string& id, const std::string& name, const std::string& tag) {
    SceneModel written;
    written.id = id;
    written.model = name;
    written.tag = tag;
    return written;
  }

  void set(const std::string& tag, double value) { ASSERT_FALSE(world_->apply({tag, value})); }

  Scenario pack_;
  ModelLibrary library_;
  std::unique_ptr<World> world_;
  Diagnostics problems_;
};

TEST_F(PlantSceneTest, StandsAModelOnTheSocketOfAnother) {
  const PlantScene scene(pack_, library_, *world_, Language::English, problems_);
  EXPECT_EQ(scene.view().instances.back().pose.position, (Vec3{2, 0, 1}));
  EXPECT_TRUE(problems_.all().empty()) << problems_.text(Language::English);
}

TEST_F(PlantSceneTest, TurnsABallValveAQuarterTurn) {
  PlantScene scene(pack_, library_, *world_, Language::English, problems_);
  const auto find_wheel = [&] {
    for (const Instance& instance : scene.view().instances) {
      if (instance.moves && instance.pose.position == Vec3{}) {
        return instance.pose.rotation;
      }
    }
    return Rotation{};
  };
  const Rotation shut = find_wheel();
  set("HV1.POS", 1.0);
  scene.update(*world_);
  const Vec3 pointer = rotate(inverse(shut) * find_wheel(), {1, 0, 0});
  EXPECT_NEAR(pointer.y, 1.0, 1e-9); // 90 degrees
}

TEST_F(PlantSceneTest, ShowsThePositionOnTheLabel) {
  PlantScene scene(pack_, library_, *world_, Language::English, problems_);
  set("HV1.POS", 0.46);
  scene.update(*world_);
  ASSERT_FALSE(scene.view().labels.empty());
  EXPECT_EQ(scene.view().labels[0].tag, "HV1");
  EXPECT_EQ(scene.view().labels[0].value, "46 %");
}

TEST_F(PlantSceneTest, AllStandsStillWhileFrozen) {
  PlantScene scene(pack_, library_, *world_, Language::English, problems_);
  set("HV1.speed", 300.0);
  const auto rotations = [&] {
    std::vector<Rotation> all;
    for (const Instance& instance : scene.view().instances) {
      all.push_back(instance.pose.rotation);
    }
    return all;
  };
  scene.update(*world_);
  const auto before = rotations();
  scene.update(*world_);
  EXPECT_EQ(rotations(), before);
  world_->step();
  scene.update(*world_);
  EXPECT_NE(rotations(), before);
}

// Ten steps of 0.1 s at two turns a second are two whole turns; the picture shows a fifth of one.
TEST_F(PlantSceneTest, NoPictureTurnsAShaftSoFarThatItSeemsToTurnBack) {
  PlantScene scene(pack_, library_, *world_, Language::English, problems_);
  const auto find_shaft = [&] {
    for (const Instance& instance : scene.view().instances) {
      if (instance.moves && instance.pose.position == Vec3{2, 0, 1}) {
        return instance.pose.rotation;
      }
    }
    return Rotation{};
  };
  const Rotation before = find_shaft();
  set("HV1.speed", 300.0);
  for (int k = 0; k < 10; ++k) {
    world_->step();
  }
  scene.update(*world_);
  const Vec3 pointer = rotate(inverse(before) * find_shaft(), {1, 0, 0});
  EXPECT_NEAR(std::atan2(pointer.y, pointer.x), 2 * 3.14159265358979323846 / 5, 1e-9);
}

TEST_F(PlantSceneTest, FindsTheEquipmentOfAPick) {
  const PlantScene scene(pack_, library_, *world_, Language::English, problems_);
  EXPECT_EQ(scene.tag_of(scene.pick_of("HV1")), "HV1");
  EXPECT_EQ(scene.tag_of(9999), "");
  EXPECT_EQ(scene.pick_of("nobody"), 0u);
}

TEST_F(PlantSceneTest, WarnsOfWhatDoesNotExistAndShowsTheRest) {
  pack_.scene.models.push_back(model("X", "no_such_model", ""));
  pack_.scene.models[1].at = "HV1.nowhere";
  PipeRun pipe;
  pipe.from = "HV9.out";
  pack_.scene.pipes.push_back(pipe);
  const PlantScene scene(pack_, library_, *world_, Language::English, problems_);
  EXPECT_EQ(problems_.all().size(), 3u) << problems_.text(Language::English);
  EXPECT_FALSE(problems_.has_errors());
  EXPECT_FALSE(scene.view().instances.empty());
}

TEST_F(PlantSceneTest, SaysWhatAPipeIsAndWarnsOfAnUnknownMediumAndTag) {
  PipeRun pipe;
  pipe.id = "L1";
  pipe.points = {{0, 0, 1}, {3, 0, 1}};
  pipe.medium = "milk";
  pipe.flow_tags = {"HV9.flow"};
  pack_.scene.pipes = {pipe};
  {
    const PlantScene scene(pack_, library_, *world_, Language::English, problems_);
    EXPECT_EQ(problems_.all().size(), 2u) << problems_.text(Language::English);
  }
  pack_.scene.pipes[0].medium = "steam";
  pack_.scene.pipes[0].flow_tags = {"HV1.speed"};
  pack_.scene.pipes[0].name = {"蒸汽管", "Steam line"};
  const PlantScene scene(pack_, library_, *world_, Language::English, problems_);
  int pipes = 0;
  for (std::size_t k = 0; k < scene.view().instances.size(); ++k) {
    if (const auto reading = scene.find_pipe(k, *world_, Language::English)) {
      EXPECT_EQ(reading->name, "Steam line");
      EXPECT_EQ(reading->medium, "Steam");
      ++pipes;
    }
  }
  EXPECT_GE(pipes, 2); // itself and its arrow
  EXPECT_FALSE(scene.find_pipe(9999, *world_, Language::English));
}

// The two models are boxes of 1 m: P1 stands at (2, 0) and 1 m up.
TEST_F(PlantSceneTest, PlanShowsOutlinesFromAboveAndThePipesOfTheProcess) {
  PipeRun pipe;
  pipe.points = {{0, 0, 1}, {3, 0, 1}};
  pack_.scene.pipes = {pipe};
  pack_.scene.models[1].heading = 90;
  library_.models["ball_valve_dn50"] = model_of("vessel_1", {"body"});
  const PlantScene scene(pack_, library_, *world_, Language::English, problems_);
  const SitePlan& plan = scene.plan();
  ASSERT_EQ(plan.equipment.size(), 2u);
  EXPECT_TRUE(plan.equipment[0].is_round);
  EXPECT_NEAR(plan.equipment[0].radius, 0.5, 1e-6);
  EXPECT_FALSE(plan.equipment[1].is_round);
  EXPECT_NEAR(plan.equipment[1].corners[0][0], 2.5, 1e-6); // (-0.5, -0.5) turned by 90 degrees
  EXPECT_NEAR(plan.equipment[1].corners[0][1], -0.5, 1e-6);
  ASSERT_EQ(plan.pipes.size(), 1u);
  EXPECT_FALSE(plan.pipes[0].is_process);
}

TEST_F(PlantSceneTest, LabelOfAHandValveIsForWhoStandsNear) {
  const PlantScene scene(pack_, library_, *world_, Language::English, problems_);
  EXPECT_EQ(scene.view().labels[0].source, "HV1");
  EXPECT_LT(scene.view().labels[0].farthest, 20);
}

TEST(ValueText, SpeaksLikeAPerson) {
  Tag tag;
  tag.unit = Unit::Pascal;
  tag.display = {{}, "atm(g)", 2, 0, 1};
  EXPECT_EQ(value_text(tag, 607'950.0, Language::English), "5.00 atm(g)");
  EXPECT_EQ(value_text(tag, 101'324.0, Language::English), "0.00 atm(g)"); // no minus zero
  EXPECT_EQ(value_text(tag, std::numeric_limits<double>::quiet_NaN(), Language::English), "----");
  tag.states = {{"停", "stopped"}, {"运行", "running"}};
  EXPECT_EQ(value_text(tag, 1.0, Language::Chinese), "运行"); // texts: one language
  EXPECT_EQ(value_text(tag, 7.0, Language::English), "7");
}

} // namespace
} // namespace jixia
