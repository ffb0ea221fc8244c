#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/diagnostics.h"

namespace jixia {

/// A model placed in the 3D scene. Z is up, X east, Y north; metres and degrees.
struct SceneModel {
  SourceMark mark;
  std::string id;    ///< unique, usually the tag, e.g. "V101"
  std::string model; ///< name in the model library, or "models/own.glb" of the pack
  std::string tag;   ///< component it shows; empty: scenery
  std::string at;    ///< socket of an earlier model, "V101.level_low", that `position` counts from
  std::array<double, 3> position{};
  double heading = 0.0; ///< turned about Z [deg]
  /// Instead of `heading`: where the model's own x (the pipe of a valve) and z (its handwheel)
  /// point; all zero: not given.
  std::array<double, 3> along{}, up{};
  std::string label; ///< tag whose value the label shows; empty: `tag`; "none": no label
};

/// Makes one node of a placed model follow a tag.
struct NodeMotion {
  SourceMark mark;
  std::string model; ///< SceneModel::id
  std::string node;  ///< e.g. "handwheel"; turns about and slides along its own z
  enum class Kind { Turn, Slide, Scale, Spin, Show } kind = Kind::Turn;
  std::string tag;
  double from = 0.0, to = 1.0;   ///< tag values [SI] ...
  double start = 0.0, end = 1.0; ///< ... map linearly to [deg], [m], factor or visible (> 0.5)
};

/// A pipe through points, drawn with elbows, flanges, supports, bands and arrows of its flow.
struct PipeRun {
  SourceMark mark;
  std::string id;
  std::string from, to; ///< sockets its ends join, "V101.bottom"; empty: the first or last point
  std::vector<std::array<double, 3>> points; ///< [m], in between
  double diameter = 0.1;                     ///< outside [m]
  std::string medium;                        ///< water, steam, air, gas, flammable, other, ...
  bool has_supports = true;
  /// Their sum is the flow, positive from the first to the last point; may be empty.
  std::vector<std::string> flow_tags;
  Text name;
};

struct Viewpoint {
  std::string id;
  Text title;
  std::array<double, 3> eye{}, target{};
};

/// What the 3D window shows. Plain data of scene.yaml.
struct SceneLayout {
  enum class Surroundings { Outdoor, Workshop } surroundings = Surroundings::Outdoor;
  std::array<double, 4> slab{-10, -10, 10, 10}; ///< x0 y0 x1 y1 [m]
  std::vector<SceneModel> models;
  std::vector<NodeMotion> motions;
  std::vector<PipeRun> pipes;
  std::vector<Viewpoint> views;
};

/// One symbol of a DCS mimic. Position in units of the screen's grid.
struct MimicSymbol {
  SourceMark mark;
  std::string kind; ///< vessel, pump, valve, control_valve, check_valve, value, text, arrow, ...
  std::string tag;
  Text text;
  double x = 0, y = 0, width = 0, height = 0;
  bool vertical = false;
};

struct MimicLine {
  std::vector<std::array<double, 2>> points;
  enum class Kind { Process, Gas, Signal } kind = Kind::Process;
  std::string flow_tag; ///< drawn as flowing when its size passes `flow_threshold`; may be empty
  double flow_threshold = 1e-6;
};

/// One DCS screen: screens/*.yaml.
struct Screen {
  std::string id;
  Text title;
  double width = 1000, height = 380; ///< of the drawing grid
  std::vector<MimicSymbol> symbols;
  std::vector<MimicLine> lines;
  std::vector<std::string> tiles;  ///< tags shown as bars beside the overview
  std::vector<std::string> trends; ///< tags of its first trend group
};

} // namespace jixia
