#include "hmi/view3d.h"

#include <algorithm>
#include <cmath>

#include "hmi/alarm_panels.h"
#include "hmi/symbols.h"
#include "hmi/widgets.h"
#include "render/camera_control.h"
#include "render/label_layout.h"

namespace jixia::hmi {
namespace {

constexpr double kTurn = 0.006;    // [rad] per logical pixel
constexpr double kFlySpeed = 4.0;  // [m/s]
constexpr double kWalkSpeed = 1.6; // [m/s]

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

std::string value_of(const RunView& run, const std::string& component, Language language) {
  const Tag* tag = run.world.find_tag(component);
  return tag == nullptr ? "" : value_and_unit(*tag, run.shown.of(run.world, *tag), language);
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

void View3d::mark(PlantScene& picture, const RunView& run, const std::vector<AlarmItem>&, const UiState& state, const std::string& hovered) {
  std::string hint;
  if (const Criterion* step = run.is_exam ? nullptr : find_criterion(run.exercise, run.active_step)) {
    for (const std::string& tag : step->focus) {
      hint = hint.empty() && picture.pick_of(component_of(tag)) != 0 ? component_of(tag) : hint;
    }
  }
  const auto set = [&](const std::string& component, Highlight highlight) {
    if (const PickId pick = component.empty() ? 0 : picture.pick_of(component)) {
      set_highlight(picture.view(), pick, highlight);
    }
  };
  for (const std::string* old : {&marked_, &hinted_, &hovered_}) {
    set(*old, Highlight::None);
  }
  set(hint, Highlight::Hint);
  set(hovered, Highlight::Hover);
  set(state.selected, Highlight::Selected);
  marked_ = state.selected;
  hinted_ = hint;
  hovered_ = hovered;
}

void View3d::draw_labels(Ui& ui, const Box& box, PlantScene& picture, const RunView& run, const std::vector<AlarmItem>& alarms, const UiState& state, ViewTouch& touch) {
  Canvas& c = ui.canvas();
  auto& labels = picture.view().labels;
  std::vector<double> widths;
  std::vector<std::string> texts;
  for (Label& label : labels) {
    const std::string component = picture.tag_of(label.pick);
    const AlarmItem* alarm = find_alarm_of(alarms, component);
    label.state = alarm != nullptr ? static_cast<Label::State>(static_cast<int>(Label::State::Alarm1) + alarm->priority - 1)
                  : component == state.selected && !component.empty() ? Label::State::Selected
                                                                      : Label::State::Normal;
    const std::string own = value_of(run, component, ui.language);
    texts.push_back(own.empty() ? label.value : own);
    widths.push_back(static_cast<double>(callout_width(c, label.tag, texts.back())));
  }
  render::Viewport logical{0, 0, static_cast<int>(box.w), static_cast<int>(box.h)};
  c.clip(box);
  for (const render::PlacedLabel& placed : render::place_labels(labels, widths, picture.view().camera, logical)) {
    const Label& label = labels[placed.label];
    const std::string component = picture.tag_of(label.pick);
    const AlarmItem* alarm = find_alarm_of(alarms, component);
    const CalloutLook look = label.state == Label::State::Selected ? CalloutLook::Selected : alarm != nullptr ? CalloutLook::Alarm : CalloutLook::Normal;
    const Box at = draw_callout(c, {box.x + static_cast<float>(placed.anchor_x), box.y + static_cast<float>(placed.anchor_y)},
                                {std::round(box.x + static_cast<float>(placed.x)), std::round(box.y + static_cast<float>(placed.y))}, label.tag, texts[placed.label], look,
                                alarm != nullptr ? alarm->priority : 0);
    const Touch t = ui.touch("label." + component, at);
    touch.clicked = t.is_clicked ? component : touch.clicked;
    touch.double_clicked = t.is_double_clicked ? component : touch.double_clicked;
  }
  c.unclip();
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
  if (touch.is_hovered && !touch.is_right_held) {
    const auto pick = picker_.find_pick(picture->view(), viewport_, static_cast<double>((ui.mouse().x - box.x) * s), static_cast<double>((ui.mouse().y - box.y) * s), 12.0 * static_cast<double>(s));
    hovered = pick && pick->id != 0 ? picture->tag_of(pick->id) : "";
    result.clicked = touch.is_clicked ? hovered : "";
    result.double_clicked = touch.is_double_clicked ? hovered : "";
  }
  mark(*picture, run, alarms, state, hovered);
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
  if (!hovered.empty()) {
    const ComponentInfo* info = run.world.find_component(hovered);
    ui.tip(box, {hovered + "  " + (info != nullptr ? ui.say(info->name) : ""), value_of(run, hovered, ui.language)});
  }
  c.frame(box, kLine2);
  return result;
}

} // namespace jixia::hmi
