#include "hmi/ui.h"

#include <imgui.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr double kTipDelay = 0.4; // [s]
constexpr float kFrameRoom = 2;    // round a scrolling area, for frames of what stands at its edge

Box common_part(const Box& a, const Box& b) {
  const float x = std::max(a.x, b.x);
  const float y = std::max(a.y, b.y);
  return {x, y, std::max(0.0F, std::min(a.right(), b.right()) - x), std::max(0.0F, std::min(a.bottom(), b.bottom()) - y)};
}

struct ButtonInks {
  Ink fill, line, text;
};

ButtonInks inks_of(const ButtonStyle& style, bool hovered, bool held) {
  const bool dark = style.look == Look::Chrome || style.look == Look::ChromeOn;
  if (!style.is_enabled) {
    return dark ? ButtonInks{kChrome, kChrome2, kChromeDim} : ButtonInks{kDisabled, kLine, kDisabledText};
  }
  switch (style.look) {
    case Look::Primary: return {held ? kLive : kAccent, kAccent, kWhite};
    case Look::Danger: return {held ? kBad : kDanger, kDanger, kWhite};
    case Look::Chrome: return {held ? kChrome : kChrome2, hovered ? kChromeText2 : kChromeLine, kChromeText};
    case Look::ChromeOn: return {kChromeOn, kChromeOn, kText};
    case Look::Selected: return {kAccentSoft, kAccent, kAccent};
    case Look::Plain: return {kNoInk, kNoInk, kAccent};
    case Look::Normal: break;
  }
  return {held ? kPressed : hovered ? kHover : kPaper, hovered || held ? kAccent : kLine2, kText};
}

} // namespace

WidgetId Ui::hash(std::string_view id) {
  WidgetId h = 2166136261U;
  for (const char c : id) {
    h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return h == 0 ? 1 : h;
}

void Ui::begin_frame(float width, float height, double now) {
  const ImGuiIO& io = ImGui::GetIO();
  width_ = width;
  height_ = height;
  now_ = now;
  mouse_before_ = mouse_;
  mouse_ = {io.MousePos.x / scale_, io.MousePos.y / scale_};
  wheel_ = io.MouseWheel;
  down_ = io.MouseDown[0];
  pressed_ = ImGui::IsMouseClicked(0);
  released_ = ImGui::IsMouseReleased(0);
  double_clicked_ = ImGui::IsMouseDoubleClicked(0);
  right_down_ = io.MouseDown[1];
  right_held_ = right_down_ ? right_held_ : 0;
  if (pressed_) {
    shows_focus_ = false;
  }
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("##all", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBringToFrontOnFocus);
  ImGui::PopStyleVar(2);
  canvas_.emplace(*ImGui::GetWindowDrawList(), *fonts_, scale_);
  record_ = {};
  canvas_->note_texts_in(notes_texts_ ? &record_ : nullptr);
  layers_before_ = std::move(layers_);
  layers_.clear();
  modal_level_ = 0;
  for (const Layer& layer : layers_before_) {
    modal_level_ = layer.modal ? std::max(modal_level_, layer.level) : modal_level_;
  }
  stops_.clear();
  boxes_.clear();
  taken_keys_.clear();
  tip_box_before_ = tip_box_;
  tip_box_ = 0;
  level_ = 0;
}

void Ui::end_frame() {
  move_focus();
  draw_tip();
  if (!down_) {
    held_ = 0;
  }
  if (selected_for_ == 0 && ImGui::GetActiveID() == 0) {
    editing_ = 0;
  }
  ImGui::End();
}

bool Ui::is_reached(const Box& box) const {
  if (disabled_ > 0 || !box.contains(mouse_) || level_ < modal_level_) {
    return false;
  }
  if (scroll_ && !scroll_->room.contains(mouse_)) {
    return false;
  }
  return std::none_of(layers_before_.begin(), layers_before_.end(), [&](const Layer& layer) {
    return layer.level > level_ && layer.box.contains(mouse_);
  });
}

Touch Ui::touch(std::string_view name, const Box& box, bool focusable) {
  const WidgetId id = hash(name);
  boxes_[id] = box;
  Touch touch;
  // What is drawn last lies on top: where areas overlap, it takes the press.
  touch.is_hovered = is_reached(box) && (held_ == 0 || held_ == id || pressed_);
  if (focusable && disabled_ == 0 && level_ >= modal_level_) {
    stops_.push_back({id, level_, std::string(name), box, scroll_ ? common_part(box, scroll_->room) : box,
                      scroll_ && scroll_->height > scroll_->room.h});
    if (scroll_ && focus_moved_ && has_focus(id)) {
      wanted_part_ = box;
    }
  }
  if (touch.is_hovered && pressed_) {
    held_ = id;
    focus_ = focusable ? id : focus_;
  }
  if (touch.is_hovered && right_down_ && ImGui::IsMouseClicked(1)) {
    right_held_ = id;
  }
  touch.is_held = held_ == id && down_;
  touch.is_right_held = right_held_ == id;
  touch.is_clicked = held_ == id && released_ && touch.is_hovered;
  touch.is_double_clicked = touch.is_hovered && double_clicked_;
  touch.is_focused = has_focus(id);
  if (touch.is_held || touch.is_right_held) {
    touch.drag = {mouse_.x - mouse_before_.x, mouse_.y - mouse_before_.y};
  }
  if (touch.is_focused && focusable && (key(kKeyEnter) || key(kKeyKeypadEnter))) {
    touch.is_clicked = true;
  }
  return touch;
}

bool Ui::button(std::string_view id, const Box& box, std::string_view label, const ButtonStyle& style) {
  if (!style.is_enabled) {
    ++disabled_;
  }
  const Touch t = touch(id, box);
  if (!style.is_enabled) {
    --disabled_;
  }
  const ButtonInks k = inks_of(style, t.is_hovered, t.is_held && t.is_hovered);
  Canvas& c = canvas();
  c.box(box, k.fill, k.line, 3);
  const TextSize size = box.h >= 40 ? TextSize::Medium : TextSize::Small; // 44: the main action
  if (style.icon == Icon::None) {
    c.text_fit(box.mid_x(), box.mid_y(), box.w - 6, label, size, k.text, Align::Centre);
  } else {
    const float text = label.empty() ? 0 : c.text_width(label, size) + 6;
    const float x = box.x + (box.w - 14 - text) / 2;
    draw_icon(c, {x + 7, box.mid_y()}, style.icon, k.text);
    c.text_fit(x + 20, box.mid_y(), box.right() - x - 22, label, size, k.text);
  }
  if (t.is_focused) {
    c.frame(box.outset(1), kFocus, 4, 2);
  }
  if (!style.tip.empty()) {
    tip(box, {style.tip});
  }
  return t.is_clicked && style.is_enabled;
}

std::optional<int> Ui::segments(std::string_view id, float x, float y, float height,
                                const std::vector<std::string>& labels, int selected,
                                const std::vector<float>& widths, bool dark) {
  std::optional<int> clicked;
  for (std::size_t k = 0; k < labels.size(); ++k) {
    const bool on = static_cast<int>(k) == selected;
    ButtonStyle style{dark ? (on ? Look::ChromeOn : Look::Chrome) : on ? Look::Selected : Look::Normal};
    if (button(std::string(id) + std::to_string(k), {x, y, widths[k] + 1, height}, labels[k], style)) {
      clicked = static_cast<int>(k);
    }
    x += widths[k];
  }
  return clicked;
}

bool Ui::text_field(std::string_view name, const Box& box, std::string& text, std::string_view hint,
                    bool right_aligned) {
  const WidgetId id = hash(name);
  const Touch t = touch(name, box);
  Canvas& c = canvas();
  const bool editing = editing_ == id;
  c.box(box, kWhite, editing || t.is_hovered || t.is_focused ? kAccent : kLine2, 2);
  if (t.is_focused) {
    c.frame(box.outset(1), kFocus, 4, 2);
  }
  if (!editing) {
    const bool empty = text.empty();
    const float x = right_aligned && !empty ? box.right() - 8 : box.x + 8;
    c.text_fit(x, box.mid_y(), box.w - 16, empty ? hint : std::string_view(text), TextSize::Small,
               empty ? kText3 : kText, right_aligned && !empty ? Align::Right : Align::Left);
    if (t.is_clicked || wants_editing_ == id) {
      editing_ = id;
      wants_editing_ = 0;
      selected_for_ = 6;
    }
    return false;
  }
  const ImFont* font = fonts_->of(TextSize::Small);
  ImGui::SetCursorScreenPos({std::round(box.x * scale_), std::round(box.y * scale_)});
  ImGui::PushFont(const_cast<ImFont*>(font));
  const float margin = (box.h * scale_ - font->FontSize) / 2;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {8 * scale_, std::max(0.0F, margin)});
  ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
  ImGui::PushStyleColor(ImGuiCol_Text, kText);
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, kAccentSoft);
  ImGui::PushItemWidth(box.w * scale_);
  const bool is_active = ImGui::GetActiveID() != 0;
  if (selected_for_ > 0 && !is_active) { // ImGui gives the focus a frame later
    ImGui::SetKeyboardFocusHere();
  }
  selected_for_ = is_active || selected_for_ == 0 ? 0 : selected_for_ - 1;
  const bool entered = ImGui::InputText(("##" + std::string(name)).c_str(), &text,
                                        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  if (selected_for_ == 0 && (entered || ImGui::IsItemDeactivated())) {
    editing_ = 0;
  }
  ImGui::PopItemWidth();
  ImGui::PopStyleColor(3);
  ImGui::PopStyleVar();
  ImGui::PopFont();
  return entered;
}

void Ui::tip(const Box& box, const std::vector<std::string>& lines) {
  if (!box.contains(mouse_) || down_) {
    return;
  }
  const bool covered = std::any_of(layers_before_.begin(), layers_before_.end(), [&](const Layer& layer) {
    return layer.level > level_ && layer.box.contains(mouse_);
  });
  if (covered || level_ < modal_level_) {
    return;
  }
  tip_box_ = hash(std::to_string(box.x) + "," + std::to_string(box.y));
  if (tip_box_ != tip_box_before_) {
    tip_since_ = now_;
  }
  tip_lines_ = lines;
}

void Ui::draw_tip() {
  if (tip_box_ == 0 || now_ - tip_since_ < kTipDelay) {
    return;
  }
  Canvas& c = canvas();
  float w = 0;
  for (const std::string& line : tip_lines_) {
    w = std::max(w, c.text_width(line, TextSize::Small));
  }
  const auto count = static_cast<float>(tip_lines_.size());
  Box box{mouse_.x + 14, mouse_.y + 16, w + 20, 12 + 20 * count};
  box.x = std::clamp(box.x, 2.0F, std::max(2.0F, width_ - box.w - 2));
  box.y = box.bottom() > height_ - 2 ? mouse_.y - box.h - 6 : box.y;
  c.fill(box, kChrome, 3);
  for (std::size_t k = 0; k < tip_lines_.size(); ++k) {
    c.text(box.x + 10, box.y + 16 + 20 * static_cast<float>(k), tip_lines_[k], TextSize::Small,
           k == 0 ? kWhite : kChromeText2);
  }
}

bool Ui::is_down(int key) const {
  return !ImGui::GetIO().WantTextInput && ImGui::IsKeyDown(key);
}

bool Ui::is_shift() const {
  return ImGui::GetIO().KeyShift;
}

bool Ui::key(int key, bool control, bool repeats) {
  const ImGuiIO& io = ImGui::GetIO();
  if (editing_ != 0 || level_ < modal_level_ || disabled_ > 0 || io.KeyCtrl != control ||
      !ImGui::IsKeyPressed(key, repeats) ||
      std::find(taken_keys_.begin(), taken_keys_.end(), key) != taken_keys_.end()) {
    return false;
  }
  taken_keys_.push_back(key);
  return true;
}

std::optional<Box> Ui::find_box(std::string_view id) const {
  const auto found = boxes_.find(hash(id));
  return found == boxes_.end() ? std::nullopt : std::optional(found->second);
}

const Ui::Stop* Ui::find_focus() const {
  const auto found = std::find_if(stops_.begin(), stops_.end(), [&](const Stop& stop) { return has_focus(stop.id); });
  return found == stops_.end() ? nullptr : &*found;
}

float Ui::take_wheel(const Box& box) {
  const float turned = wheel_ != 0 && is_reached(box) ? wheel_ : 0;
  wheel_ = turned != 0 ? 0 : wheel_;
  return turned;
}

Box Ui::begin_scroll(std::string_view name, const Box& room, float height) {
  scroll_ = Scroll{hash(name), room, std::max(height, room.h)};
  float& at = scrolled_[scroll_->id];
  at = std::clamp(at, 0.0F, scroll_->height - room.h);
  const Box clip = room.outset(kFrameRoom);
  const ImVec2 from{std::round(clip.x * scale_), std::round(clip.y * scale_)};
  const ImVec2 to{std::round(clip.right() * scale_), std::round(clip.bottom() * scale_)};
  ImGui::PushClipRect(from, to, true);
  ++record_.scrolls;
  const bool scrolls = height > room.h;
  return {room.x, room.y - std::round(at), room.w - (scrolls ? kScrollBar : 0), scroll_->height};
}

void Ui::end_scroll() {
  const Scroll s = *scroll_;
  scroll_.reset();
  --record_.scrolls;
  ImGui::PopClipRect();
  float& at = scrolled_[s.id];
  const float most = s.height - s.room.h;
  if (most <= 0) {
    wanted_part_.reset();
    return;
  }
  if (wanted_part_) { // its end first, then its beginning: of a part too high the beginning is seen
    at += std::max(0.0F, wanted_part_->bottom() + 8 - s.room.bottom());
    at -= std::max(0.0F, s.room.y + 8 - (wanted_part_->y - std::max(0.0F, wanted_part_->bottom() + 8 - s.room.bottom())));
    wanted_part_.reset();
  }
  at -= take_wheel(s.room) * 40;
  const Box track{s.room.right() - 7, s.room.y + 2, 6, s.room.h - 4};
  const float length = std::max(24.0F, track.h * s.room.h / s.height);
  const Touch t = touch("bar." + std::to_string(s.id), track.outset(3), false);
  if (t.is_held) {
    at = most * (mouse_.y - track.y - length / 2) / std::max(1.0F, track.h - length);
  }
  at = std::clamp(at, 0.0F, most);
  canvas_->fill(track, kPanel2, 3);
  const bool held = t.is_hovered || t.is_held;
  canvas_->fill({track.x, track.y + (track.h - length) * at / most, track.w, length}, held ? kLine2 : kLine, 3);
}

void Ui::move_focus() {
  const ImGuiIO& io = ImGui::GetIO();
  focus_moved_ = false;
  const bool is_taken = std::find(taken_keys_.begin(), taken_keys_.end(), kKeyTab) != taken_keys_.end();
  if (stops_.empty() || is_taken || !ImGui::IsKeyPressed(kKeyTab)) {
    return;
  }
  const auto here = std::find_if(stops_.begin(), stops_.end(), [&](const Stop& stop) { return stop.id == focus_; });
  const auto count = stops_.size();
  const auto at = static_cast<std::size_t>(here - stops_.begin());
  const std::size_t next = here == stops_.end() ? 0 : io.KeyShift ? (at + count - 1) % count : (at + 1) % count;
  focus_ = stops_[next].id;
  shows_focus_ = focus_moved_ = true;
}

void Ui::open_layer(const Box& box, bool modal) {
  ++level_;
  layers_.push_back({box, static_cast<int>(layers_.size()) + 1, modal});
  level_ = layers_.back().level;
  record_.layer = level_;
}

void Ui::close_layer() {
  level_ = 0;
  record_.layer = 0;
}

} // namespace jixia::hmi
