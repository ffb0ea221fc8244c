#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "hmi/box.h"
#include "hmi/fonts.h"
#include "hmi/text_record.h"
#include "hmi/theme.h"

struct ImDrawList;

namespace jixia::hmi {

enum class Align { Left, Centre, Right };

/// Draws in logical pixels; the scale of the window is applied here and nowhere else. Lines of odd
/// width are drawn on pixels, text on whole pixels.
class Canvas {
 public:
  Canvas(ImDrawList& list, Fonts& fonts, float scale) : list_(&list), fonts_(&fonts), scale_(scale) {}

  void fill(const Box& box, Ink ink, float radius = 0);
  /// A line of `width` inside the edge of `box` (width 1), or along it (width 2).
  void frame(const Box& box, Ink ink, float radius = 0, float width = 1);
  /// Fill and frame; kNoInk leaves one out.
  void box(const Box& box, Ink fill, Ink line, float radius = 0, float width = 1);
  void line(Point a, Point b, Ink ink, float width = 1);
  /// A line in dashes of `on` with gaps of `off`.
  void dashes(std::span<const Point> points, Ink ink, float width, float on, float off);
  void path(std::span<const Point> points, Ink ink, float width = 1.5F);
  void path(std::initializer_list<Point> points, Ink ink, float width = 1.5F) {
    path(std::span(points.begin(), points.size()), ink, width);
  }
  /// Convex, or any three or more points that are.
  void polygon(std::initializer_list<Point> points, Ink fill, Ink line = kNoInk, float width = 1);
  void disc(Point centre, float radius, Ink fill, Ink line = kNoInk, float width = 1);
  void arc(Point centre, float radius, float from, float to, Ink ink, float width);

  /// `y` is the middle of the line, as in the style guide. @returns the width drawn.
  float text(float x, float y, std::string_view text, TextSize size, Ink ink,
             Align align = Align::Left);
  /// The same, shortened with … so that it is at most `room` wide.
  float text_fit(float x, float y, float room, std::string_view text, TextSize size, Ink ink,
                 Align align = Align::Left);
  /// Broken into lines of at most `room`. @returns the number of lines, at most `most_lines`.
  int text_lines(float x, float y, float room, float line_height, int most_lines,
                 std::string_view text, TextSize size, Ink ink, Align align = Align::Left);
  /// How many lines text_lines() would need.
  int line_count(float room, std::string_view text, TextSize size) const;
  /// Of the widest piece that cannot be broken.
  float word_width(std::string_view text, TextSize size) const;
  float text_width(std::string_view text, TextSize size) const;

  void clip(const Box& box);
  void unclip();

  /// Lets `draw` draw into the framebuffer itself, below what is drawn later. It is called while
  /// the window is drawn, with the box in pixels from the top left; it must outlive this frame.
  void picture(const Box& box, const std::function<void(const Box& pixels)>* draw);

  /// From now on every text is noted in `record`; nullptr: no longer.
  void note_texts_in(TextRecord* record) { record_ = record; }
  /// Between begin and end, texts belong to a picture: they are noted as such.
  void begin_picture() { note_picture(1); }
  void end_picture() { note_picture(-1); }

  float scale() const { return scale_; }
  Fonts& fonts() { return *fonts_; }
  ImDrawList& list() { return *list_; }

 private:
  Point at(Point p) const { return {p.x * scale_, p.y * scale_}; }
  void note_picture(int by) {
    if (record_ != nullptr) {
      record_->pictures += by;
    }
  }
  std::size_t find_line_end(float room, std::string_view text, TextSize size) const;
  float draw_text(float x, float y, std::string_view text, TextSize size, Ink ink, Align align);
  void note(float left, float y, float width, TextSize size, std::string_view text, bool is_short);

  ImDrawList* list_;
  Fonts* fonts_;
  float scale_;
  TextRecord* record_ = nullptr;
};

} // namespace jixia::hmi
