#include "render/gpu_scene.h"

#include <glad/gl.h>

#include <algorithm>
#include <cstddef>

namespace jixia::render {
namespace {

constexpr std::size_t kRowFloats = 17;

const void* offset(std::size_t bytes) {
  return reinterpret_cast<const void*>(bytes);
}

void describe_vertices() {
  constexpr auto stride = static_cast<GLsizei>(sizeof(PackedVertex));
  glVertexAttribPointer(0, 3, GL_FLOAT, GL_FALSE, stride, offset(0));
  glVertexAttribPointer(1, 4, GL_INT_2_10_10_10_REV, GL_TRUE, stride,
                        offset(offsetof(PackedVertex, normal)));
  glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride,
                        offset(offsetof(PackedVertex, colour)));
  glVertexAttribPointer(3, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride,
                        offset(offsetof(PackedVertex, gloss)));
  glVertexAttribPointer(4, 4, GL_INT_2_10_10_10_REV, GL_TRUE, stride,
                        offset(offsetof(PackedVertex, hull)));
  for (unsigned i = 0; i < 5; ++i) glEnableVertexAttribArray(i);
}

/// Rows of the instance buffer from row `first` on.
void describe_rows(std::size_t first) {
  constexpr auto stride = static_cast<GLsizei>(kRowFloats * sizeof(float));
  const std::size_t base = first * kRowFloats * sizeof(float);
  for (unsigned i = 0; i < 4; ++i) {
    glVertexAttribPointer(5 + i, 4, GL_FLOAT, GL_FALSE, stride,
                          offset(base + i * 4 * sizeof(float)));
  }
  glVertexAttribPointer(9, 1, GL_FLOAT, GL_FALSE, stride, offset(base + 16 * sizeof(float)));
}

bool drawable(const SceneView& view, const Instance& instance) {
  return instance.mesh < view.meshes.size() && view.meshes[instance.mesh] != nullptr &&
         is_finite(instance.pose.position) && is_finite(instance.scale);
}

} // namespace

GpuScene::~GpuScene() {
  forget();
}

void GpuScene::forget() {
  for (Buffers* b : {&resting_buffers_, &moving_buffers_}) {
    if (b->array != 0) glDeleteVertexArrays(1, &b->array);
    if (b->vertices != 0) glDeleteBuffers(1, &b->vertices);
    if (b->indices != 0) glDeleteBuffers(1, &b->indices);
    *b = {};
  }
  if (rows_ != 0) glDeleteBuffers(1, &rows_);
  rows_ = 0;
  revision_ = 0;
  resting_.clear();
  moving_.clear();
}

void GpuScene::upload(Buffers& b, const PackedBuffer& packed) {
  if (b.array == 0) {
    glGenVertexArrays(1, &b.array);
    glGenBuffers(1, &b.vertices);
    glGenBuffers(1, &b.indices);
  }
  glBindVertexArray(b.array);
  glBindBuffer(GL_ARRAY_BUFFER, b.vertices);
  glBufferData(GL_ARRAY_BUFFER,
               static_cast<GLsizeiptr>(packed.vertices.size() * sizeof(PackedVertex)),
               packed.vertices.data(), GL_STATIC_DRAW);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, b.indices);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(packed.indices.size() * 4),
               packed.indices.data(), GL_STATIC_DRAW);
  describe_vertices();
  glBindVertexArray(0);
}

const PreparedMesh& GpuScene::prepare(const SceneView& view, std::uint32_t mesh) {
  PreparedMesh& prepared = prepared_[mesh];
  if (prepared.mesh != view.meshes[mesh]) prepared = prepare_mesh(view.meshes[mesh]);
  return prepared;
}

void GpuScene::bake(const SceneView& view) {
  resting_.clear();
  moving_.clear();
  prepared_.resize(view.meshes.size());
  mesh_ranges_.assign(view.meshes.size(), {});
  PackedBuffer resting;
  PackedBuffer meshes;
  for (std::size_t i = 0; i < view.instances.size(); ++i) {
    const Instance& instance = view.instances[i];
    if (!drawable(view, instance)) continue;
    const PreparedMesh& mesh = prepare(view, instance.mesh);
    if (!instance.moves && instance.visible) {
      const bool casts = instance.shadow != Shadow::None;
      resting_.push_back({pack_instance(resting, mesh, instance), i, casts});
    } else if (instance.moves) {
      if (mesh_ranges_[instance.mesh].index_count == 0) {
        mesh_ranges_[instance.mesh] = pack_instance(meshes, mesh, Instance{});
      }
      Moving moving;
      moving.instance = i;
      moving.mesh = instance.mesh;
      moving_.push_back(moving);
    }
  }
  const PreparedMesh ground =
      prepare_mesh(std::make_shared<const TriangleMesh>(make_ground_mesh(view.ground)));
  resting_.push_back({pack_instance(resting, ground, Instance{}), kGround, false});
  // Instances of one mesh next to each other become one draw call.
  std::stable_sort(moving_.begin(), moving_.end(),
                   [](const Moving& a, const Moving& b) { return a.mesh < b.mesh; });
  upload(resting_buffers_, resting);
  upload(moving_buffers_, meshes);
  update_moving(view);
  for (Moving& m : moving_) m.rest_row = m.row;
}

void GpuScene::update_moving(const SceneView& view) {
  live_casters_.clear();
  for (Moving& m : moving_) {
    const Instance& instance = view.instances[m.instance];
    const Vec3& s = instance.scale;
    const auto safe = [](double v) { return std::abs(v) < 1e-4 ? 1e-4 : v; };
    const auto affine = make_affine(instance.pose, {safe(s.x), safe(s.y), safe(s.z)});
    std::copy(affine.begin(), affine.end(), m.row.begin());
    const Colour tint = instance.colour.value_or(Colour{});
    m.row[12] = tint.r;
    m.row[13] = tint.g;
    m.row[14] = tint.b;
    m.row[15] = instance.colour ? 1.0f : 0.0f;
    m.row[16] = instance.glow;
    const PackedRange& range = mesh_ranges_[m.mesh];
    m.centre = apply(instance.pose, scaled(range.centre, s));
    m.radius = range.radius * std::max({std::abs(s.x), std::abs(s.y), std::abs(s.z)});
    m.shadow = instance.visible ? instance.shadow : Shadow::None;
    if (m.shadow != Shadow::Live) continue;
    live_casters_.insert(live_casters_.end(), affine.begin(), affine.end());
  }
}

void GpuScene::update(const SceneView& view) {
  const bool other_size =
      view.instances.size() != instance_count_ || view.meshes.size() != mesh_ranges_.size();
  if (view.revision != revision_ || view.revision == 0 || other_size ||
      resting_buffers_.array == 0) {
    bake(view);
    revision_ = view.revision;
    instance_count_ = view.instances.size();
  }
  update_moving(view);
}

void GpuScene::choose_visible(const SceneView& view, double aspect) {
  counts_ = {};
  chosen_resting_.clear();
  chosen_moving_.clear();
  const Frustum frustum = make_frustum(view.camera, aspect);
  const auto distance = [&](const Resting& r) {
    return r.instance == kGround ? 1e30 : length(r.range.centre - view.camera.eye) - r.range.radius;
  };
  for (std::size_t i = 0; i < resting_.size(); ++i) {
    const bool seen = touches(frustum, resting_[i].range.centre, resting_[i].range.radius);
    (seen ? counts_.drawn : counts_.culled) += 1;
    if (seen) chosen_resting_.push_back(i);
  }
  std::stable_sort(
      chosen_resting_.begin(), chosen_resting_.end(),
      [&](std::size_t a, std::size_t b) { return distance(resting_[a]) < distance(resting_[b]); });
  choose_moving(view, frustum);
}

void GpuScene::choose_moving(const SceneView& view, const Frustum& frustum) {
  rows_at_rest_ = false;
  for (std::size_t i = 0; i < moving_.size(); ++i) {
    const Moving& m = moving_[i];
    if (!view.instances[m.instance].visible) continue;
    const bool seen = touches(frustum, m.centre, m.radius);
    (seen ? counts_.drawn : counts_.culled) += 1;
    if (seen) chosen_moving_.push_back(i);
  }
}

void GpuScene::choose_visible_moving(const SceneView& view, double aspect) {
  counts_ = {};
  chosen_resting_.clear();
  chosen_moving_.clear();
  choose_moving(view, make_frustum(view.camera, aspect));
}

void GpuScene::choose_shadow_casters(Shadow shadow) {
  chosen_resting_.clear();
  chosen_moving_.clear();
  rows_at_rest_ = shadow == Shadow::Resting;
  for (std::size_t i = 0; i < resting_.size() && rows_at_rest_; ++i) {
    if (resting_[i].casts_shadow) chosen_resting_.push_back(i);
  }
  for (std::size_t i = 0; i < moving_.size(); ++i) {
    if (moving_[i].shadow == shadow) chosen_moving_.push_back(i);
  }
}

void GpuScene::choose_highlighted(const SceneView& view, Highlight highlight) {
  rows_at_rest_ = false;
  chosen_resting_.clear();
  chosen_moving_.clear();
  for (std::size_t i = 0; i < resting_.size(); ++i) {
    const std::size_t k = resting_[i].instance;
    if (k != kGround && view.instances[k].highlight == highlight) chosen_resting_.push_back(i);
  }
  for (std::size_t i = 0; i < moving_.size(); ++i) {
    const Instance& instance = view.instances[moving_[i].instance];
    if (instance.highlight == highlight && instance.visible) chosen_moving_.push_back(i);
  }
}

void GpuScene::draw_resting() {
  if (chosen_resting_.empty()) return;
  std::vector<GLsizei> sizes;
  std::vector<const void*> starts;
  for (const std::size_t i : chosen_resting_) {
    const PackedRange& range = resting_[i].range;
    sizes.push_back(static_cast<GLsizei>(range.index_count));
    starts.push_back(offset(range.first_index * sizeof(std::uint32_t)));
    counts_.triangles += range.index_count / 3;
  }
  glBindVertexArray(resting_buffers_.array);
  glMultiDrawElements(GL_TRIANGLES, sizes.data(), GL_UNSIGNED_INT, starts.data(),
                      static_cast<GLsizei>(sizes.size()));
  ++counts_.calls;
}

void GpuScene::stream_rows() {
  row_data_.clear();
  for (const std::size_t i : chosen_moving_) {
    const auto& row = rows_at_rest_ ? moving_[i].rest_row : moving_[i].row;
    row_data_.insert(row_data_.end(), row.begin(), row.end());
  }
  if (rows_ == 0) glGenBuffers(1, &rows_);
  glBindBuffer(GL_ARRAY_BUFFER, rows_);
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(row_data_.size() * sizeof(float)),
               row_data_.data(), GL_STREAM_DRAW);
}

void GpuScene::draw_moving() {
  if (chosen_moving_.empty()) return;
  glBindVertexArray(moving_buffers_.array);
  stream_rows();
  for (unsigned i = 5; i < 10; ++i) {
    glEnableVertexAttribArray(i);
    glVertexAttribDivisor(i, 1);
  }
  for (std::size_t first = 0; first < chosen_moving_.size();) {
    const std::uint32_t mesh = moving_[chosen_moving_[first]].mesh;
    std::size_t end = first;
    while (end < chosen_moving_.size() && moving_[chosen_moving_[end]].mesh == mesh) ++end;
    const PackedRange& range = mesh_ranges_[mesh];
    const std::size_t count = end - first;
    describe_rows(first);
    glDrawElementsInstanced(GL_TRIANGLES, static_cast<GLsizei>(range.index_count), GL_UNSIGNED_INT,
                            offset(range.first_index * sizeof(std::uint32_t)),
                            static_cast<GLsizei>(count));
    ++counts_.calls;
    counts_.triangles += static_cast<std::int64_t>(count) * range.index_count / 3;
    first = end;
  }
}

} // namespace jixia::render
