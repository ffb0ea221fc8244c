#include "exporting/cairo_canvas.h"

#include <pango/pangocairo.h>

#include <cmath>
#include <numbers>

#include "exporting/safe_text.h"

namespace jixia {
namespace {

void set_colour(cairo_t* context, std::string_view colour) {
  const auto part = [&](std::size_t at) {
    return std::stoi(std::string(colour.substr(at, 2)), nullptr, 16) / 255.0;
  };
  cairo_set_source_rgb(context, part(1), part(3), part(5));
}

} // namespace

CairoCanvas::CairoCanvas(cairo_t* context)
    : context_(context), layout_(pango_cairo_create_layout(context)) {
  // Text is laid out in points whatever the screen of this machine.
  pango_cairo_context_set_resolution(pango_layout_get_context(layout_), 72.0);
  pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
}

CairoCanvas::~CairoCanvas() {
  g_object_unref(layout_);
}

void CairoCanvas::paint(const Ink& ink) {
  if (!ink.fill.empty()) {
    set_colour(context_, ink.fill);
    cairo_fill_preserve(context_);
  }
  if (!ink.stroke.empty()) {
    set_colour(context_, ink.stroke);
    cairo_set_line_width(context_, ink.width);
    const double dash[] = {4.0, 3.0};
    cairo_set_dash(context_, dash, ink.is_dashed ? 2 : 0, 0.0);
    cairo_stroke_preserve(context_);
  }
  cairo_new_path(context_);
}

void CairoCanvas::rectangle(double x, double y, double width, double height, const Ink& ink) {
  cairo_rectangle(context_, x, y, width, height);
  paint(ink);
}

void CairoCanvas::polyline(const std::vector<CanvasPoint>& points, const Ink& ink) {
  for (const CanvasPoint& point : points) {
    cairo_line_to(context_, point.x, point.y);
  }
  if (!ink.fill.empty()) {
    cairo_close_path(context_);
  }
  paint(ink);
}

void CairoCanvas::circle(CanvasPoint centre, double radius, const Ink& ink) {
  cairo_arc(context_, centre.x, centre.y, radius, 0.0, 2.0 * std::numbers::pi);
  cairo_close_path(context_);
  paint(ink);
}

void CairoCanvas::set_text(const std::string& text, double size, double width, Align align) {
  PangoFontDescription* font =
      pango_font_description_from_string("Noto Sans CJK SC,Noto Sans SC,sans-serif");
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  pango_layout_set_font_description(layout_, font);
  pango_font_description_free(font);
  pango_layout_set_width(layout_, width < 0.0 ? -1 : static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_alignment(layout_, align == Align::Right    ? PANGO_ALIGN_RIGHT
                                      : align == Align::Middle ? PANGO_ALIGN_CENTER
                                                               : PANGO_ALIGN_LEFT);
  const std::string clean = clean_text(text);
  pango_layout_set_text(layout_, clean.data(), static_cast<int>(clean.size()));
}

void CairoCanvas::text(double x, double y, const std::string& text, double size,
                       std::string_view colour, Align align) {
  const double shift = align == Align::Left ? 0.0 : align == Align::Middle ? 0.5 : 1.0;
  set_text(text, size, -1.0, Align::Left);
  int width = 0, height = 0;
  pango_layout_get_size(layout_, &width, &height);
  const double base = static_cast<double>(pango_layout_get_baseline(layout_)) / PANGO_SCALE;
  set_colour(context_, colour);
  cairo_move_to(context_, x - shift * width / PANGO_SCALE, y - base);
  pango_cairo_show_layout(context_, layout_);
  cairo_new_path(context_);
}

double CairoCanvas::paragraph(double x, double y, double width, const std::string& text,
                              double size, std::string_view colour, Align align) {
  const double height = paragraph_height(width, text, size);
  set_text(text, size, width, align);
  set_colour(context_, colour);
  cairo_move_to(context_, x, y);
  pango_cairo_show_layout(context_, layout_);
  cairo_new_path(context_);
  return height;
}

double CairoCanvas::paragraph_height(double width, const std::string& text, double size) {
  set_text(text, size, width, Align::Left);
  int height = 0;
  pango_layout_get_size(layout_, nullptr, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

double CairoCanvas::text_width(const std::string& text, double size) {
  set_text(text, size, -1.0, Align::Left);
  int width = 0;
  pango_layout_get_size(layout_, &width, nullptr);
  return static_cast<double>(width) / PANGO_SCALE;
}

void CairoCanvas::shift(double dx, double dy) {
  cairo_translate(context_, dx, dy);
}

} // namespace jixia
