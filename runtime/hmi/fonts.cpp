#include "hmi/fonts.h"

#include <imgui.h>
#include <imgui_freetype.h>

#include <cmath>

#include "base/file_io.h"

namespace jixia::hmi {
namespace {

constexpr std::size_t kLargestFont = 40'000'000; // [bytes]
constexpr std::array<TextSize, 3> kSizes{TextSize::Small, TextSize::Medium, TextSize::Large};

/// The file, kept because ImGui reads it whenever the atlas is made anew.
struct FontFile {
  std::filesystem::path path;
  std::string bytes, common;
};

const FontFile* read_font(const std::filesystem::path& path, Text& problem) {
  static FontFile kept;
  if (kept.path == path) {
    return &kept;
  }
  Diagnostics problems;
  const auto bytes = read_file_limited(path, kLargestFont, problems);
  const auto common = read_file_limited(path.parent_path() / "common.txt", 1'000'000, problems);
  if (!bytes || !common || bytes->size() < 1000) {
    problem = fill({"打不开字体 {0}，需要重新编译或设置 JIXIA_ASSETS",
                    "cannot open the font {0}: build again or set JIXIA_ASSETS"},
                   std::vector<std::string>{path.string()});
    return nullptr;
  }
  kept = {path, *bytes, *common};
  return &kept;
}

ImFont* add_font(const FontFile& file, float pixels, const ImVector<ImWchar>& ranges) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = config.OversampleV = 1;
  config.PixelSnapH = true;
  config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<char*>(file.bytes.data()),
                                                    static_cast<int>(file.bytes.size()), pixels,
                                                    &config, ranges.Data);
}

} // namespace

unsigned next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned first = byte(at++);
  const int more = first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
  if (more <= 0) {
    return more == 0 ? first : 0xFFFD;
  }
  unsigned character = first & (0x3FU >> more);
  for (int k = 0; k < more; ++k) {
    if (at >= text.size() || (byte(at) & 0xC0U) != 0x80U) {
      return 0xFFFD;
    }
    character = (character << 6U) | (byte(at++) & 0x3FU);
  }
  return character;
}

bool Fonts::load(const std::filesystem::path& path, float scale, Text& problem) {
  const FontFile* file = read_font(path, problem);
  if (file == nullptr) {
    return false;
  }
  ImFontGlyphRangesBuilder all;
  ImFontGlyphRangesBuilder few;
  all.AddText(file->common.c_str());
  for (unsigned c = 0x20; c < 0x7F; ++c) {
    few.AddChar(static_cast<ImWchar>(c));
  }
  few.AddText("−—·°℃");
  for (const unsigned c : extra_) {
    all.AddChar(static_cast<ImWchar>(c));
  }
  ImVector<ImWchar> all_ranges;
  ImVector<ImWchar> few_ranges;
  all.BuildRanges(&all_ranges);
  few.BuildRanges(&few_ranges);
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  atlas.TexDesiredWidth = scale > 1.3F ? 4096 : 2048;
  for (std::size_t k = 0; k < kSizes.size(); ++k) {
    const float pixels = static_cast<float>(static_cast<int>(kSizes[k])) * scale;
    fonts_[k] = add_font(*file, std::round(pixels),
                         kSizes[k] == TextSize::Large ? few_ranges : all_ranges);
  }
  if (!atlas.Build()) {
    problem = fill({"字体 {0} 已损坏", "the font {0} is damaged"},
                   std::vector<std::string>{path.string()});
    return false;
  }
  for (const unsigned c : extra_) {
    if (fonts_[0]->FindGlyphNoFallback(static_cast<ImWchar>(c)) == nullptr) {
      known_missing_.insert(c);
    }
  }
  lacking_ = false;
  return true;
}

ImFont* Fonts::of(TextSize size) const {
  return fonts_[size == TextSize::Small ? 0 : size == TextSize::Medium ? 1 : 2];
}

void Fonts::want(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const unsigned c = next_character(text, at);
    if (c <= 0xFFFF && fonts_[0]->FindGlyphNoFallback(static_cast<ImWchar>(c)) == nullptr &&
        !known_missing_.contains(c) && extra_.insert(c).second) {
      lacking_ = true;
    }
  }
}

} // namespace jixia::hmi
