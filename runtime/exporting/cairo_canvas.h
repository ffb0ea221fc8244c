#pragma once

#include "exporting/canvas.h"

typedef struct _cairo cairo_t; // cairo's own names: its headers stay in the .cpp files
typedef struct _PangoLayout PangoLayout;

namespace jixia {

/// Draws on a cairo surface; texts through pango, so that Chinese and Latin mix.
class CairoCanvas : public Canvas {
 public:
  /// @param context  must outlive the canvas
  explicit CairoCanvas(cairo_t* context);
  ~CairoCanvas() override;
  CairoCanvas(const CairoCanvas&) = delete;
  CairoCanvas& operator=(const CairoCanvas&) = delete;

  void rectangle(double x, double y, double width, double height, const Ink& ink) override;
  void polyline(const std::vector<CanvasPoint>& points, const Ink& ink) override;
  void circle(CanvasPoint centre, double radius, const Ink& ink) override;
  void text(double x, double y, const std::string& text, double size, std::string_view colour,
            Align align) override;

  /// Text broken into lines of `width`; `y` is its top. @returns its height.
  double paragraph(double x, double y, double width, const std::string& text, double size,
                   std::string_view colour, Align align = Align::Left);
  double paragraph_height(double width, const std::string& text, double size);
  double text_width(const std::string& text, double size);

  /// Later drawing goes `dx`, `dy` further; undone by the opposite.
  void shift(double dx, double dy);

 private:
  void paint(const Ink& ink);
  void set_text(const std::string& text, double size, double width, Align align);
  cairo_t* context_;
  PangoLayout* layout_;
};

} // namespace jixia
