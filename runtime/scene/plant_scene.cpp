#include "scene/plant_scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geometry/pipe_marking.h"
#include "geometry/pipe_run.h"
#include "geometry/shapes.h"
#include "geometry/structures.h"
#include "world/entity_table.h"

namespace jixia {
namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kSlabThickness = 0.16; // [m]
constexpr double kNear = 11.0; // labels of details are for who stands before them [m]

Vec3 vec(const std::array<double, 3>& v) { return {v[0], v[1], v[2]}; }

bool is_given(const std::array<double, 3>& v) { return v[0] != 0.0 || v[1] != 0.0 || v[2] != 0.0; }

Rotation rotation_of(const SceneModel& written) {
  if (is_given(written.along)) {
    return rotation_facing(normalised(vec(written.along)),
                           is_given(written.up) ? vec(written.up) : Vec3{0, 0, 1});
  }
  return rotation_about({0, 0, 1}, written.heading * kDegree);
}

/// A carton of edge 1 with tape and label, to be scaled to a workpiece.
std::shared_ptr<const TriangleMesh> make_box_mesh() {
  ShapeBuilder builder;
  builder.use("box_tall").box({0, 0, 0}, {1, 1, 1}, 0.02);
  builder.use("wood").box({0, 0, 0.5}, {0.97, 0.16, 0.008});
  builder.use("white").box({0.2, -0.5, 0.1}, {0.32, 0.008, 0.35}).box({-0.2, 0.5, 0.1}, {0.32, 0.008, 0.35});
  return std::make_shared<const TriangleMesh>(builder.take());
}

/// Hand valves, strainers and the like: nobody reads them from afar.
bool is_detail(const Tag* main) {
  const bool is_hand_valve = main != nullptr && main->port == "POS" && main->place == Place::Field;
  return is_hand_valve || (main != nullptr && (main->port == "flow" || main->port == "dp"));
}

Pose pose_of_entity(const Entity& entity) {
  Pose pose;
  pose.position = vec(entity.position);
  pose.rotation = {entity.orientation[3], entity.orientation[0], entity.orientation[1],
                   entity.orientation[2]};
  return pose;
}

} // namespace

std::string value_text(const Tag& tag, double value, Language language) {
  if (!std::isfinite(value)) {
    return "----";
  }
  if (!tag.states.empty()) {
    const auto index = static_cast<std::size_t>(std::max(0.0, std::round(value)));
    return index < tag.states.size() ? tag.states[index].in(language) : number_text(value);
  }
  const UnitName* unit = find_unit_name(tag.display.unit, tag.unit);
  // A position is a percentage for people, whatever the pack leaves unsaid.
  const bool is_share = tag.unit == Unit::One && tag.port == "POS" && tag.display.unit == "-";
  const double shown = is_share ? 100.0 * value : unit ? to_display(value, *unit) : value;
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%.*f", is_share ? 0 : tag.display.decimals, shown);
  std::string text = buffer;
  if (text.find_first_not_of("-0.") == std::string::npos && text[0] == '-') {
    text.erase(0, 1); // no minus zero
  }
  const std::string symbol = is_share ? "%" : tag.display.unit;
  return symbol == "-" ? text : text + " " + symbol;
}

PlantScene::PlantScene(const Scenario& scenario, const ModelLibrary& library, const World& world,
                       Language language, Diagnostics& problems)
    : language_(language), problems_(problems), viewpoints_(scenario.scene.views) {
  const SceneLayout& layout = scenario.scene;
  plan_.slab = layout.slab;
  const double length = layout.slab[2] - layout.slab[0], width = layout.slab[3] - layout.slab[1];
  if (length > 0.0 && width > 0.0) {
    const Vec3 middle{(layout.slab[0] + layout.slab[2]) / 2, (layout.slab[1] + layout.slab[3]) / 2, 0};
    auto slab = std::make_shared<const Model>(make_slab(length, width, kSlabThickness, true));
    PlacedModel(view_, slab, {middle, {}}, 0);
    view_.lighting.shadow_centre = middle + Vec3{0, 0, 1};
    view_.lighting.shadow_reach = std::clamp(0.55 * std::max(length, width), 4.0, 30.0);
  }
  if (layout.surroundings == SceneLayout::Surroundings::Workshop) {
    view_.ground.fog = colour_of(0xD2D8DC);
  }
  if (!viewpoints_.empty()) {
    view_.camera.eye = vec(viewpoints_[0].eye);
    view_.camera.target = vec(viewpoints_[0].target);
  }
  place_models(layout, library, world);
  lay_pipes(layout, world);
  add_motions(layout, world);
  add_labels(layout, world);
  box_mesh_ = add_mesh(view_, make_box_mesh());
  update(world);
  mark_changed(view_);
}

void PlantScene::place_models(const SceneLayout& layout, const ModelLibrary& library,
                              const World& world) {
  models_.reserve(layout.models.size());
  for (const SceneModel& written : layout.models) {
    const std::shared_ptr<const Model> model = library.find(written.model);
    if (model == nullptr) {
      problems_.warning(written.mark, fill({"没有模型 {0}", "there is no model '{0}'"},
                                           std::vector{written.model}));
      continue;
    }
    if (!written.tag.empty() && world.find_component(written.tag) == nullptr) {
      problems_.warning(written.mark, fill({"没有设备 {0}", "there is no component {0}"},
                                           std::vector{written.tag}));
    }
    Vec3 origin;
    if (!written.at.empty()) {
      const std::optional<Pose> socket = find_socket(written.at, written.mark);
      origin = socket ? socket->position : Vec3{};
    }
    PickId pick = 0;
    if (!written.tag.empty()) {
      pick = picks_.try_emplace(written.tag, static_cast<PickId>(tags_.size() + 1)).first->second;
      if (pick > tags_.size()) {
        tags_.push_back(written.tag);
      }
    }
    model_index_[written.id] = models_.size();
    models_.emplace_back(view_, model, Pose{origin + vec(written.position), rotation_of(written)}, pick);
    add_outline(plan_, models_.back(), written.tag);
    const auto a = models_.back().find_socket("a"), b = models_.back().find_socket("b");
    if (a && b) { // in a pipe
      plan_.pipes.push_back({{a->position, b->position}, true});
    }
  }
}

std::optional<Pose> PlantScene::find_socket(const std::string& reference, const SourceMark& mark) {
  const std::size_t dot = reference.find('.');
  const auto found = model_index_.find(reference.substr(0, dot));
  std::optional<Pose> socket;
  if (found != model_index_.end() && dot != std::string::npos) {
    socket = models_[found->second].find_socket(reference.substr(dot + 1));
  }
  if (!socket) {
    problems_.warning(mark, fill({"没有管口 {0}", "there is no socket '{0}'"},
                                 std::vector{reference}),
                      {"写成 模型.管口，且模型写在前面", "write model.socket, the model before it"});
  }
  return socket;
}

std::vector<Vec3> PlantScene::find_points(const PipeRun& written) {
  std::vector<Vec3> points;
  if (!written.from.empty()) {
    if (const auto socket = find_socket(written.from, written.mark)) {
      points.push_back(socket->position);
    }
  }
  for (const auto& point : written.points) {
    points.push_back(vec(point));
  }
  if (!written.to.empty()) {
    if (const auto socket = find_socket(written.to, written.mark)) {
      points.push_back(socket->position);
    }
  }
  return points;
}

void PlantScene::lay_pipes(const SceneLayout& layout, const World& world) {
  for (const PipeRun& written : layout.pipes) {
    const std::vector<Vec3> points = find_points(written);
    for (const std::string& tag : written.flow_tags) {
      if (world.find_tag(tag) == nullptr) {
        problems_.warning(written.mark,
                          fill({"没有位号 {0}", "there is no tag {0}"}, std::vector{tag}));
      }
    }
    PipeRun run = written;
    if (!run.medium.empty() && find_medium(run.medium) == nullptr) {
      problems_.warning(written.mark, fill({"没有介质 {0}", "there is no medium '{0}'"},
                                           std::vector{run.medium}));
      run.medium.clear();
    }
    if (points.size() >= 2) {
      lay_pipe(run, points, world);
      plan_.pipes.push_back({points, !run.flow_tags.empty()});
    }
  }
}

void PlantScene::lay_pipe(const PipeRun& run, const std::vector<Vec3>& points, const World& world) {
  PipeRunOptions options;
  options.medium = run.medium;
  options.support_spacing = run.has_supports ? 3.0 : 0.0;
  options.flange_at_start = !run.from.empty();
  options.flange_at_end = !run.to.empty();
  const std::size_t at = view_.instances.size();
  Instance instance;
  instance.mesh = add_mesh(
      view_, std::make_shared<const TriangleMesh>(make_pipe_run(points, run.diameter, options)));
  view_.instances.push_back(instance);
  auto arrow = arrow_meshes_.find(run.diameter);
  if (arrow == arrow_meshes_.end() && !run.flow_tags.empty()) {
    const auto mesh = std::make_shared<const TriangleMesh>(make_flow_arrow(run.diameter));
    arrow = arrow_meshes_.emplace(run.diameter, add_mesh(view_, mesh)).first;
  }
  const std::uint32_t arrow_mesh = arrow == arrow_meshes_.end() ? 0 : arrow->second;
  pipes_.push_back({run.id, run.medium, run.name, at,
                    PipeFlow(view_, arrow_mesh, run, PipePath(points, run.diameter), world)});
}

std::optional<PlantScene::PipeReading> PlantScene::find_pipe(std::size_t instance,
                                                             const World& world,
                                                             Language language) const {
  for (const LaidPipe& pipe : pipes_) {
    const bool is_on_it = instance >= pipe.flow.first_instance() && instance < pipe.flow.end_instance();
    if (instance != pipe.instance && !is_on_it) {
      continue;
    }
    PipeReading reading;
    reading.name = pipe.name.empty() ? pipe.id : pipe.name.in(language);
    if (const Medium* medium = find_medium(pipe.medium)) {
      reading.medium = medium->name.in(language);
    }
    if (const Tag* tag = pipe.flow.tag()) {
      Tag shown = *tag;
      if (shown.display.unit == "kg/s") { // the pack did not choose: as flow meters say it
        shown.display.unit = "kg/h";
        shown.display.decimals = 0;
      }
      reading.flow = value_text(shown, std::abs(pipe.flow.flow(world)), language);
    }
    return reading;
  }
  return std::nullopt;
}

void PlantScene::add_motions(const SceneLayout& layout, const World& world) {
  for (const SceneModel& written : layout.models) {
    const auto found = model_index_.find(written.id);
    if (found == model_index_.end() || written.tag.empty()) {
      continue;
    }
    const bool has_own = !written.label.empty() && written.label != "none";
    const std::string& shown = has_own ? written.label : written.tag;
    for (ModelMotion& motion : usual_motions(found->second, models_[found->second], world, written.tag)) {
      const bool is_gauge = motion.part == "needle" || motion.part == "column";
      if (!is_gauge) {
        motions_.push_back(motion);
      }
    }
    for (ModelMotion& motion : usual_motions(found->second, models_[found->second], world, shown)) {
      if (motion.part == "needle" || motion.part == "column") {
        motions_.push_back(motion);
      }
    }
  }
  for (const NodeMotion& written : layout.motions) {
    const auto found = model_index_.find(written.model);
    const Tag* tag = world.find_tag(written.tag);
    if (found == model_index_.end() || tag == nullptr) {
      problems_.warning(written.mark, fill({"没有模型 {0} 或位号 {1}", "no model {0}, or no tag {1}"},
                                           std::vector{written.model, written.tag}));
      continue;
    }
    const bool is_angle = written.kind == NodeMotion::Kind::Turn;
    const double scale = is_angle ? kDegree : 1.0;
    std::erase_if(motions_, [&](const ModelMotion& usual) {
      return usual.model == found->second && usual.part == written.node && usual.kind == written.kind;
    });
    ModelMotion motion{found->second, written.node, written.kind, tag, written.from, written.to,
                       written.start * scale, written.end * scale};
    motion.is_lamp = written.kind == NodeMotion::Kind::Show && is_lamp_part(written.node);
    motions_.push_back(motion);
  }
  for (const ModelMotion& motion : motions_) {
    motion_tags_.push_back(motion.tag->name);
  }
}

void PlantScene::add_labels(const SceneLayout& layout, const World& world) {
  for (const SceneModel& written : layout.models) {
    const auto found = model_index_.find(written.id);
    const std::string& tag = written.label.empty() ? written.tag : written.label;
    if (found == model_index_.end() || written.tag.empty() || written.label == "none" ||
        world.find_component(written.tag) == nullptr) {
      continue;
    }
    Label label;
    label.anchor = models_[found->second].label_anchor();
    label.tag = written.tag;
    label.pick = pick_of(written.tag);
    if (is_detail(world.find_tag(written.tag))) {
      label.farthest = kNear;
    }
    label.source = tag;
    view_.labels.push_back(label);
  }
}

void PlantScene::bind(const World& world) {
  for (std::size_t k = 0; k < motions_.size(); ++k) {
    motions_[k].tag = world.find_tag(motion_tags_[k]);
  }
  for (LaidPipe& pipe : pipes_) {
    pipe.flow.bind(world);
  }
  last_time_ = world.time();
}

void PlantScene::update(const World& world) {
  const double elapsed = std::max(0.0, seconds(world.time() - last_time_));
  last_time_ = world.time();
  for (ModelMotion& motion : motions_) {
    if (motion.tag != nullptr) {
      move(view_, models_[motion.model], motion, world, elapsed);
    }
  }
  for (LaidPipe& pipe : pipes_) {
    pipe.flow.update(view_, world, elapsed);
  }
  for (Label& label : view_.labels) {
    const Tag* tag = world.find_tag(label.source);
    label.value = tag ? value_text(*tag, world.value(*tag), language_) : "";
  }
  show_entities(world);
}

void PlantScene::show_entities(const World& world) {
  std::size_t used = 0;
  for (const EntityTable* table : world.entities()) {
    for (const Entity& entity : table->all()) {
      if (used == entity_instances_.size()) {
        entity_instances_.push_back(view_.instances.size());
        Instance box;
        box.mesh = box_mesh_;
        box.moves = true;
        view_.instances.push_back(box);
        mark_changed(view_);
      }
      Instance& instance = view_.instances[entity_instances_[used++]];
      instance.pose = pose_of_entity(entity);
      instance.scale = vec(entity.size);
      instance.visible = true;
    }
  }
  for (; used < entity_instances_.size(); ++used) {
    view_.instances[entity_instances_[used]].visible = false;
  }
}

const PlacedModel* PlantScene::find_model(const std::string& id) const {
  const auto found = model_index_.find(id);
  return found == model_index_.end() ? nullptr : &models_[found->second];
}

const std::string& PlantScene::tag_of(PickId pick) const {
  static const std::string none;
  return pick >= 1 && pick <= tags_.size() ? tags_[pick - 1] : none;
}

PickId PlantScene::pick_of(const std::string& tag) const {
  const auto found = picks_.find(tag);
  return found == picks_.end() ? 0 : found->second;
}

} // namespace jixia
