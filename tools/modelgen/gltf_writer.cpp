#include "gltf_writer.h"

#include <cstdint>
#include <cstring>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

namespace jixia::modelgen {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFloat = 5126;
constexpr int kUnsignedInt = 5125;
constexpr int kVertexBuffer = 34962;
constexpr int kIndexBuffer = 34963;

double linear_of(double c) {
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

/// The JSON chunk and the binary chunk as they grow.
struct Document {
  Json json;
  std::vector<std::uint8_t> binary;
  std::map<std::string, int> material_of;

  int add_accessor(const void* data, std::size_t bytes, int count, int component, const char* type,
                   int target) {
    const Json view{
        {"buffer", 0}, {"byteOffset", binary.size()}, {"byteLength", bytes}, {"target", target}};
    json["bufferViews"].push_back(view);
    const auto* from = static_cast<const std::uint8_t*>(data);
    binary.insert(binary.end(), from, from + bytes);
    json["accessors"].push_back({{"bufferView", json["bufferViews"].size() - 1},
                                 {"componentType", component},
                                 {"count", count},
                                 {"type", type}});
    return static_cast<int>(json["accessors"].size()) - 1;
  }

  int add_material(const Material& m) {
    const auto found = material_of.find(m.name);
    if (found != material_of.end()) return found->second;
    const Json colour{linear_of(m.colour.r), linear_of(m.colour.g), linear_of(m.colour.b), 1.0};
    json["materials"].push_back(
        {{"name", m.name},
         {"pbrMetallicRoughness",
          {{"baseColorFactor", colour},
           {"metallicFactor", 0},
           {"roughnessFactor", std::sqrt(2 / (m.shininess + 2))}}},
         {"extras", {{"specular", m.specular}, {"shininess", m.shininess}, {"glow", m.glow}}}});
    const int index = static_cast<int>(json["materials"].size()) - 1;
    material_of[m.name] = index;
    return index;
  }

  int add_mesh(const TriangleMesh& mesh, const std::string& name) {
    Json primitives = Json::array();
    for (const Submesh& s : mesh.submeshes) primitives.push_back(add_primitive(mesh, s));
    json["meshes"].push_back({{"name", name}, {"primitives", primitives}});
    return static_cast<int>(json["meshes"].size()) - 1;
  }

  /// Only the vertices that the submesh uses.
  Json add_primitive(const TriangleMesh& mesh, const Submesh& s) {
    std::vector<Float3> positions;
    std::vector<Float3> normals;
    std::vector<std::uint32_t> indices;
    std::map<std::uint32_t, std::uint32_t> moved;
    for (std::uint32_t k = 0; k < s.index_count; ++k) {
      const std::uint32_t i = mesh.indices[s.first_index + k];
      const auto [at, is_new] = moved.emplace(i, static_cast<std::uint32_t>(positions.size()));
      if (is_new) {
        positions.push_back(mesh.positions[i]);
        normals.push_back(mesh.normals[i]);
      }
      indices.push_back(at->second);
    }
    const int count = static_cast<int>(positions.size());
    const int p = add_accessor(positions.data(), positions.size() * sizeof(Float3), count, kFloat,
                               "VEC3", kVertexBuffer);
    Float3 low = positions[0];
    Float3 high = positions[0];
    for (const Float3& v : positions) {
      for (std::size_t k = 0; k < 3; ++k) {
        low[k] = std::min(low[k], v[k]);
        high[k] = std::max(high[k], v[k]);
      }
    }
    json["accessors"][static_cast<std::size_t>(p)]["min"] = low;
    json["accessors"][static_cast<std::size_t>(p)]["max"] = high;
    const int n = add_accessor(normals.data(), normals.size() * sizeof(Float3), count, kFloat,
                               "VEC3", kVertexBuffer);
    const int i = add_accessor(indices.data(), indices.size() * 4, static_cast<int>(indices.size()),
                               kUnsignedInt, "SCALAR", kIndexBuffer);
    return {{"attributes", {{"POSITION", p}, {"NORMAL", n}}},
            {"indices", i},
            {"material", add_material(mesh.materials[s.material])}};
  }
};

Json make_node(const std::string& name, const Pose& pose) {
  const Vec3& p = pose.position;
  const Rotation& r = pose.rotation;
  return {{"name", name}, {"translation", {p.x, p.y, p.z}}, {"rotation", {r.x, r.y, r.z, r.w}}};
}

/// Nodes in the order of the parts, so that node index = part index + 1.
void add_nodes(Document& document, const Model& model) {
  Json& nodes = document.json["nodes"];
  nodes.push_back(make_node(model.name, {{}, rotation_about({1, 0, 0}, -1.57079632679489662)}));
  for (const Part& part : model.parts) {
    Json node = make_node(part.name, part.local);
    if (part.mesh) node["mesh"] = document.add_mesh(*part.mesh, part.name);
    document.json["nodes"].push_back(node);
    const auto parent = static_cast<std::size_t>(part.parent + 1);
    document.json["nodes"][parent]["children"].push_back(document.json["nodes"].size() - 1);
  }
  for (const Socket& socket : model.sockets) {
    const std::string diameter = number_text(socket.diameter);
    document.json["nodes"].push_back(
        make_node("socket:" + socket.name + ":" + diameter, socket.pose));
    document.json["nodes"][0]["children"].push_back(document.json["nodes"].size() - 1);
  }
}

void put_u32(std::vector<std::uint8_t>& out, std::size_t v) {
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
}

} // namespace

bool write_glb(const Model& model, const std::filesystem::path& path) {
  Document document;
  document.json["asset"] = {{"version", "2.0"}, {"generator", "jixia-modelgen"}};
  document.json["scene"] = 0;
  document.json["scenes"] = {{{"nodes", {0}}}};
  add_nodes(document, model);
  document.json["buffers"] = {{{"byteLength", document.binary.size()}}};
  std::string text = document.json.dump();
  text.resize((text.size() + 3) / 4 * 4, ' ');
  std::vector<std::uint8_t> out;
  put_u32(out, 0x46546C67); // "glTF"
  put_u32(out, 2);
  put_u32(out, 12 + 8 + text.size() + 8 + document.binary.size());
  put_u32(out, text.size());
  put_u32(out, 0x4E4F534A); // "JSON"
  out.insert(out.end(), text.begin(), text.end());
  put_u32(out, document.binary.size());
  put_u32(out, 0x004E4942); // "BIN"
  out.insert(out.end(), document.binary.begin(), document.binary.end());
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(out.data()), static_cast<std::streamsize>(out.size()));
  file.close();
  return static_cast<bool>(file);
}

} // namespace jixia::modelgen
