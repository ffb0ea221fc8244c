#include "geometry/model_file.h"

#include <array>
#include <bit>
#include <cstring>
#include <fstream>
#include <map>
#include <system_error>

namespace jixia {
namespace {

constexpr std::string_view kMagic = "JXMODEL1";
constexpr std::size_t kHeaderBytes = 16;

class ByteWriter {
 public:
  void u16(std::uint16_t v) { little(v, 2); }
  void u32(std::uint32_t v) { little(v, 4); }
  void i32(int v) { u32(static_cast<std::uint32_t>(v)); }
  void f32(float v) { u32(std::bit_cast<std::uint32_t>(v)); }
  void f64(double v) { little(std::bit_cast<std::uint64_t>(v), 8); }
  void string(std::string_view s) {
    const std::size_t n = std::min<std::size_t>(s.size(), 65535);
    u16(static_cast<std::uint16_t>(n));
    bytes.insert(bytes.end(), s.begin(), s.begin() + static_cast<std::ptrdiff_t>(n));
  }
  void pose(const Pose& p) {
    for (const double v : {p.position.x, p.position.y, p.position.z, p.rotation.w, p.rotation.x,
                           p.rotation.y, p.rotation.z}) {
      f64(v);
    }
  }
  std::vector<std::uint8_t> bytes;

 private:
  void little(std::uint64_t v, int n) {
    for (int i = 0; i < n; ++i) bytes.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
  }
};

/// Reads forward; after the first failure every read gives 0 and `problem()` says where it was.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint16_t u16() { return static_cast<std::uint16_t>(little(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(little(4)); }
  int i32() { return static_cast<int>(u32()); }
  float f32() { return std::bit_cast<float>(u32()); }
  double f64() { return std::bit_cast<double>(little(8)); }
  Float3 float3() {
    const float x = f32();
    const float y = f32();
    return {x, y, f32()};
  }
  std::string string() {
    const std::size_t n = u16();
    if (!take(n)) return {};
    return {reinterpret_cast<const char*>(bytes_.data()) + at_ - n, n};
  }
  Pose pose() {
    std::array<double, 7> v{};
    for (double& x : v) x = f64();
    return {{v[0], v[1], v[2]}, {v[3], v[4], v[5], v[6]}};
  }
  /// A count of things that take at least `bytes_each`.
  std::uint32_t count(std::uint32_t most, std::size_t bytes_each) {
    const std::uint32_t n = u32();
    if (n <= most && n * std::uint64_t{bytes_each} <= bytes_.size() - at_) return n;
    fail(fill(Text{"数目 {0} 超过上限 {1} 或文件余下的内容",
                   "count {0} exceeds the limit {1} or the rest of the file"},
              {std::to_string(n), std::to_string(most)}));
    return 0;
  }
  void fail(const Text& what) {
    if (!problem_.empty()) return;
    problem_ = fill(Text{"第 {0} 字节：{1}", "byte {0}: {1}"},
                    {same_text(std::to_string(at_ + kHeaderBytes)), what});
  }
  const Text& problem() const { return problem_; }
  bool at_end() const { return at_ == bytes_.size(); }

 private:
  bool take(std::size_t n) {
    if (!problem_.empty()) return false;
    if (n > bytes_.size() - at_) {
      fail({"文件到此中断", "the file ends here"});
      return false;
    }
    at_ += n;
    return true;
  }
  std::uint64_t little(std::size_t n) {
    if (!take(n)) return 0;
    std::uint64_t v = 0;
    for (std::size_t i = 0; i < n; ++i) v |= std::uint64_t{bytes_[at_ - n + i]} << (8 * i);
    return v;
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  Text problem_;
};

void write_mesh(ByteWriter& out, const TriangleMesh& mesh) {
  out.u32(static_cast<std::uint32_t>(mesh.materials.size()));
  for (const Material& m : mesh.materials) {
    out.string(m.name);
    for (const float v : {m.colour.r, m.colour.g, m.colour.b, m.specular, m.shininess, m.glow}) {
      out.f32(v);
    }
  }
  out.u32(static_cast<std::uint32_t>(mesh.positions.size()));
  for (const Float3& p : mesh.positions) {
    for (const float v : p) out.f32(v);
  }
  for (const Float3& n : mesh.normals) {
    for (const float v : n) out.f32(v);
  }
  out.u32(static_cast<std::uint32_t>(mesh.indices.size()));
  for (const std::uint32_t i : mesh.indices) out.u32(i);
  out.u32(static_cast<std::uint32_t>(mesh.submeshes.size()));
  for (const Submesh& s : mesh.submeshes) {
    out.u32(s.first_index);
    out.u32(s.index_count);
    out.u32(s.material);
  }
}

Material read_material(ByteReader& in) {
  Material m;
  m.name = in.string();
  for (float* v : {&m.colour.r, &m.colour.g, &m.colour.b, &m.specular, &m.shininess, &m.glow}) {
    *v = in.f32();
    if (!(*v >= 0 && *v <= 1000)) in.fail({"材质数值无效", "a material value is not valid"});
  }
  return m;
}

TriangleMesh read_mesh(ByteReader& in) {
  using Limits = ModelFileLimits;
  TriangleMesh mesh;
  mesh.materials.resize(in.count(Limits::kMostMaterials, 26));
  for (Material& m : mesh.materials) m = read_material(in);
  const std::uint32_t vertices = in.count(Limits::kMostVertices, 24);
  mesh.positions.resize(vertices);
  mesh.normals.resize(vertices);
  for (Float3& p : mesh.positions) p = in.float3();
  for (Float3& n : mesh.normals) n = in.float3();
  mesh.indices.resize(in.count(Limits::kMostIndices, 4));
  for (std::uint32_t& i : mesh.indices) i = in.u32();
  mesh.submeshes.resize(in.count(Limits::kMostMaterials, 12));
  for (Submesh& s : mesh.submeshes) {
    s.first_index = in.u32();
    s.index_count = in.u32();
    s.material = in.u32();
  }
  return mesh;
}

std::vector<std::uint8_t> encode_payload(const Model& model) {
  ByteWriter out;
  out.string(model.name);
  std::map<const TriangleMesh*, int> index_of;
  std::vector<const TriangleMesh*> meshes;
  for (const Part& part : model.parts) {
    if (part.mesh && index_of.emplace(part.mesh.get(), static_cast<int>(meshes.size())).second) {
      meshes.push_back(part.mesh.get());
    }
  }
  out.u32(static_cast<std::uint32_t>(meshes.size()));
  for (const TriangleMesh* mesh : meshes) write_mesh(out, *mesh);
  out.u32(static_cast<std::uint32_t>(model.parts.size()));
  for (const Part& part : model.parts) {
    out.string(part.name);
    out.i32(part.parent);
    out.pose(part.local);
    out.i32(part.mesh ? index_of.at(part.mesh.get()) : -1);
  }
  out.u32(static_cast<std::uint32_t>(model.sockets.size()));
  for (const Socket& socket : model.sockets) {
    out.string(socket.name);
    out.pose(socket.pose);
    out.f64(socket.diameter);
  }
  return std::move(out.bytes);
}

Part read_part(ByteReader& in, const std::vector<std::shared_ptr<const TriangleMesh>>& meshes) {
  Part part;
  part.name = in.string();
  part.parent = in.i32();
  part.local = in.pose();
  const int mesh = in.i32();
  if (mesh >= static_cast<int>(meshes.size()) || mesh < -1) {
    in.fail({"部件指向不存在的网格", "a part names a mesh that is not there"});
  } else if (mesh >= 0) {
    part.mesh = meshes[static_cast<std::size_t>(mesh)];
  }
  return part;
}

Model read_model(ByteReader& in) {
  using Limits = ModelFileLimits;
  Model model;
  model.name = in.string();
  const std::uint32_t mesh_count = in.count(Limits::kMostMeshes, 16);
  std::vector<std::shared_ptr<const TriangleMesh>> meshes;
  for (std::uint32_t i = 0; i < mesh_count && in.problem().empty(); ++i) {
    meshes.push_back(std::make_shared<const TriangleMesh>(read_mesh(in)));
  }
  const std::uint32_t part_count = in.count(Limits::kMostParts, 66);
  for (std::uint32_t i = 0; i < part_count && in.problem().empty(); ++i) {
    model.parts.push_back(read_part(in, meshes));
  }
  const std::uint32_t socket_count = in.count(Limits::kMostParts, 66);
  for (std::uint32_t i = 0; i < socket_count && in.problem().empty(); ++i) {
    Socket socket;
    socket.name = in.string();
    socket.pose = in.pose();
    socket.diameter = in.f64();
    model.sockets.push_back(std::move(socket));
  }
  if (!in.at_end()) in.fail({"模型之后还有多余内容", "there is more after the model"});
  return model;
}

Text find_header_problem(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0) {
    return {"不是稷下模型文件（*.jxm 第 1 版）", "not a Jixia model file (*.jxm, version 1)"};
  }
  ByteReader header(bytes.subspan(kMagic.size(), 8));
  const std::uint32_t size = header.u32();
  const std::uint32_t crc = header.u32();
  const auto payload = bytes.subspan(kHeaderBytes);
  if (size != payload.size()) {
    return fill(Text{"文件长度不符：应为 {0} 字节，实为 {1} 字节",
                     "the file is cut short or too long: {0} bytes promised, {1} there"},
                {std::to_string(size), std::to_string(payload.size())});
  }
  if (crc != calc_crc32(payload)) {
    return {"校验和不符，文件已损坏", "the checksum differs, the file is damaged"};
  }
  return {};
}

} // namespace

std::uint32_t calc_crc32(std::span<const std::uint8_t> bytes) {
  static const std::array<std::uint32_t, 256> table = [] {
    std::array<std::uint32_t, 256> t{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t c = i;
      for (int k = 0; k < 8; ++k) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
      t[i] = c;
    }
    return t;
  }();
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const std::uint8_t b : bytes) crc = table[(crc ^ b) & 255] ^ (crc >> 8);
  return crc ^ 0xFFFFFFFFu;
}

std::vector<std::uint8_t> encode_model(const Model& model) {
  const std::vector<std::uint8_t> payload = encode_payload(model);
  ByteWriter out;
  out.bytes.assign(kMagic.begin(), kMagic.end());
  out.u32(static_cast<std::uint32_t>(payload.size()));
  out.u32(calc_crc32(payload));
  out.bytes.insert(out.bytes.end(), payload.begin(), payload.end());
  return std::move(out.bytes);
}

std::optional<Model> decode_model(std::span<const std::uint8_t> bytes, Text& problem) {
  problem = find_header_problem(bytes);
  if (!problem.empty()) return std::nullopt;
  ByteReader in(bytes.subspan(kHeaderBytes));
  Model model = read_model(in);
  problem = in.problem();
  if (problem.empty()) problem = find_problem(model);
  if (!problem.empty()) return std::nullopt;
  return model;
}

bool write_model(const Model& model, const std::filesystem::path& path, Text& problem) {
  const std::vector<std::uint8_t> bytes = encode_model(model);
  const std::filesystem::path partial = path.string() + ".partial";
  std::ofstream out(partial, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(partial, path, error);
  if (out && !error) return true;
  std::filesystem::remove(partial, error);
  problem = fill(Text{"无法写入 {0}：检查目录权限和磁盘空间",
                      "cannot write {0}: check the folder's permissions and the free space"},
                 {path.string()});
  return false;
}

std::optional<Model> load_model(const std::filesystem::path& path, Text& problem) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) {
    problem =
        fill(Text{"无法读取 {0}：{1}", "cannot read {0}: {1}"}, {path.string(), error.message()});
    return std::nullopt;
  }
  if (size > ModelFileLimits::kMostBytes) {
    problem = fill(Text{"{0} 超过 256 MB", "{0} is larger than 256 MB"}, {path.string()});
    return std::nullopt;
  }
  std::vector<std::uint8_t> bytes(size);
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!in) {
    problem = fill(Text{"无法读取 {0}", "cannot read {0}"}, {path.string()});
    return std::nullopt;
  }
  std::optional<Model> model = decode_model(bytes, problem);
  if (!model) problem = fill(Text{"{0}：{1}", "{0}: {1}"}, {same_text(path.string()), problem});
  return model;
}

} // namespace jixia
