#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "geometry/triangle_mesh.h"

namespace jixia {

/// A named piece of an equipment model with a frame of its own, so that it can move.
/// A moving part has its pivot at its origin and its axis along its local +z:
/// a handwheel turns about it, a stem slides along it, a level column stretches along it.
struct Part {
  std::string name; ///< unique in the model, e.g. "body", "handwheel", "needle"
  int parent = -1;  ///< index of an earlier part; -1: the model's frame
  Pose local;       ///< in the parent's frame
  std::shared_ptr<const TriangleMesh> mesh; ///< null: a frame only
};

/// Where a pipe (or a belt) joins a model: local +x of its pose points out of the model.
struct Socket {
  std::string name;    ///< e.g. "suction", "discharge", "a", "b"
  Pose pose;           ///< in the model's frame; position on the flange face
  double diameter = 0; ///< outer diameter of the pipe that fits [m]
};

/// One kind of equipment: parts that move against each other, and where things join it.
/// Origin on the ground under its middle for standing equipment, in the pipe's axis for
/// in-line equipment (pipe along local x, handwheel or actuator towards local +z).
struct Model {
  std::string name; ///< e.g. "gate_valve"
  std::vector<Part> parts;
  std::vector<Socket> sockets;

  int find_part(std::string_view part) const;          ///< -1 if there is none
  const Socket* find_socket(std::string_view s) const; ///< nullptr if there is none
};

/// The pose of every part in the frame that `root` is given in, nothing moved.
std::vector<Pose> calc_part_poses(const Model& model, const Pose& root = {});

/// The box around all parts, nothing moved, in the model's frame.
Bounds calc_bounds(const Model& model);

/// What is wrong with the model (names, parents, meshes); empty when it can be used.
Text find_problem(const Model& model);

} // namespace jixia
