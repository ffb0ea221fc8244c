#pragma once

#include <array>
#include <cstdint>

namespace jixia::hmi {

/// A colour as ImGui packs it: 0xAABBGGRR.
using Ink = std::uint32_t;

/// From 0xRRGGBB as written in the style guide; `alpha` 0..1.
constexpr Ink ink(std::uint32_t rgb, double alpha = 1.0) {
  const auto a = static_cast<std::uint32_t>(alpha * 255.0 + 0.5);
  return (a << 24) | ((rgb & 0xFF) << 16) | (rgb & 0xFF00) | (rgb >> 16);
}

inline constexpr Ink kNoInk = 0;

/// Dark chrome, light work area; colour only for the abnormal, the selected, the passed and lost.
inline constexpr Ink kChrome = ink(0x20272D), kChrome2 = ink(0x2C353C), kChromeLine = ink(0x414C55);
inline constexpr Ink kChromeText = ink(0xEDF0F2), kChromeText2 = ink(0xA9B4BC);
inline constexpr Ink kChromeOn = ink(0xE8EDF0), kChromeDim = ink(0x5C6871);
inline constexpr Ink kApp = ink(0xBFC6CB), kPanel = ink(0xF2F4F5), kPanel2 = ink(0xE5E9EB);
inline constexpr Ink kHead = ink(0xDCE1E4), kProcess = ink(0xD2D7DA), kProcess2 = ink(0xC6CCD0);
inline constexpr Ink kLine = ink(0xBBC3C9), kLine2 = ink(0x87929A), kRule = ink(0xDDE2E5);
inline constexpr Ink kText = ink(0x1B2227), kText2 = ink(0x3E4950), kText3 = ink(0x525D65);
inline constexpr Ink kAccent = ink(0x0B5C8C), kAccentSoft = ink(0xD3E4EF), kFocus = ink(0x2E9BDB);
inline constexpr Ink kHover = ink(0xE3EAEF), kPressed = ink(0xC5D5E0);
inline constexpr Ink kLive = ink(0x123F66), kPipe = ink(0x5E6971), kPipeOff = ink(0x98A2A9);
inline constexpr Ink kOn = ink(0xFFFFFF), kOff = ink(0x616C74), kNormalBand = ink(0xAEC4D2);
inline constexpr Ink kEquipment = ink(0xE4E8EA), kLiquid = ink(0x7FA8C4), kQuietBar = ink(0x8FA0AB);
inline constexpr Ink kOk = ink(0x176A4E), kOkSoft = ink(0xD5E8E0);
inline constexpr Ink kBad = ink(0xA83217), kBadSoft = ink(0xF5DDD6), kBadLine = ink(0xD9A79A);
inline constexpr Ink kWhite = ink(0xFFFFFF), kPaper = ink(0xFAFBFB), kZebra = ink(0xEAEDEF);
inline constexpr Ink kDisabled = ink(0xE9ECEE), kDisabledText = ink(0x8B959C), kGrid = ink(0xD9DEE1);
inline constexpr Ink kCallout = ink(0x2A3238), kCalloutText = ink(0xC3CCD2);

/// Alarm priorities 1 (urgent) to 4 (diagnostic); [0] is unused. Never without shape and digit.
inline constexpr std::array<Ink, 5> kAlarm = {kText3, ink(0xC62F1D), ink(0xE58A00), ink(0xF0E442),
                                              ink(0xCC79A7)};
/// Frames and lines in those colours on a light ground.
inline constexpr std::array<Ink, 5> kAlarmFrame = {kText3, ink(0xC62F1D), ink(0xE58A00),
                                                   ink(0x8C8300), ink(0xCC79A7)};
inline constexpr std::array<Ink, 5> kAlarmDigit = {kText, kWhite, kText, kText, kText};
inline constexpr Ink kDanger = kAlarm[1];

/// Trend pens; the pattern of dashes tells them apart without colour.
inline constexpr std::array<Ink, 6> kPens = {ink(0x0072B2), ink(0x00795A), ink(0xA3488A),
                                             ink(0x3E4950), ink(0x0072B2), ink(0x00795A)};

/// The grid of the window, in logical pixels.
inline constexpr float kGap = 6.0F, kInset = 10.0F, kTitleRow = 28.0F;
/// A page narrower or lower than this shows one panel at a time; none is made for less than kLeast.
inline constexpr float kCompactWidth = 1010.0F, kCompactHeight = 560.0F;
inline constexpr float kLeastWidth = 683.0F, kLeastHeight = 384.0F; ///< 1366 x 768 at 200 %
/// Below it the bars leave out what the menu has too; lower than this there is no status bar.
inline constexpr float kAllSpeedsFrom = 1200.0F, kShortBars = 960.0F, kStatusFrom = 480.0F;
inline constexpr float kTopBar = 44.0F, kBanner = 34.0F, kStatusBar = 24.0F;

} // namespace jixia::hmi
