#include "scene/pipe_flow.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace jixia {
namespace {

constexpr Colour kFlowing = colour_of(0x22282C);
constexpr Colour kStill = colour_of(0x8C969D);
constexpr double kUnderArrows = 0.996; // marks glide under bands and arrows, above the pipe

Pose reversed(const Pose& pose) {
  return {pose.position, pose.rotation * rotation_about({0, 0, 1}, std::numbers::pi)};
}

Instance make_instance(std::uint32_t mesh, const Pose& pose) {
  Instance instance;
  instance.mesh = mesh;
  instance.pose = pose;
  instance.moves = true;
  instance.shadow = Shadow::None;
  return instance;
}

} // namespace

double calc_flow_speed(double flow, Unit unit, const std::string& medium, double diameter) {
  const double area = std::numbers::pi / 4 * diameter * diameter;
  switch (unit) {
    case Unit::MetrePerSecond:
      return flow;
    case Unit::CubicMetrePerSecond:
      return flow / area;
    case Unit::KgPerSecond: {
      const Medium* found = find_medium(medium);
      return flow / ((found != nullptr ? found->density : 1000.0) * area);
    }
    default:
      return flow == 0.0 ? 0.0 : std::copysign(PipeFlow::kFastestMark / 4, flow);
  }
}

PipeFlow::PipeFlow(SceneView& view, std::uint32_t arrow, const PipeRun& run, const PipePath& path,
                   const World& world)
    : names_(run.flow_tags),
      medium_(run.medium),
      diameter_(run.diameter),
      path_(path),
      first_instance_(view.instances.size()) {
  bind(world);
  if (!tags_.empty()) {
    for (const BandPlace& place : calc_band_places(path_, diameter_)) {
      if (!medium_.empty() && place.arrow) {
        arrow_poses_.push_back(*place.arrow);
        view.instances.push_back(make_instance(arrow, *place.arrow));
      }
    }
    spacing_ = std::max(kSpacing, path_.length() / kMostMarks);
  }
  end_arrows_ = view.instances.size();
  const bool has_room = path_.length() > flow_arrow_length(diameter_);
  const int marks =
      tags_.empty() || !has_room ? 0 : static_cast<int>(path_.length() / spacing_) + 1;
  for (int k = 0; k < marks; ++k) {
    marks_.push_back(view.instances.size());
    Instance mark = make_instance(arrow, {});
    mark.scale = {1, kUnderArrows, kUnderArrows};
    mark.visible = false;
    view.instances.push_back(mark);
  }
  turn_arrows(view);
}

void PipeFlow::bind(const World& world) {
  tags_.clear();
  for (const std::string& name : names_) {
    if (const Tag* tag = world.find_tag(name)) {
      tags_.push_back(tag);
    }
  }
}

double PipeFlow::flow(const World& world) const {
  double sum = tags_.empty() ? std::numeric_limits<double>::quiet_NaN() : 0.0;
  for (const Tag* tag : tags_) {
    sum += world.value(*tag);
  }
  return sum;
}

void PipeFlow::update(SceneView& view, const World& world, double elapsed) {
  if (tags_.empty()) {
    return;
  }
  const double speed = calc_flow_speed(flow(world), tags_.front()->unit, medium_, diameter_);
  const int way = !std::isfinite(speed) || speed == 0.0 ? 0 : speed > 0.0 ? 1 : -1;
  const double least = way == sign_ ? kStops : kStarts;
  const int sign = std::abs(speed) >= least ? way : 0;
  const bool turned = sign != sign_;
  sign_ = sign;
  if (turned) {
    turn_arrows(view);
  }
  if (sign_ != 0 && elapsed > 0.0) {
    // Half a spacing in one picture would look like the other way round.
    const double step = std::min(std::min(std::abs(speed), kFastestMark) * elapsed, spacing_ / 4);
    way_ = std::fmod(way_ + sign_ * step + spacing_, spacing_);
  }
  if (turned || (sign_ != 0 && elapsed > 0.0)) {
    place_marks(view);
  }
}

void PipeFlow::turn_arrows(SceneView& view) const {
  for (std::size_t k = 0; k < arrow_poses_.size(); ++k) {
    Instance& arrow = view.instances[first_instance_ + k];
    arrow.pose = sign_ < 0 ? reversed(arrow_poses_[k]) : arrow_poses_[k];
    arrow.colour = sign_ == 0 ? kStill : kFlowing;
  }
}

void PipeFlow::place_marks(SceneView& view) const {
  const double margin = flow_arrow_length(diameter_) / 2;
  for (std::size_t k = 0; k < marks_.size(); ++k) {
    Instance& mark = view.instances[marks_[k]];
    const auto pose = path_.find_pose(way_ + static_cast<double>(k) * spacing_, margin);
    const auto covers = [&](const Pose& arrow) { // where an arrow is painted, the mark is not seen
      return length(arrow.position - pose->position) < 2 * margin;
    };
    mark.visible =
        sign_ != 0 && pose && std::none_of(arrow_poses_.begin(), arrow_poses_.end(), covers);
    if (mark.visible) {
      mark.pose = sign_ < 0 ? reversed(*pose) : *pose;
    }
  }
}

} // namespace jixia
