// What of a window is drawn again. Tiles are 64 px; the window of these tests has 10 x 5 of them.
#include "hmi/changed_parts.h"

#include <gtest/gtest.h>
#include <imgui.h>

namespace jixia::hmi {
namespace {

constexpr int kWidth = 640, kHeight = 320;

/// Lists of filled boxes, as ImGui would lay them out.
class Lists : public ::testing::Test {
 protected:
  Lists() {
    context_ = ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr; // it would write into the working folder
    ImGui::GetIO().DisplaySize = {kWidth, kHeight};
    unsigned char* pixels = nullptr;
    int w = 0;
    int h = 0;
    ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &w, &h);
  }
  ~Lists() override { ImGui::DestroyContext(context_); }

  struct Filled {
    float x, y, w, h;
    ImU32 colour = 0xFF203040;
  };
  std::vector<PixelRect> find(const std::vector<Filled>& boxes,
                              const PixelRect* picture = nullptr) {
    ImGui::NewFrame();
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    for (const Filled& b : boxes) {
      list->AddRectFilled({b.x, b.y}, {b.x + b.w, b.y + b.h}, b.colour);
    }
    if (picture != nullptr) {
      list->PushClipRect(
          {static_cast<float>(picture->x), static_cast<float>(picture->y)},
          {static_cast<float>(picture->right()), static_cast<float>(picture->bottom())});
      list->AddCallback([](const ImDrawList*, const ImDrawCmd*) {}, nullptr);
      list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
      list->PopClipRect();
    }
    ImGui::Render();
    return changed_.find(*ImGui::GetDrawData(), kWidth, kHeight);
  }

  ImGuiContext* context_ = nullptr;
  ChangedParts changed_;
};

TEST_F(Lists, AreDrawnWholeAtFirstAndNotAtAllWhenNothingChanges) {
  EXPECT_EQ(find({{10, 10, 20, 20}}), (std::vector<PixelRect>{{0, 0, kWidth, kHeight}}));
  EXPECT_TRUE(find({{10, 10, 20, 20}}).empty());
  changed_.forget();
  EXPECT_EQ(find({{10, 10, 20, 20}}), (std::vector<PixelRect>{{0, 0, kWidth, kHeight}}));
}

TEST_F(Lists, AreDrawnAgainWhereAColourChanges) {
  find({{10, 10, 20, 20}, {290, 200, 20, 20}});
  const auto parts = find({{10, 10, 20, 20}, {290, 200, 20, 20, 0xFFFFFFFF}});
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0], (PixelRect{256, 192, 64, 64})); // the tile from 256 to 320, 192 to 256
}

TEST_F(Lists, AreDrawnAgainWhereSomethingWasAndWhereItIs) {
  find({{10, 10, 20, 20}});
  const auto parts = find({{500, 270, 20, 20}});
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0], (PixelRect{0, 0, 64, 64}));
  EXPECT_EQ(parts[1], (PixelRect{448, 256, 128, 64})); // 500 to 520 lies in two tiles
}

TEST_F(Lists, AreDrawnAgainWhenTheOrderOfWhatOverlapsChanges) {
  find({{10, 10, 20, 20, 0xFF0000FF}, {15, 15, 20, 20, 0xFF00FF00}});
  EXPECT_EQ(find({{15, 15, 20, 20, 0xFF00FF00}, {10, 10, 20, 20, 0xFF0000FF}}).size(), 1U);
}

TEST_F(Lists, APictureIsAlwaysDrawnAgainAndInOnePart) {
  const PixelRect picture{100, 50, 200, 100};
  find({{10, 10, 20, 20}}, &picture);
  const auto parts = find({{10, 10, 20, 20}}, &picture);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(common(parts[0], picture), picture);
  EXPECT_FALSE(find({{10, 10, 20, 20}}).empty()); // it has gone
  EXPECT_TRUE(find({{10, 10, 20, 20}}).empty());
}

TEST(Parts, ThatOverlapAreJoinedSoThatNothingIsDrawnTwice) {
  const auto parts = joined_parts({{0, 0, 100, 100}, {50, 50, 100, 100}, {400, 0, 10, 10}}, 4);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0], (PixelRect{0, 0, 150, 150}));
}

TEST(Parts, AreAtMostAsManyAsAllowedAndWasteLittle) {
  const auto parts =
      joined_parts({{0, 0, 64, 64}, {64, 0, 64, 64}, {0, 300, 64, 64}, {500, 0, 64, 64}}, 3);
  EXPECT_EQ(parts.size(), 3U);
  EXPECT_EQ(joined_parts({{0, 0, 10, 10}, {20, 0, 10, 10}, {500, 500, 10, 10}}, 2).size(), 2U);
}

} // namespace
} // namespace jixia::hmi
