#include "render/label_layout.h"

#include <algorithm>
#include <cmath>

namespace jixia::render {
namespace {

/// Selected 0, alarms 1 to 4, normal 9.
int rank_of(const Label& label) {
  switch (label.state) {
    case Label::State::Selected:
      return 0;
    case Label::State::Alarm1:
      return 1;
    case Label::State::Alarm2:
      return 2;
    case Label::State::Alarm3:
      return 3;
    case Label::State::Alarm4:
      return 4;
    case Label::State::Normal:
      break;
  }
  return 9;
}

struct Candidate {
  PlacedLabel place;
  int rank = 9;
  double depth = 0;
};

std::vector<Candidate> find_candidates(const std::vector<Label>& labels,
                                       const std::vector<double>& widths, const Camera& camera,
                                       const Viewport& viewport, const LabelRules& rules) {
  std::vector<Candidate> found;
  for (std::size_t i = 0; i < labels.size() && i < widths.size(); ++i) {
    const auto point = project(camera, viewport, labels[i].anchor);
    const bool is_normal = labels[i].state == Label::State::Normal;
    const double farthest = is_normal ? labels[i].farthest : rules.farthest;
    if (!point || point->depth > std::min(farthest, rules.farthest)) continue;
    if (point->x < 0 || point->y < 0 || point->x > viewport.width || point->y > viewport.height) {
      continue;
    }
    found.push_back(
        {{i, 0, 0, widths[i], rules.height, point->x, point->y}, rank_of(labels[i]), point->depth});
  }
  std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.depth < b.depth;
  });
  if (found.size() > static_cast<std::size_t>(std::max(rules.most, 0))) {
    found.resize(static_cast<std::size_t>(std::max(rules.most, 0)));
  }
  return found;
}

double calc_overlap(const PlacedLabel& a, const PlacedLabel& b, double gap) {
  const double x = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x) + gap;
  const double y = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y) + gap;
  return x > 0 && y > 0 ? x * y : 0;
}

/// True if `b` would hide the anchor that the label of `a` points at.
bool hides_anchor(const PlacedLabel& a, const PlacedLabel& b) {
  return a.anchor_x > b.x - 2 && a.anchor_x < b.x + b.width + 2 && a.anchor_y > b.y - 2 &&
         a.anchor_y < b.y + b.height + 2;
}

void keep_inside(PlacedLabel& p, const Viewport& viewport, const LabelRules& rules) {
  const double right = viewport.width - rules.margin - p.width;
  const double low = viewport.height - rules.margin - p.height;
  p.x = std::max(std::min(p.x, right), rules.margin);
  p.y = std::max(std::min(p.y, low), rules.margin);
}

/// Tries seats around the anchor, ring by ring, and takes the cheapest: overlap counts most, then
/// distance from the anchor; above and away from the middle of the picture is preferred.
void find_seat(PlacedLabel& p, const std::vector<PlacedLabel>& taken, const Viewport& viewport,
               const LabelRules& rules) {
  const double outward = p.anchor_x < viewport.width * 0.5 ? -1 : 1;
  double best_cost = 1e30;
  PlacedLabel best = p;
  for (int ring = 1; ring <= 4; ++ring) {
    for (const double side : {outward, -outward, 0.0}) {
      for (const double rise : {-1.0, 1.0, -0.3}) {
        PlacedLabel seat = p;
        const double dx = side * (rules.lead_x * ring + p.width / 2);
        seat.x = p.anchor_x + dx - p.width / 2;
        seat.y = p.anchor_y + rise * rules.lead_y * ring - p.height / 2;
        keep_inside(seat, viewport, rules);
        double cost = 3.0 * ring + (side == outward ? 0 : 1) + (rise < 0 ? 0 : 1.5);
        if (hides_anchor(seat, seat)) cost += 40;
        for (const ScreenBox& box : rules.keep_clear) {
          const PlacedLabel other{0, box.x, box.y, box.width, box.height};
          if (calc_overlap(seat, other, rules.gap) > 0) cost += 60;
        }
        for (const PlacedLabel& other : taken) {
          if (calc_overlap(seat, other, rules.gap) > 0) cost += 100;
          if (hides_anchor(other, seat) || hides_anchor(seat, other)) cost += 30;
        }
        if (cost < best_cost) {
          best_cost = cost;
          best = seat;
        }
      }
    }
  }
  p = best;
}

} // namespace

std::vector<PlacedLabel> place_labels(const std::vector<Label>& labels,
                                      const std::vector<double>& widths, const Camera& camera,
                                      const Viewport& viewport, const LabelRules& rules) {
  std::vector<PlacedLabel> placed;
  for (const Candidate& candidate : find_candidates(labels, widths, camera, viewport, rules)) {
    PlacedLabel p = candidate.place;
    find_seat(p, placed, viewport, rules);
    placed.push_back(p);
  }
  std::reverse(placed.begin(), placed.end());
  return placed;
}

} // namespace jixia::render
