#include "exporting/svg_canvas.h"

#include <cstdio>

#include "exporting/safe_text.h"

namespace jixia {
namespace {

std::string number(double value) {
  char digits[64];
  std::snprintf(digits, sizeof digits, "%.1f", value);
  std::string text = digits;
  if (text.ends_with(".0")) {
    text.resize(text.size() - 2);
  }
  return text;
}

std::string attribute(const char* name, const std::string& value) {
  return " " + std::string(name) + "=\"" + value + "\"";
}

std::string paint(const Ink& ink) {
  std::string text = attribute("fill", ink.fill.empty() ? "none" : std::string(ink.fill));
  if (!ink.stroke.empty()) {
    text +=
        attribute("stroke", std::string(ink.stroke)) + attribute("stroke-width", number(ink.width));
  }
  return text + (ink.is_dashed ? attribute("stroke-dasharray", "4 3") : "");
}

} // namespace

SvgCanvas::SvgCanvas(double width, double height, const std::string& label)
    : svg_("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"" +
           attribute("viewBox", "0 0 " + number(width) + " " + number(height)) +
           attribute("aria-label", html_text(label)) + ">") {}

void SvgCanvas::rectangle(double x, double y, double width, double height, const Ink& ink) {
  svg_ += "<rect" + attribute("x", number(x)) + attribute("y", number(y)) +
          attribute("width", number(width)) + attribute("height", number(height)) + paint(ink) +
          "/>";
}

void SvgCanvas::polyline(const std::vector<CanvasPoint>& points, const Ink& ink) {
  std::string places;
  for (const CanvasPoint& point : points) {
    places += (places.empty() ? "" : " ") + number(point.x) + "," + number(point.y);
  }
  const char* element = ink.fill.empty() ? "polyline" : "polygon";
  svg_ += "<" + std::string(element) + attribute("points", places) + paint(ink) + "/>";
}

void SvgCanvas::circle(CanvasPoint centre, double radius, const Ink& ink) {
  svg_ += "<circle" + attribute("cx", number(centre.x)) + attribute("cy", number(centre.y)) +
          attribute("r", number(radius)) + paint(ink) + "/>";
}

void SvgCanvas::text(double x, double y, const std::string& text, double size,
                     std::string_view colour, Align align) {
  const char* anchor = align == Align::Left ? "start" : align == Align::Middle ? "middle" : "end";
  svg_ += "<text" + attribute("x", number(x)) + attribute("y", number(y)) +
          attribute("font-size", number(size)) + attribute("fill", std::string(colour)) +
          attribute("text-anchor", anchor) + ">" + html_text(text) + "</text>";
}

} // namespace jixia
