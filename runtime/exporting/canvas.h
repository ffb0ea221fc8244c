#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jixia {

struct CanvasPoint {
  double x = 0.0, y = 0.0;
};

/// How something is drawn; colours are "#RRGGBB", empty: not at all.
struct Ink {
  std::string_view fill;
  std::string_view stroke;
  double width = 1.0;
  bool is_dashed = false;
};

/// Where charts are drawn, so that the same drawing goes into HTML and PDF. x right, y down.
class Canvas {
 public:
  enum class Align { Left, Middle, Right };
  virtual ~Canvas() = default;

  virtual void rectangle(double x, double y, double width, double height, const Ink& ink) = 0;
  virtual void polyline(const std::vector<CanvasPoint>& points,
                        const Ink& ink) = 0; ///< filled: closed
  virtual void circle(CanvasPoint centre, double radius, const Ink& ink) = 0;
  /// One line; `y` is its base line.
  virtual void text(double x, double y, const std::string& text, double size,
                    std::string_view colour, Align align = Align::Left) = 0;
};

} // namespace jixia
