#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "hmi/canvas.h"
#include "hmi/icon.h"
#include "hmi/keyboard.h"

namespace jixia::hmi {

using WidgetId = std::uint32_t;

/// What the person did to one area in this frame.
struct Touch {
  bool is_hovered = false, is_held = false, is_clicked = false, is_double_clicked = false;
  bool is_right_held = false, is_focused = false;
  Point drag; ///< moved while held, this frame [logical px]
};

struct ButtonStyle {
  enum class Look { Normal, Primary, Selected, Chrome, ChromeOn, Danger, Plain } look = Look::Normal;
  Icon icon = Icon::None;
  bool is_enabled = true;
  std::string tip = {}; ///< shown after 0.4 s; for a disabled button why it is
};

/// Immediate-mode interaction in logical pixels: mouse with layers (what floats takes the click),
/// keyboard focus by Tab in drawing order, tooltips, text entry. Knows no page.
///
/// One frame: begin_frame, draw and ask, end_frame; inside an ImGui frame.
class Ui {
 public:
  Ui(Fonts& fonts, float scale) : fonts_(&fonts), scale_(scale) {}

  void begin_frame(float width, float height, double now);
  void end_frame();

  Canvas& canvas() { return *canvas_; }
  std::string say(const Text& text) const { return text.in(language); }
  /// With `values` where the pattern says {0}, {1} ...
  std::string say(const Text& pattern, const std::vector<std::string>& values) const {
    return fill(pattern, values).in(language);
  }
  float width() const { return width_; }
  /// True where a page cannot show all its panels side by side: they become tabs.
  bool is_compact() const { return width_ < kCompactWidth || height_ < kCompactHeight; }
  float height() const { return height_; }
  double now() const { return now_; }
  Point mouse() const { return mouse_; }
  float wheel() const { return wheel_; }
  /// The turn of the wheel if the mouse is over `box`; who asks first takes it. 0: none.
  float take_wheel(const Box& box);
  void set_scale(float scale) { scale_ = scale; }
  float scale() const { return scale_; }

  /// An area that can be clicked and, unless `focusable` is false, reached by Tab and pressed by
  /// Enter. `id` is unique on the page.
  Touch touch(std::string_view id, const Box& box, bool focusable = true);
  bool button(std::string_view id, const Box& box, std::string_view label,
              const ButtonStyle& style = {});
  /// Buttons side by side, `selected` filled. @returns the one clicked.
  std::optional<int> segments(std::string_view id, float x, float y, float height,
                              const std::vector<std::string>& labels, int selected,
                              const std::vector<float>& widths, bool dark = false);
  /// Edits one line. @returns true when Enter was pressed in it.
  bool text_field(std::string_view id, const Box& box, std::string& text, std::string_view hint,
                  bool right_aligned = false);
  bool is_editing(std::string_view id) const { return editing_ == hash(id); }
  bool is_editing() const { return editing_ != 0; }
  void start_editing(std::string_view id) { wants_editing_ = hash(id); }

  /// Shows `lines` (at most three) beside the mouse once `box` has been hovered for 0.4 s.
  void tip(const Box& box, const std::vector<std::string>& lines);

  /// Pressed now and nobody types; a key is taken by the first who asks.
  bool key(int key, bool control = false, bool repeats = false);
  bool is_down(int key) const;
  bool is_shift() const;

  /// What is drawn until close_layer() floats over what was drawn before: there, the mouse does not
  /// reach what lies below. A modal layer takes mouse, Tab and keys of the whole window.
  void open_layer(const Box& box, bool modal = false);
  void close_layer();

  /// A part of the page that may be higher than the room it has: what is drawn until end_scroll() is
  /// cut at `room`, moved by the wheel and the bar, and follows the keyboard's focus. Not nested.
  /// @returns where to draw: `height` high, beginning above the room by what was scrolled, and
  ///          narrower by kScrollBar if there is a bar
  static constexpr float kScrollBar = 10;
  Box begin_scroll(std::string_view id, const Box& room, float height);
  void end_scroll();
  /// Scrolls so that `part`, drawn between begin_scroll and end_scroll, can be seen.
  void show_part(const Box& part) { wanted_part_ = part; }

  /// Where a widget stood in the last frame; nullopt if it was not drawn.
  std::optional<Box> find_box(std::string_view id) const;

  /// One stop of the Tab key.
  struct Stop {
    WidgetId id = 0;
    int level = 0;
    std::string name;
    Box box, seen; ///< whole, and what of it is not scrolled away
    bool scrolls = false; ///< stands in a part that can be scrolled
  };
  /// Of the last frame, in the order of the Tab key.
  const std::vector<Stop>& stops() const { return stops_; }
  /// The one that has the keyboard; nullptr: none.
  const Stop* find_focus() const;
  /// The row a list's cursor stands on; kept by the list's name.
  int& list_cursor(std::string_view id) { return cursors_[hash(id)]; }

  /// Notes every text from the next frame on; for tests.
  void note_texts(bool on) { notes_texts_ = on; }
  const TextRecord& texts() const { return record_; }

  /// While pushed, nothing answers; for what a page shows but may not offer.
  void disable(bool disabled) { disabled_ += disabled ? 1 : -1; }

  Language language = Language::Chinese;

 private:
  static WidgetId hash(std::string_view id);
  bool is_reached(const Box& box) const;
  void move_focus();
  void draw_tip();
  bool has_focus(WidgetId id) const { return focus_ == id && shows_focus_; }

  struct Scroll {
    WidgetId id = 0;
    Box room;
    float height = 0;
  };

  struct Layer {
    Box box;
    int level = 0;
    bool modal = false;
  };
  Fonts* fonts_;
  float scale_;
  std::optional<Canvas> canvas_;
  float width_ = 0, height_ = 0, wheel_ = 0;
  double now_ = 0;
  Point mouse_, mouse_before_;
  bool down_ = false, pressed_ = false, released_ = false, double_clicked_ = false, right_down_ = false;
  WidgetId held_ = 0, focus_ = 0, editing_ = 0, wants_editing_ = 0, right_held_ = 0;
  std::size_t selected_for_ = 0;
  bool shows_focus_ = false;
  int level_ = 0, disabled_ = 0, modal_level_ = 0;
  std::vector<Layer> layers_, layers_before_;
  std::vector<Stop> stops_;
  std::map<WidgetId, Box> boxes_;
  std::map<WidgetId, float> scrolled_; ///< [logical px] by the scrolling area's name
  std::map<WidgetId, int> cursors_;
  std::optional<Scroll> scroll_;
  std::optional<Box> wanted_part_;
  bool focus_moved_ = false, notes_texts_ = false;
  TextRecord record_;
  std::vector<int> taken_keys_;
  std::vector<std::string> tip_lines_;
  WidgetId tip_box_ = 0, tip_box_before_ = 0;
  double tip_since_ = 0;
};

} // namespace jixia::hmi
