#include "scene/model_motion.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace jixia {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr double kNeedleSweep = 0.75 * kTurn;
constexpr double kPressDepth = 0.012; // [m]
constexpr double kMostTurn = 0.2 * kTurn; // in one picture: half a turn looks like the other way round

using Kind = NodeMotion::Kind;

const Tag* find_port(const World& world, const std::string& tag, const std::string& port) {
  return world.find_tag(tag + "." + port);
}

double pipe_diameter(const Model& model) {
  const Socket* socket = model.find_socket("a");
  return socket != nullptr ? socket->diameter : 0.1;
}

// How a part moves by its name; the tag still has to be found.
struct Usual {
  const char* part;
  const char* port; ///< "" stands for the main port
  Kind kind;
};

constexpr Usual kUsual[] = {
    {"handwheel", "POS", Kind::Turn},   {"stem", "POS", Kind::Slide},
    {"indicator", "POS", Kind::Turn},   {"coupling", "speed", Kind::Spin},
    {"drive", "speed", Kind::Spin},     {"needle", "", Kind::Turn},
    {"column", "", Kind::Scale},        {"blade", "POS", Kind::Slide},
    {"rod", "POS", Kind::Slide},        {"start", "start", Kind::Slide},
    {"stop", "stop", Kind::Slide},      {"reset", "reset", Kind::Slide},
    {"estop", "pressed", Kind::Slide},  {"lamp", "RUN", Kind::Show},
    {"green", "GREEN", Kind::Show},     {"amber", "YELLOW", Kind::Show},
    {"red", "RED", Kind::Show},
};

void set_ends(ModelMotion& motion, const Model& model) {
  const std::string& part = motion.part;
  if (part == "handwheel") {
    motion.end = model.name.starts_with("ball_valve") ? kTurn / 4.0 : -6.0 * kTurn;
  } else if (part == "indicator") {
    motion.end = kTurn / 4.0;
  } else if (part == "stem") {
    const bool is_gate = model.name.starts_with("gate_valve");
    motion.end = pipe_diameter(model) * (is_gate ? 0.7 : 0.25);
  } else if (part == "needle") {
    motion.start = kNeedleSweep / 2.0;
    motion.end = -kNeedleSweep / 2.0;
  } else if (part == "blade" || part == "rod") {
    motion.end = 0.12;
  } else if (motion.kind == Kind::Slide) {
    motion.end = -kPressDepth;
  }
  const bool is_gauge = part == "needle" || part == "column";
  if (is_gauge) {
    motion.from = motion.tag->display.range_low;
    motion.to = motion.tag->display.range_high;
  }
}

double mapped(const ModelMotion& motion, double value) {
  const double width = motion.to - motion.from;
  const double share = width != 0.0 ? (value - motion.from) / width : 0.0;
  return motion.start + std::clamp(share, 0.0, 1.0) * (motion.end - motion.start);
}

} // namespace

bool is_lamp_part(const std::string& part) {
  return part == "lamp" || part == "green" || part == "amber" || part == "red";
}

std::vector<ModelMotion> usual_motions(std::size_t index, const PlacedModel& placed,
                                       const World& world, const std::string& tag) {
  std::vector<ModelMotion> motions;
  for (const Usual& usual : kUsual) {
    if (placed.model().find_part(usual.part) < 0) {
      continue;
    }
    const bool is_main = *usual.port == '\0';
    ModelMotion motion;
    motion.model = index;
    motion.part = usual.part;
    motion.kind = usual.kind;
    motion.is_lamp = is_lamp_part(usual.part);
    motion.tag = is_main ? world.find_tag(tag) : find_port(world, tag, usual.port);
    if (motion.tag != nullptr) {
      set_ends(motion, placed.model());
      motions.push_back(motion);
    }
  }
  return motions;
}

void move(SceneView& view, PlacedModel& placed, ModelMotion& motion, const World& world,
          double elapsed) {
  double value = world.value(*motion.tag);
  if (!std::isfinite(value)) {
    value = motion.from;
  }
  switch (motion.kind) {
    case Kind::Turn:
      placed.turn(view, motion.part, mapped(motion, value));
      break;
    case Kind::Slide:
      placed.slide(view, motion.part, mapped(motion, value));
      break;
    case Kind::Scale:
      placed.stretch(view, motion.part, mapped(motion, value));
      break;
    case Kind::Spin:
      motion.turned = std::remainder(
          motion.turned + std::clamp(std::clamp(value, -kFastestSpin, kFastestSpin) * elapsed,
                                     -kMostTurn, kMostTurn),
          kTurn);
      placed.turn(view, motion.part, motion.turned);
      break;
    case Kind::Show:
      if (motion.is_lamp) {
        placed.paint(view, motion.part, std::nullopt, value > 0.5 ? 1.0f : 0.0f);
      } else {
        placed.show(view, motion.part, mapped(motion, value) > 0.5);
      }
      break;
  }
}

} // namespace jixia
