#include "geometry/model.h"

#include <set>

namespace jixia {

int Model::find_part(std::string_view part) const {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].name == part) return static_cast<int>(i);
  }
  return -1;
}

const Socket* Model::find_socket(std::string_view s) const {
  for (const Socket& socket : sockets) {
    if (socket.name == s) return &socket;
  }
  return nullptr;
}

std::vector<Pose> calc_part_poses(const Model& model, const Pose& root) {
  std::vector<Pose> poses;
  poses.reserve(model.parts.size());
  for (const Part& part : model.parts) {
    const Pose& parent = part.parent < 0 ? root : poses[static_cast<std::size_t>(part.parent)];
    poses.push_back(parent * part.local);
  }
  return poses;
}

Bounds calc_bounds(const Model& model) {
  Bounds bounds;
  const std::vector<Pose> poses = calc_part_poses(model);
  for (std::size_t i = 0; i < poses.size(); ++i) {
    const auto& mesh = model.parts[i].mesh;
    if (mesh) bounds.add(calc_bounds(calc_bounds(*mesh), poses[i]));
  }
  return bounds;
}

Text find_problem(const Model& model) {
  std::set<std::string, std::less<>> names;
  std::set<const TriangleMesh*> seen;
  for (std::size_t i = 0; i < model.parts.size(); ++i) {
    const Part& part = model.parts[i];
    if (!names.insert(part.name).second) {
      return fill(Text{"部件名 {0} 重复", "part name {0} occurs twice"}, {part.name});
    }
    if (part.parent >= static_cast<int>(i) || part.parent < -1) {
      return fill(Text{"部件 {0} 的上级排在它后面", "the parent of part {0} comes after it"},
                  {part.name});
    }
    const Rotation& r = part.local.rotation;
    const double norm = r.w * r.w + r.x * r.x + r.y * r.y + r.z * r.z;
    if (!is_finite(part.local.position) || !(std::abs(norm - 1) < 1e-3)) {
      return fill(Text{"部件 {0} 的位姿无效", "the pose of part {0} is not valid"}, {part.name});
    }
    if (part.mesh && seen.insert(part.mesh.get()).second) {
      const Text problem = find_problem(*part.mesh);
      if (!problem.empty()) {
        return fill(Text{"部件 {0}：{1}", "part {0}: {1}"}, {same_text(part.name), problem});
      }
    }
  }
  for (const Socket& socket : model.sockets) {
    if (!is_finite(socket.pose.position) || !(socket.diameter >= 0 && socket.diameter < 100)) {
      return fill(Text{"接口 {0} 无效", "socket {0} is not valid"}, {socket.name});
    }
  }
  return {};
}

} // namespace jixia
