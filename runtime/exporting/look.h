#pragma once

#include <array>
#include <string_view>

namespace jixia::look {

// The product's colours (README, "Look"): colour only for the abnormal, the passed and the lost.
inline constexpr std::string_view kGround = "#E9ECEE", kPanel = "#F2F4F5", kHead = "#DCE1E4",
                                  kLine = "#BBC3C9", kLine2 = "#87929A", kGrid = "#D9DEE1",
                                  kText = "#1B2227", kText2 = "#3E4950", kText3 = "#525D65",
                                  kAccent = "#0B5C8C", kAccentSoft = "#D3E4EF", kNormal = "#DFE8EE",
                                  kOk = "#176A4E", kOkSoft = "#D5E8E0", kBad = "#A83217",
                                  kBadSoft = "#F5DDD6", kPen = "#0072B2", kWhite = "#FFFFFF",
                                  kZebra = "#F2F4F5";

/// Fills of alarm priorities 1 to 4: square, triangle up, triangle down, diamond.
inline constexpr std::array<std::string_view, 4> kAlarms{"#C62F1D", "#E58A00", "#F0E442",
                                                         "#CC79A7"};

} // namespace jixia::look
