#pragma once

#include <vector>

#include "geometry/scene_view.h"
#include "render/projection.h"

namespace jixia::render {

/// A rectangle of the picture in pixels from the viewport's top left.
struct ScreenBox {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

/// Limits of LOOK.md section 5.
struct LabelRules {
  int most = 12;        ///< labels at once
  double farthest = 40; ///< [m] from the eye; beyond it a label is hidden
  double height = 22;   ///< [px]
  double lead_x = 46;   ///< how far from its anchor a label would like to stand [px]
  double lead_y = 40;
  double gap = 4;    ///< between labels [px]
  double margin = 6; ///< from the edge of the viewport [px]
  std::vector<ScreenBox> keep_clear = {}; ///< what labels cover only if there is no other room
};

/// Where one label stands: its box and the end of its leader, in pixels from the viewport's top
/// left.
struct PlacedLabel {
  std::size_t label = 0; ///< into SceneView::labels
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  double anchor_x = 0;
  double anchor_y = 0;
};

/// Places labels beside their anchors, pushed apart so that no two overlap where room allows.
/// `widths` are the widths of their texts as the font draws them, one per label [px].
/// When there are too many, selected ones come first, then alarms by priority, then the nearest.
/// The result is in drawing order, most important last; a pure function of its arguments.
std::vector<PlacedLabel> place_labels(const std::vector<Label>& labels,
                                      const std::vector<double>& widths, const Camera& camera,
                                      const Viewport& viewport, const LabelRules& rules = {});

} // namespace jixia::render
