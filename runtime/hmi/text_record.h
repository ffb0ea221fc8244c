#pragma once

#include <string>
#include <vector>

#include "hmi/box.h"

namespace jixia::hmi {

/// Every text of one frame and where it stands: what a test looks at to see that no text is cut
/// off and none covers another. Filled only while somebody asks for it.
struct TextRecord {
  struct Entry {
    std::string text; ///< in full
    Box box;          ///< that its letters take [logical px]
    bool is_cut = false;
    int layer = 0;           ///< 0: the page; what floats has higher ones
    bool in_picture = false; ///< where symbols may stand close: mimic, 3D labels, plots
  };
  std::vector<Entry> texts;
  int layer = 0;
  int scrolls = 0;  ///< depth of scrolling areas: there, above and below is no cut
  int pictures = 0; ///< depth of pictures
};

} // namespace jixia::hmi
