#include "support/scenes/demo_plant.h"

#include <numbers>

#include "geometry/pipe_run.h"
#include "geometry/structures.h"

namespace jixia::demo {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kDn200 = 0.2191;
constexpr double kDn150 = 0.1683;
constexpr double kDn100 = 0.1143;

/// Puts things into a DemoScene.
class Stage {
 public:
  explicit Stage(const ModelLibrary& library) : library_(library) {}

  PlacedModel& place(const std::string& tag, const std::string& model, const Pose& pose) {
    auto found = library_.find(model);
    if (!found) found = std::make_shared<const Model>();
    const auto [at, added] =
        scene.equipment.emplace(tag, PlacedModel(scene.view, found, pose, ++last_pick_));
    return at->second;
  }

  void add(Model model, const Pose& pose) {
    PlacedModel(scene.view, std::make_shared<const Model>(std::move(model)), pose, 0);
  }

  void pipe(const std::vector<Vec3>& points, double diameter, const std::string& medium,
            PipeRunOptions options = {}) {
    options.medium = medium;
    Instance instance;
    instance.mesh = add_mesh(
        scene.view, std::make_shared<const TriangleMesh>(make_pipe_run(points, diameter, options)));
    scene.view.instances.push_back(instance);
  }

  Vec3 socket(const std::string& tag, const std::string& name) const {
    const auto pose = scene.equipment.at(tag).find_socket(name);
    return pose ? pose->position : Vec3{};
  }

  void label(const std::string& tag, const std::string& value, const Vec3& anchor) {
    Label l;
    l.anchor = anchor;
    l.tag = tag;
    l.value = value;
    scene.view.labels.push_back(l);
  }

  DemoScene scene;

 private:
  const ModelLibrary& library_;
  PickId last_pick_ = 0;
};

PipeRunOptions bare(double support_spacing = 0) {
  PipeRunOptions o;
  o.flange_at_start = false;
  o.flange_at_end = false;
  o.support_spacing = support_spacing;
  return o;
}

const Rotation kUpright = rotation_facing({0, 0, 1}, {0, -1, 0}); // pipe up, wheel to the viewer

void add_pump(Stage& s, double x, const std::string& id) {
  const Rotation motor_to_viewer = rotation_about({0, 0, 1}, -kPi / 2);
  s.place("P101" + id, "pump", {{x, -1.47, 0}, motor_to_viewer});
  const Vec3 suction = s.socket("P101" + id, "suction");
  s.place("HV11" + id, "gate_valve_dn200", {{x, 0.07, 0.72}, rotation_facing({0, -1, 0})});
  s.pipe({{x, 0.5, 0.72}, s.socket("HV11" + id, "a")}, kDn200, "", bare());
  s.pipe({s.socket("HV11" + id, "b"), suction}, kDn200, "", bare());

  const Vec3 out = s.socket("P101" + id, "discharge");
  s.place("NRV" + id, "check_valve_dn150", {out + Vec3{0, 0, 0.3}, kUpright});
  s.pipe({out, s.socket("NRV" + id, "a")}, kDn150, "", bare());
  s.place("HV104" + id, "gate_valve_dn150", {out + Vec3{0, 0, 0.9}, kUpright});
  s.pipe({s.socket("NRV" + id, "b"), s.socket("HV104" + id, "a")}, kDn150, "", bare());
  s.pipe({s.socket("HV104" + id, "b"), {x, out.y, 2.85}, {x, 0.4, 2.85}}, kDn150, "water", bare());

  PipeRunOptions thin = bare();
  thin.bend_radius = 0.04;
  const Vec3 tap = out + Vec3{0, 0, 0.52};
  s.pipe({tap, tap + Vec3{0.3, 0, 0}, tap + Vec3{0.3, 0, 0.06}}, 0.034, "", thin);
  s.place("PI102" + id, "gauge", {tap + Vec3{0.3, 0, 0.05}, {}});
  s.place("HS101" + id, "button_post", {{x + 0.66, -2.35, 0}, {}});
}

void add_vessel(Stage& s) {
  s.place("V101", "vessel_2000x2000", {{-3.5, 0.5, 0}, {}});
  const auto low = s.scene.equipment.at("V101").find_socket("level_low");
  const auto high = s.scene.equipment.at("V101").find_socket("level_high");
  if (low && high) {
    const Vec3 middle = (low->position + high->position) * 0.5;
    const Vec3 out = rotate(low->rotation, {1, 0, 0});
    s.place("LG101", "level_glass_1720", {middle + out * 0.12, low->rotation});
  }
  s.place("PSV101", "relief_valve_dn100",
          {s.socket("V101", "top_c"), rotation_about({0, 0, 1}, kPi / 2)});
}

void add_suction(Stage& s) {
  PipeRunOptions o = bare(2.6);
  o.bend_radius = 0.26;
  o.flange_at_start = true;
  o.flange_at_end = true;
  o.flange_spacing = 1.9;
  s.pipe({s.socket("V101", "bottom"), {-3.5, 0.5, 0.72}, {3.1, 0.5, 0.72}}, kDn200, "water", o);
}

void add_discharge(Stage& s) {
  PipeRunOptions o = bare();
  o.flange_at_start = true;
  o.flange_spacing = 1.8;
  s.place("HV131", "gate_valve_dn150", {{4.85, -0.9, 0.95}, {}});
  s.place("FV101", "control_valve_dn150", {{5.65, -0.9, 0.95}, {}});
  s.place("HV132", "gate_valve_dn150", {{6.45, -0.9, 0.95}, {}});
  s.pipe({{-0.35, 0.4, 2.85},
          {4.2, 0.4, 2.85},
          {4.2, 0.4, 0.95},
          {4.2, -0.9, 0.95},
          s.socket("HV131", "a")},
         kDn200, "water", o);
  s.pipe({s.socket("HV131", "b"), s.socket("FV101", "a")}, kDn150, "", bare());
  s.pipe({s.socket("FV101", "b"), s.socket("HV132", "a")}, kDn150, "", bare());
  PipeRunOptions end = bare(1.5);
  end.flange_at_end = true;
  s.pipe({s.socket("HV132", "b"), {7.9, -0.9, 0.95}}, kDn150, "water", end);
  PipeRunOptions post = bare(10);
  post.flange_at_start = false;
  s.pipe({{4.35, -0.9, 0.95}, {5.25, -0.9, 0.95}}, 0.05, "", post);
}

void add_inlet(Stage& s) {
  s.place("LV101", "control_valve_dn100", {{-5.35, -1.35, 0.75}, {}});
  PipeRunOptions o = bare(1.2);
  o.flange_at_start = true;
  s.pipe({{-6.6, -1.35, 0.75}, s.socket("LV101", "a")}, kDn100, "water", o);
  const Vec3 nozzle = s.socket("V101", "inlet");
  PipeRunOptions rise = bare();
  rise.flange_at_end = true;
  s.pipe({s.socket("LV101", "b"),
          {-4.55, -1.35, 0.75},
          {-4.55, -1.35, nozzle.z},
          {nozzle.x, -1.35, nozzle.z},
          nozzle},
         kDn100, "water", rise);
}

void add_gas(Stage& s) {
  const Vec3 a = s.socket("V101", "top_a");
  const Vec3 b = s.socket("V101", "top_b");
  PipeRunOptions o = bare();
  o.flange_at_start = true;
  s.place("PV101A", "control_valve_dn100", {{-1.9, b.y, b.z + 0.3}, {}});
  s.pipe({b, {b.x, b.y, b.z + 0.3}, s.socket("PV101A", "a")}, kDn100, "", o);
  s.pipe({s.socket("PV101A", "b"), {-0.4, b.y, b.z + 0.3}, {-0.4, 3.2, b.z + 0.3}}, kDn100, "gas",
         bare());
  s.place("PV101B", "control_valve_dn100", {{-2.75, a.y, a.z + 0.95}, {}});
  s.pipe({a, {a.x, a.y, a.z + 0.95}, s.socket("PV101B", "a")}, kDn100, "", o);
  s.pipe({s.socket("PV101B", "b"), {-0.9, a.y, a.z + 0.95}, {-0.9, 3.2, a.z + 0.95}}, kDn100, "gas",
         bare());
}

void add_rack(Stage& s) {
  s.add(make_pipe_rack(6.4, 1.2, 4.0, 2), {{2.2, 3.2, 0}, {}});
  const struct {
    double y;
    double d;
    const char* medium;
  } lines[] = {{2.85, 0.2, "water"}, {3.2, 0.14, "air"}, {3.5, 0.24, "steam"}};
  for (const auto& line : lines) {
    PipeRunOptions o = bare();
    o.flange_spacing = 4;
    const double z = 4.075 + line.d / 2;
    s.pipe({{-2.4, line.y, z}, {7.6, line.y, z}}, line.d, line.medium, o);
  }
}

void add_plant_labels(Stage& s) {
  const auto top = [&](const char* tag) { return s.scene.equipment.at(tag).label_anchor(); };
  s.label("V101", "60.4 %", {-3.7, -0.5, 3.1});
  s.label("P101A", "运行", {0.2, -1.95, 1.05});
  s.label("P101B", "备用", {2.5, -1.95, 1.05});
  s.label("HV104", "正在打开", top("HV104A"));
  s.label("LV101", "35 %", top("LV101"));
  s.label("FV101", "0 %", top("FV101"));
  s.label("PV101A", "0 %", top("PV101A"));
  s.label("PV101B", "22 %", top("PV101B"));
}

} // namespace

DemoScene make_pump_plant(const ModelLibrary& library) {
  Stage s(library);
  s.add(make_slab(12.4, 6.6, 0.16, true), {{0.7, -0.1, 0}, {}});
  add_vessel(s);
  add_pump(s, 0.2, "A");
  add_pump(s, 2.5, "B");
  add_suction(s);
  add_discharge(s);
  add_inlet(s);
  add_gas(s);
  add_rack(s);
  add_plant_labels(s);
  s.scene.equipment.at("LG101").stretch(s.scene.view, "column", 0.604);
  mark_changed(s.scene.view);
  return std::move(s.scene);
}

DemoScene make_belt_line(const ModelLibrary& library) {
  Stage s(library);
  SceneView& view = s.scene.view;
  view.ground = {0, colour_of(0xB3B6B5), 80, colour_of(0xD2D8DC), 13, 34};
  view.lighting.to_sun = {-4, -6, 9};
  view.lighting.ground = colour_of(0x9A9D9F);
  view.lighting.shadow_reach = 6.5;
  view.camera = {{1.6, -8.7, 3.75}, {0.2, 0.1, 0.82}, 30 * kPi / 180, 0.1, 200};
  s.add(make_conveyor(5.8, 0.56, 0.8), {{-0.8, 0, 0}, {}});
  s.place("SRC", "emitter", {{-3.35, 0, 0.8}, {}});
  s.place("SNK", "remover", {{1.75, 0, 0.8}, {}});
  s.place("B1", "photo_eye", {{-1.15, 0, 0.92}, {}});
  s.place("B2", "photo_eye", {{0.4, 0, 0.92}, {}});
  s.place("ST1", "stop_blade", {{0.75, 0, 0.8}, {}}).slide(view, "blade", 0.12);
  s.place("Y1", "pusher", {{-0.4, -0.05, 0.8}, rotation_about({0, 0, 1}, kPi)});
  s.place("BOX1", "box_short", {{-2.2, 0, 0.915}, {}});
  s.place("BOX2", "box_tall", {{-1.5, 0, 1.03}, {}});
  s.place("BOX3", "box_short", {{0.52, 0, 0.915}, {}});
  s.place("PANEL", "operator_panel", {{1.9, -1.6, 0}, {}});
  s.place("LAMP", "stack_light", {{-2.3, 1.65, 1.9}, {}}).paint(view, "green", {}, 0.8f);
  s.place("CAB", "cabinet", {{-2.6, 1.65, 0}, {}});
  s.place("PAL", "pallet", {{3.6, 0.2, 0}, {}});
  s.add(make_floor_line({{-4.4, -2.55, 0}, {5.2, -2.55, 0}, {5.2, 2.1, 0}}, 0.06), {});
  s.add(make_floor_line({{-4.4, -2.55, 0}, {-4.4, 2.1, 0}}, 0.06), {});
  s.add(make_fence({{-4.4, 2.3, 0}, {5.1, 2.3, 0}}, 1.5), {});
  mark_changed(view);
  return std::move(s.scene);
}

} // namespace jixia::demo
