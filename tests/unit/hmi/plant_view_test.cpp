// Plan, hint and arrow of the 3D view as a person meets them, off screen.
#include <gtest/gtest.h>

#include "hmi/offscreen_window.h"
#include "support/fake_services.h"

namespace jixia::hmi {
namespace {

class PlantView : public ::testing::Test {
 protected:
  PlantView() : services_(std::filesystem::path(JIXIA_SOURCE_DIR) / "scenarios") {
    window_ = make_offscreen_window(services_, 1366, 768, problem_);
  }
  void SetUp() override {
    if (!window_) {
      GTEST_SKIP() << problem_.en;
    }
  }
  void begin(bool is_exam) {
    ASSERT_TRUE(window_->content().start({"centrifugal-pump", "cold-start", services_.roster()[0], is_exam}).empty());
    window_->frames(2);
    ASSERT_NE(services_.picture(), nullptr);
  }
  CameraState& camera() { return window_->content().state().camera; }
  int count(Highlight highlight) {
    const auto& all = services_.picture()->view().instances;
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const Instance& i) { return i.highlight == highlight; }));
  }
  /// Turns the camera away from the whole plant.
  void look_away() {
    camera().camera.target = camera().camera.eye + (camera().camera.eye - camera().camera.target);
    camera().view = -1;
    window_->frames(2);
  }

  test::FakeServices services_;
  Text problem_;
  std::unique_ptr<OffscreenWindow> window_;
};

TEST_F(PlantView, PracticeShowsTheHintAndThePlanAndMHidesThePlan) {
  begin(false);
  EXPECT_GT(count(Highlight::Hint), 0);
  EXPECT_TRUE(window_->click("minimap"));
  window_->press('M');
  window_->frames(1);
  EXPECT_FALSE(window_->click("minimap"));
  window_->press('M');
  window_->frames(1);
  EXPECT_TRUE(window_->click("minimap"));
}

TEST_F(PlantView, AnExamShowsNeitherHintNorPlanNorArrow) {
  begin(true);
  EXPECT_EQ(count(Highlight::Hint), 0);
  EXPECT_FALSE(window_->click("minimap"));
  look_away();
  EXPECT_FALSE(window_->click("target.arrow"));
}

TEST_F(PlantView, AClickOnThePlanMovesTheView) {
  begin(false);
  const Camera before = camera().camera;
  ASSERT_TRUE(window_->click("minimap")); // its middle is that of the slab
  window_->frames(1);
  const auto& slab = services_.picture()->plan().slab;
  EXPECT_NEAR(camera().camera.target.x, (slab[0] + slab[2]) / 2, 0.2);
  EXPECT_NEAR(camera().camera.target.y, (slab[1] + slab[3]) / 2, 0.2);
  EXPECT_EQ(camera().camera.eye.z, before.eye.z);
  EXPECT_TRUE(window_->content().state().selected.empty()); // what lies under the plan was not clicked
}

TEST_F(PlantView, TheArrowAtTheEdgeTurnsToTheNextStepsEquipment) {
  begin(false);
  EXPECT_FALSE(window_->click("target.arrow")); // it is in the picture
  look_away();
  ASSERT_TRUE(window_->click("target.arrow"));
  window_->frames(2);
  EXPECT_FALSE(window_->click("target.arrow"));
}

} // namespace
} // namespace jixia::hmi
