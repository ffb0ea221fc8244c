#include "hmi/view3d.h"

#include <algorithm>
#include <cmath>

#include "hmi/alarm_panels.h"
#include "hmi/field_page.h"
#include "hmi/minimap.h"
#include "hmi/symbols.h"
#include "hmi/target_arrow.h"
#include "hmi/widgets.h"
#include "render/camera_control.h"
#include "render/label_layout.h"

namespace jixia::hmi {
namespace {

constexpr double kTurn = 0.006;    // [rad] per logical pixel
constexpr double kFlySpeed = 4.0;  // [m/s]
constexpr double kWalkSpeed = 1.6; // [m/s]
constexpr int kKeyM = 'M';
constexpr float kEstopPlate = 132; // width of the corner that the page puts the emergency stop in

bool has_estop_plate(const RunView& run) { return has_panel(run) && has_only_estop(run); }

/// The component that the active step points at first and the picture shows; "" in an exam.
std::string find_target(const PlantScene& picture, const RunView& run) {
  const Criterion* step = run.is_exam ? nullptr : find_criterion(run.exercise, run.active_step);
  for (const std::string& tag : step != nullptr ? step->focus : std::vector<std::string>{}) {
    if (picture.pick_of(component_of(tag)) != 0) {
      return component_of(tag);
    }
  }
  return {};
}


render::FlyKeys keys_of(const Ui& ui) {
  const auto axis = [&](int plus, int minus) { return (ui.is_down(plus) ? 1.0 : 0.0) - (ui.is_down(minus) ? 1.0 : 0.0); };
  return {axis(kKeyW, kKeyS), axis(kKeyD, kKeyA), axis(kKeyE, kKeyQ)};
}

Camera camera_of(const Camera& base, const Viewpoint& view) {
  Camera camera = base;
  camera.eye = {view.eye[0], view.eye[1], view.eye[2]};
  camera.target = {view.target[0], view.target[1], view.target[2]};
  return camera;
}

std::string value_of(const RunView& run, const std::string& name, Language language) {
  const Tag* tag = run.world.find_tag(name);
  return tag == nullptr ? "" : value_and_unit(*tag, run.shown.of(run.world, *tag), language);
}

/// The rectangle round the corners of `bounds` that are before the eye.
render::ScreenBox box_on_screen(const Bounds& bounds, const Camera& camera, const render::Viewport& viewport) {
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
  for (int k = 0; k < 8; ++k) {
    const Vec3 corner{(k & 1) != 0 ? bounds.high.x : bounds.low.x, (k & 2) != 0 ? bounds.high.y : bounds.low.y, (k & 4) != 0 ? bounds.high.z : bounds.low.z};
    if (const auto at = render::project(camera, viewport, corner)) {
      left = std::min(left, at->x);
      right = std::max(right, at->x);
      top = std::min(top, at->y);
      bottom = std::max(bottom, at->y);
    }
  }
  return right < left ? render::ScreenBox{} : render::ScreenBox{left, top, right - left, bottom - top};
}

} // namespace

void View3d::look_at(PlantScene& picture, const std::string& component, UiState& state, double aspect) {
  const PickId pick = picture.pick_of(component);
  if (pick != 0) {
    state.camera.camera = render::frame_bounds(state.camera.camera, render::calc_pick_bounds(picture.view(), pick), aspect);
    const Vec3 back = state.camera.camera.eye - state.camera.camera.target;
    if (length(back) < 4.5) { // not so near that the surroundings are lost
      state.camera.camera.eye = state.camera.camera.target + normalised(back) * 4.5;
    }
  }
}

void View3d::move_camera(Ui& ui, const Box& box, const Touch& touch, PlantScene& picture, UiState& state, double elapsed) {
  CameraState& c = state.camera;
  const auto& views = picture.viewpoints();
  for (int k = 0; k < 9; ++k) {
    if (ui.key(kKey1 + k) && k < static_cast<int>(views.size())) {
      c.view = k;
      c.is_set = false;
    }
  }
  if (!c.is_set && c.view >= 0) {
    c.camera = views.empty() ? picture.view().camera : camera_of(picture.view().camera, views[static_cast<std::size_t>(std::min(c.view, static_cast<int>(views.size()) - 1))]);
    c.is_set = true;
  }
  const double aspect = static_cast<double>(box.w) / static_cast<double>(box.h);
  if (c.view == -2 || (ui.key(kKeyF) && !state.selected.empty())) {
    look_at(picture, state.selected, state, aspect);
    c.view = -1;
  }
  if (ui.key(kKeyL)) {
    c.shows_labels = !c.shows_labels;
  }
  const render::FlyKeys keys = keys_of(ui);
  const bool moves = keys.forward != 0 || keys.right != 0 || keys.up != 0;
  const double yaw = static_cast<double>(touch.drag.x) * kTurn;
  const double pitch = static_cast<double>(touch.drag.y) * kTurn;
  const bool turned = touch.is_right_held && (touch.drag.x != 0 || touch.drag.y != 0);
  if (c.walks && (moves || turned)) {
    render::walk(c.camera, keys, -yaw, -pitch, kWalkSpeed, elapsed);
    c.view = -1;
  } else if (touch.is_right_held && moves) {
    render::fly(c.camera, keys, -yaw, -pitch, kFlySpeed, elapsed);
    c.view = -1;
  } else if (turned) {
    if (ui.is_shift()) {
      render::pan(c.camera, viewport_, static_cast<double>(touch.drag.x * ui.scale()), static_cast<double>(touch.drag.y * ui.scale()));
    } else {
      render::orbit(c.camera, -yaw, pitch);
    }
    c.view = -1;
  }
  if (touch.is_hovered && ui.wheel() != 0) {
    const auto at = picker_.find_pick(picture.view(), viewport_, static_cast<double>((ui.mouse().x - box.x) * ui.scale()), static_cast<double>((ui.mouse().y - box.y) * ui.scale()), 0);
    render::zoom_at(c.camera, at ? at->point : c.camera.target, static_cast<double>(ui.wheel()));
    c.view = -1;
  }
  picture.view().camera = c.camera;
}

void View3d::mark(PlantScene& picture, const UiState& state, const std::string& hovered) {
  const auto set = [&](const std::string& component, Highlight highlight) {
    if (const PickId pick = component.empty() ? 0 : picture.pick_of(component)) {
      set_highlight(picture.view(), pick, highlight);
    }
  };
  for (const std::string* old : {&marked_, &hinted_, &hovered_}) {
    set(*old, Highlight::None);
  }
  set(target_, Highlight::Hint);
  set(hovered, Highlight::Hover);
  set(state.selected, Highlight::Selected);
  marked_ = state.selected;
  hinted_ = target_;
  hovered_ = hovered;
}

/// Where the plan is, beside an emergency stop if there is one; nullopt if it is not shown.
std::optional<Box> View3d::find_map_box(const Box& box, const RunView& run) const {
  if (!shows_map_ || run.is_exam || box.h < 2 * kMinimapHeight) {
    return std::nullopt;
  }
  return Box{box.x + (has_estop_plate(run) ? kEstopPlate + 4 : 6), box.bottom() - 6 - kMinimapHeight, kMinimapWidth, kMinimapHeight};
}

/// What floats over the picture: selection card, emergency stop, plan.
std::vector<Box> View3d::find_floating(const Box& box, const RunView& run, const UiState& state) const {
  std::vector<Box> boxes;
  if (!state.selected.empty()) {
    boxes.push_back({box.right() - 256, box.y, 256, 200});
  }
  if (has_estop_plate(run)) {
    boxes.push_back({box.x, box.bottom() - 134, kEstopPlate, 134});
  }
  if (const auto map = find_map_box(box, run)) {
    boxes.push_back(*map);
  }
  return boxes;
}

void View3d::draw_labels(Ui& ui, const Box& box, PlantScene& picture, const RunView& run, const std::vector<AlarmItem>& alarms, const UiState& state, ViewTouch& touch) {
  Canvas& c = ui.canvas();
  std::vector<Label> labels = picture.view().labels;
  const PickId target = target_.empty() ? 0 : picture.pick_of(target_);
  if (target != 0 && std::none_of(labels.begin(), labels.end(), [&](const Label& l) { return l.pick == target; })) {
    const Bounds around = render::calc_pick_bounds(picture.view(), target);
    labels.push_back({{around.centre().x, around.centre().y, around.high.z}, target_, "", target_, Label::State::Normal, target});
  }
  std::vector<double> widths;
  std::vector<std::string> texts;
  for (Label& label : labels) {
    const std::string component = picture.tag_of(label.pick);
    const AlarmItem* alarm = find_alarm_of(alarms, component);
    label.state = alarm != nullptr ? static_cast<Label::State>(static_cast<int>(Label::State::Alarm1) + alarm->priority - 1)
                  : label.pick != 0 && (component == state.selected || label.pick == target) ? Label::State::Selected
                                                                                             : Label::State::Normal;
    texts.push_back(value_of(run, label.source, ui.language));
    widths.push_back(static_cast<double>(callout_width(c, label.tag, texts.back())));
  }
  render::Viewport logical{0, 0, static_cast<int>(box.w), static_cast<int>(box.h)};
  render::LabelRules rules;
  for (const Box& b : find_floating(box, run, state)) {
    rules.keep_clear.push_back({static_cast<double>(b.x - box.x), static_cast<double>(b.y - box.y), static_cast<double>(b.w), static_cast<double>(b.h)});
  }
  for (const std::string& marked : {state.selected, target_}) {
    if (const PickId pick = marked.empty() ? 0 : picture.pick_of(marked)) {
      rules.keep_clear.push_back(box_on_screen(render::calc_pick_bounds(picture.view(), pick), picture.view().camera, logical));
    }
  }
  c.clip(box);
  for (const render::PlacedLabel& placed : render::place_labels(labels, widths, picture.view().camera, logical, rules)) {
    const Label& label = labels[placed.label];
    const std::string component = picture.tag_of(label.pick);
    const AlarmItem* alarm = find_alarm_of(alarms, component);
    const CalloutLook look = alarm != nullptr ? CalloutLook::Alarm : component == state.selected ? CalloutLook::Selected : CalloutLook::Normal;
    const Box at = draw_callout(c, {box.x + static_cast<float>(placed.anchor_x), box.y + static_cast<float>(placed.anchor_y)},
                                {std::round(box.x + static_cast<float>(placed.x)), std::round(box.y + static_cast<float>(placed.y))}, label.tag, texts[placed.label], look,
                                alarm != nullptr ? alarm->priority : 0);
    if (label.pick == target && target != 0) {
      c.frame(at.outset(2), kFocus, 4, 2);
    }
    const Touch t = ui.touch("label." + component, at);
    touch.clicked = t.is_clicked ? component : touch.clicked;
    touch.double_clicked = t.is_double_clicked ? component : touch.double_clicked;
  }
  c.unclip();
}

/// What is under the mouse, in a few words.
void View3d::tell(Ui& ui, const Box& box, const PlantScene& picture, const RunView& run, const std::string& hovered) {
  if (!hovered.empty()) {
    const ComponentInfo* info = run.world.find_component(hovered);
    ui.tip(box, {hovered + "  " + (info != nullptr ? ui.say(info->name) : ""), value_of(run, hovered, ui.language)});
  } else if (pointed_) {
    if (const auto pipe = picture.find_pipe(*pointed_, run.world, ui.language)) {
      ui.tip(box, {pipe->name + (pipe->medium.empty() ? "" : "  " + pipe->medium), pipe->flow});
    }
  }
}

/// Plan and arrow towards the next step's equipment; in practice only.
void View3d::guide(Ui& ui, const Box& box, PlantScene& picture, const RunView& run, UiState& state) {
  if (run.is_exam) {
    return;
  }
  if (ui.key(kKeyM)) {
    shows_map_ = !shows_map_;
  }
  const double aspect = static_cast<double>(box.w) / static_cast<double>(box.h);
  const PickId pick = target_.empty() ? 0 : picture.pick_of(target_);
  const std::optional<Vec3> target = pick != 0 ? std::optional(render::calc_pick_bounds(picture.view(), pick).centre()) : std::nullopt;
  if (const auto map = find_map_box(box, run)) {
    if (const auto place = draw_minimap(ui, *map, picture.plan(), run, state.camera.camera, aspect, target)) {
      look_at_place(state.camera.camera, *place);
      state.camera.view = -1;
    }
  }
  const auto edge = target ? find_edge_place(state.camera.camera, box, *target, 4) : std::nullopt;
  if (edge && draw_target_arrow(ui, *edge, target_, box, find_floating(box, run, state))) {
    look_at(picture, target_, state, aspect);
    state.camera.view = -1;
  }
}

/// A rewind goes back in time and may build the world anew: then every motion looks up its tag again.
void View3d::follow_world(PlantScene& picture, const World& world) {
  const bool is_new = &picture != picture_;
  if (!is_new && (&world != world_ || world.time() < time_)) {
    picture.bind(world);
  }
  if (is_new) {
    marked_.clear();
    hinted_.clear();
    hovered_.clear();
  }
  picture_ = &picture;
  world_ = &world;
  time_ = world.time();
}

ViewTouch View3d::draw(Ui& ui, const Box& box, PlantScene* picture, render::Renderer& renderer, const RunView& run, const std::vector<AlarmItem>& alarms, UiState& state, double elapsed) {
  ViewTouch result;
  Canvas& c = ui.canvas();
  if (picture == nullptr) {
    c.fill(box, kProcess);
    c.text(box.mid_x(), box.mid_y() - 12, ui.say({"这个场景包没有 3D 画面", "This pack has no 3D picture"}), TextSize::Medium, kText2, Align::Centre);
    c.text(box.mid_x(), box.mid_y() + 14, ui.say({"现场设备在“现场操作”页操作", "Operate field equipment on the page “Field”"}), TextSize::Small, kText3, Align::Centre);
    c.frame(box, kLine2);
    return result;
  }
  seconds_ += elapsed;
  follow_world(*picture, run.world);
  picture->update(run.world);
  const float s = ui.scale();
  viewport_ = {0, 0, std::max(1, static_cast<int>(box.w * s)), std::max(1, static_cast<int>(box.h * s))};
  const Touch touch = ui.touch("view3d", box, false);
  move_camera(ui, box, touch, *picture, state, elapsed);
  std::string hovered;
  pointed_.reset();
  if (touch.is_hovered && !touch.is_right_held) {
    const auto pick = picker_.find_pick(picture->view(), viewport_, static_cast<double>((ui.mouse().x - box.x) * s), static_cast<double>((ui.mouse().y - box.y) * s), 12.0 * static_cast<double>(s));
    hovered = pick && pick->id != 0 ? picture->tag_of(pick->id) : "";
    pointed_ = pick && pick->id == 0 ? std::optional(pick->instance) : std::nullopt;
    result.clicked = touch.is_clicked ? hovered : "";
    result.double_clicked = touch.is_double_clicked ? hovered : "";
  }
  target_ = find_target(*picture, run);
  mark(*picture, state, hovered);
  const float height = ui.height() * s;
  painter_ = [this, &renderer, picture, height](const Box& px) {
    render::Viewport target{static_cast<int>(px.x), static_cast<int>(std::lround(height - px.bottom())), static_cast<int>(px.w), static_cast<int>(px.h)};
    Text problem;
    if (!renderer.draw(picture->view(), target, seconds_, problem)) {
      problem_ = problem.en;
    }
  };
  c.picture(box, &painter_);
  if (state.camera.shows_labels) {
    draw_labels(ui, box, *picture, run, alarms, state, result);
  }
  guide(ui, box, *picture, run, state);
  tell(ui, box, *picture, run, hovered);
  c.frame(box, kLine2);
  return result;
}

} // namespace jixia::hmi
