#include "foreign_model.h"

#include <assimp/BaseImporter.h>
#include <assimp/importerdesc.h>
#include <assimp/material.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include <algorithm>
#include <assimp/Importer.hpp>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <set>

#include "geometry/model_file.h"

namespace jixia {
namespace {

constexpr double kPi = 3.14159265358979323846;

void keep_only_safe_readers(Assimp::Importer& importer) {
  static constexpr const char* kKept[] = {"gltf", "obj", "stl"};
  for (std::size_t i = importer.GetImporterCount(); i-- > 0;) {
    const aiImporterDesc* about = importer.GetImporterInfo(i);
    const std::string extensions = about != nullptr ? about->mFileExtensions : "";
    const bool kept = std::any_of(std::begin(kKept), std::end(kKept), [&](const char* e) {
      return extensions.find(e) != std::string::npos;
    });
    if (kept) continue;
    const std::unique_ptr<Assimp::BaseImporter> reader(importer.GetImporter(i)); // ours from now on
    importer.UnregisterLoader(reader.get());
  }
}

float display_of(float c) {
  const double v = std::clamp(static_cast<double>(c), 0.0, 1.0);
  return static_cast<float>(v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1 / 2.4) - 0.055);
}

Material convert_material(const aiMaterial& from, bool is_gltf) {
  Material m;
  m.name = from.GetName().C_Str();
  const Material& standard = standard_material(m.name);
  if (standard.name == m.name) return standard;
  aiColor4D colour(0.7f, 0.7f, 0.7f, 1);
  if (from.Get(AI_MATKEY_BASE_COLOR, colour) != AI_SUCCESS) {
    from.Get(AI_MATKEY_COLOR_DIFFUSE, colour);
  }
  const auto part = [&](float c) { return is_gltf ? display_of(c) : std::clamp(c, 0.0f, 1.0f); };
  m.colour = {part(colour.r), part(colour.g), part(colour.b)};
  return m;
}

/// Turns vertices by what is left of a node's matrix after its rigid motion.
struct Residual {
  aiMatrix3x3 point;
  aiMatrix3x3 normal;
  bool mirrored = false;
};

Residual split_off_residual(const aiMatrix4x4& global, Pose& rigid) {
  aiVector3D scale;
  aiQuaternion turn;
  aiVector3D place;
  global.Decompose(scale, turn, place);
  turn.Normalize();
  rigid = {{place.x, place.y, place.z}, {turn.w, turn.x, turn.y, turn.z}};
  aiMatrix4x4 rigid_matrix(aiVector3D(1, 1, 1), turn, place);
  const aiMatrix4x4 rest = rigid_matrix.Inverse() * global;
  Residual residual;
  residual.point = aiMatrix3x3(rest);
  residual.normal = residual.point;
  residual.mirrored = residual.point.Determinant() < 0;
  residual.normal.Inverse().Transpose();
  return residual;
}

TriangleMesh convert_mesh(const aiMesh& from, const Residual& residual, const Material& material) {
  TriangleMesh mesh;
  mesh.materials.push_back(material);
  for (unsigned i = 0; i < from.mNumVertices; ++i) {
    const aiVector3D p = residual.point * from.mVertices[i];
    aiVector3D n = from.HasNormals() ? residual.normal * from.mNormals[i] : aiVector3D(0, 0, 1);
    const float l = n.Length();
    n = l > 1e-12f ? n / l : aiVector3D(0, 0, 1);
    mesh.positions.push_back({p.x, p.y, p.z});
    mesh.normals.push_back({n.x, n.y, n.z});
  }
  for (unsigned f = 0; f < from.mNumFaces; ++f) {
    const aiFace& face = from.mFaces[f];
    if (face.mNumIndices != 3) continue;
    const unsigned* v = face.mIndices;
    if (residual.mirrored) {
      mesh.indices.insert(mesh.indices.end(), {v[0], v[2], v[1]});
    } else {
      mesh.indices.insert(mesh.indices.end(), {v[0], v[1], v[2]});
    }
  }
  mesh.submeshes.push_back({0, static_cast<std::uint32_t>(mesh.indices.size()), 0});
  return mesh;
}

/// Walks the nodes, parents first.
class Walker {
 public:
  Walker(const aiScene& scene, bool is_gltf, Model& model)
      : scene_(scene), is_gltf_(is_gltf), model_(model) {}

  void walk(const aiNode& node, const aiMatrix4x4& parent_matrix, const Pose& parent_rigid,
            int parent, int depth) {
    if (depth > 64 || model_.parts.size() >= ModelFileLimits::kMostParts) return;
    const aiMatrix4x4 global = parent_matrix * node.mTransformation;
    Pose rigid;
    const Residual residual = split_off_residual(global, rigid);
    const Pose local = inverse(parent_rigid) * rigid;
    const std::string name = node.mName.C_Str();
    if (name.rfind("socket:", 0) == 0) {
      add_socket(name, rigid);
      return;
    }
    int index = parent;
    Pose frame = parent_rigid;
    if (!is_empty_root(node, rigid, parent)) {
      index = static_cast<int>(model_.parts.size());
      model_.parts.push_back({unique(name), parent, local, make_mesh(node, residual)});
      frame = rigid;
    }
    for (unsigned i = 0; i < node.mNumChildren; ++i) {
      walk(*node.mChildren[i], global, frame, index, depth + 1);
    }
  }

 private:
  /// A root that only turns the axes is no part of the equipment.
  static bool is_empty_root(const aiNode& node, const Pose& rigid, int parent) {
    return parent < 0 && node.mNumMeshes == 0 && length(rigid.position) < 1e-9 &&
           std::abs(std::abs(rigid.rotation.w) - 1) < 1e-6;
  }

  std::shared_ptr<const TriangleMesh> make_mesh(const aiNode& node, const Residual& residual) {
    if (node.mNumMeshes == 0) return nullptr;
    auto mesh = std::make_shared<TriangleMesh>();
    for (unsigned i = 0; i < node.mNumMeshes; ++i) {
      const aiMesh& from = *scene_.mMeshes[node.mMeshes[i]];
      const Material material = convert_material(*scene_.mMaterials[from.mMaterialIndex], is_gltf_);
      append(*mesh, convert_mesh(from, residual, material));
    }
    return mesh;
  }

  void add_socket(const std::string& name, const Pose& pose) {
    const std::size_t colon = name.find(':', 7);
    Socket socket{name.substr(7, colon == std::string::npos ? colon : colon - 7), pose, 0};
    if (colon != std::string::npos) {
      socket.diameter = std::strtod(name.c_str() + colon + 1, nullptr);
    }
    model_.sockets.push_back(socket);
  }

  std::string unique(std::string name) {
    if (name.empty()) name = "part";
    std::string result = name;
    for (int n = 2; !names_.insert(result).second; ++n) result = name + "_" + std::to_string(n);
    return result;
  }

  const aiScene& scene_;
  bool is_gltf_;
  Model& model_;
  std::set<std::string> names_;
};

std::string extension_of(const std::filesystem::path& file) {
  std::string e = file.extension().string();
  std::transform(e.begin(), e.end(), e.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return e;
}

} // namespace

std::optional<Model> read_foreign_model(const std::filesystem::path& file, Text& problem) {
  const std::string extension = extension_of(file);
  const bool is_gltf = extension == ".gltf" || extension == ".glb";
  if (!is_gltf && extension != ".obj" && extension != ".stl") {
    problem = {"只能读取 glTF（.gltf .glb）、OBJ 和 STL 模型",
               "only glTF (.gltf .glb), OBJ and STL models can be read"};
    return std::nullopt;
  }
  Assimp::Importer importer;
  keep_only_safe_readers(importer);
  const aiScene* scene =
      importer.ReadFile(file.string(), aiProcess_Triangulate | aiProcess_GenSmoothNormals |
                                           aiProcess_SortByPType | aiProcess_ValidateDataStructure);
  if (scene == nullptr || scene->mRootNode == nullptr || scene->mNumMeshes == 0) {
    problem = fill(Text{"文件已损坏或没有内容：{0}", "the file is damaged or empty: {0}"},
                   {importer.GetErrorString()});
    return std::nullopt;
  }
  Model model;
  model.name = file.stem().string();
  aiMatrix4x4 upright;
  if (extension != ".stl") aiMatrix4x4::RotationX(static_cast<float>(kPi / 2), upright);
  Walker(*scene, is_gltf, model).walk(*scene->mRootNode, upright, {}, -1, 0);
  problem = find_problem(model);
  if (!problem.empty()) return std::nullopt;
  return model;
}

} // namespace jixia
