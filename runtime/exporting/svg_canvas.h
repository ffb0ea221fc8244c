#pragma once

#include "exporting/canvas.h"

namespace jixia {

/// Writes SVG 1.1 to stand inside an HTML page. Every text is escaped.
class SvgCanvas : public Canvas {
 public:
  /// @param label  read to people who cannot see the picture
  SvgCanvas(double width, double height, const std::string& label);

  void rectangle(double x, double y, double width, double height, const Ink& ink) override;
  void polyline(const std::vector<CanvasPoint>& points, const Ink& ink) override;
  void circle(CanvasPoint centre, double radius, const Ink& ink) override;
  void text(double x, double y, const std::string& text, double size, std::string_view colour,
            Align align) override;

  /// The finished picture.
  std::string svg() const { return svg_ + "</svg>"; }

 private:
  std::string svg_;
};

} // namespace jixia
