#include "hmi/canvas.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace jixia::hmi {
namespace {

constexpr float kAscent = 0.88F;   // of the font, in em (assets/fonts/make_font.py)
constexpr float kBaseline = 0.365F; // below the middle of a line, in em

ImVec2 vec(Point p) {
  return {p.x, p.y};
}

float whole(float v) {
  return std::round(v);
}

struct Pixels {
  ImVec2 from, to;
};

Pixels pixels(const Box& box, float scale) {
  return {{whole(box.x * scale), whole(box.y * scale)},
          {whole(box.right() * scale), whole(box.bottom() * scale)}};
}

/// ImGui adds half a pixel to every line; lines of even width want none.
float shift(float width) {
  return std::lround(width) % 2 == 0 ? -0.5F : 0.0F;
}

float thick(float width, float scale) {
  return std::max(1.0F, width * scale);
}

/// Where a text may be broken: after a space, and around any character that is not Latin.
bool can_break(unsigned before, unsigned after) {
  const bool closes = after == 0x3001 || after == 0x3002 || after == 0xFF0C || after == 0xFF1A ||
                      after == 0xFF1B || after == 0xFF09 || after == ',' || after == '.' || after == ')';
  return !closes && (before == ' ' || before >= 0x2E80 || after >= 0x2E80);
}

/// Where a text of `width` begins.
float left_of(float x, float width, Align align) {
  return align == Align::Left ? x : align == Align::Right ? x - width : x - width / 2;
}

} // namespace

void Canvas::fill(const Box& box, Ink ink, float radius) {
  const Pixels p = pixels(box, scale_);
  list_->AddRectFilled(p.from, p.to, ink, radius * scale_);
}

void Canvas::frame(const Box& box, Ink ink, float radius, float width) {
  const Pixels p = pixels(box, scale_);
  const float w = whole(thick(width, scale_));
  const float inward = std::lround(w) % 2 == 0 ? -0.5F : std::floor(w / 2);
  list_->AddRect({p.from.x + inward, p.from.y + inward}, {p.to.x - inward, p.to.y - inward}, ink,
                 radius * scale_, 0, w);
}

void Canvas::box(const Box& box, Ink inside, Ink line, float radius, float width) {
  if (inside != kNoInk) {
    fill(box, inside, radius);
  }
  if (line != kNoInk) {
    frame(box, line, radius, width);
  }
}

void Canvas::line(Point a, Point b, Ink ink, float width) {
  const float w = thick(width, scale_);
  Point p = at(a);
  Point q = at(b);
  if (a.x == b.x || a.y == b.y) { // on the pixels
    const float d = shift(w);
    p = {whole(p.x) + d, whole(p.y) + d};
    q = {whole(q.x) + d, whole(q.y) + d};
  }
  list_->AddLine(vec(p), vec(q), ink, w);
}

void Canvas::dashes(std::span<const Point> points, Ink ink, float width, float on, float off) {
  float phase = 0; // length gone in the present on-off period
  for (std::size_t k = 1; k < points.size(); ++k) {
    const Point a = points[k - 1];
    const float dx = points[k].x - a.x;
    const float dy = points[k].y - a.y;
    const float total = std::hypot(dx, dy);
    for (float gone = 0; gone < total;) {
      const bool drawn = phase < on;
      const float step = std::min((drawn ? on : on + off) - phase, total - gone);
      if (drawn && step > 0.2F) {
        line({a.x + dx * gone / total, a.y + dy * gone / total},
             {a.x + dx * (gone + step) / total, a.y + dy * (gone + step) / total}, ink, width);
      }
      gone += std::max(step, 0.01F);
      phase = std::fmod(phase + std::max(step, 0.01F), on + off);
    }
  }
}

void Canvas::path(std::span<const Point> points, Ink ink, float width) {
  const bool even = std::lround(thick(width, scale_)) % 2 == 0;
  for (const Point p : points) {
    const Point q = at(p);
    list_->PathLineTo(even ? vec(q) : ImVec2(q.x + 0.5F, q.y + 0.5F));
  }
  list_->PathStroke(ink, 0, thick(width, scale_));
}

void Canvas::polygon(std::initializer_list<Point> points, Ink inside, Ink line, float width) {
  std::vector<ImVec2> corners;
  for (const Point p : points) {
    corners.push_back(vec(at(p)));
  }
  if (inside != kNoInk) {
    list_->AddConvexPolyFilled(corners.data(), static_cast<int>(corners.size()), inside);
  }
  if (line != kNoInk) {
    list_->AddPolyline(corners.data(), static_cast<int>(corners.size()), line, ImDrawFlags_Closed,
                       thick(width, scale_));
  }
}

void Canvas::disc(Point centre, float radius, Ink inside, Ink line, float width) {
  if (inside != kNoInk) {
    list_->AddCircleFilled(vec(at(centre)), radius * scale_, inside, 0);
  }
  if (line != kNoInk) {
    list_->AddCircle(vec(at(centre)), radius * scale_, line, 0, thick(width, scale_));
  }
}

void Canvas::arc(Point centre, float radius, float from, float to, Ink ink, float width) {
  list_->PathArcTo(vec(at(centre)), radius * scale_, from, to, 24);
  list_->PathStroke(ink, 0, thick(width, scale_));
}

float Canvas::text_width(std::string_view text, TextSize size) const {
  if (text.empty()) { // it may have no characters to point at
    return 0;
  }
  fonts_->want(text);
  const ImFont* font = fonts_->of(size);
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.data(), text.data() + text.size()).x / scale_;
}

void Canvas::note(float left, float y, float width, TextSize size, std::string_view text, bool is_short) {
  const auto height = static_cast<float>(static_cast<int>(size));
  const Box b{left, y - height / 2, width, height};
  const ImVec4& clip = list_->_ClipRectStack.back();
  const bool is_out = b.y * scale_ >= clip.w || b.bottom() * scale_ <= clip.y;
  if (is_out && record_->scrolls > 0) {
    return; // scrolled away
  }
  const float slack = 1.5F * scale_; // of a line box round its letters
  const bool across = b.x * scale_ < clip.x - slack || b.right() * scale_ > clip.z + slack;
  const bool down = b.y * scale_ < clip.y - slack || b.bottom() * scale_ > clip.w + slack;
  record_->texts.push_back({std::string(text), b, is_short || across || (down && record_->scrolls == 0),
                            record_->layer, record_->pictures > 0});
}

float Canvas::text(float x, float y, std::string_view text, TextSize size, Ink ink, Align align) {
  const float width = draw_text(x, y, text, size, ink, align);
  if (record_ != nullptr && !text.empty()) {
    note(left_of(x, width, align), y, width, size, text, false);
  }
  return width;
}

float Canvas::draw_text(float x, float y, std::string_view text, TextSize size, Ink ink, Align align) {
  if (text.empty()) {
    return 0;
  }
  const float width = text_width(text, size);
  const float left = left_of(x, width, align);
  const ImFont* font = fonts_->of(size);
  const float baseline = std::floor(y * scale_ + font->FontSize * kBaseline + 0.25F);
  list_->AddText(font, font->FontSize, {whole(left * scale_), baseline - whole(font->FontSize * kAscent)},
                 ink, text.data(), text.data() + text.size());
  return width;
}

float Canvas::text_fit(float x, float y, float room, std::string_view full, TextSize size, Ink ink,
                       Align align) {
  if (full.empty()) {
    return 0;
  }
  if (text_width(full, size) <= room + 0.5F) {
    return text(x, y, full, size, ink, align);
  }
  const float left = room - text_width("…", size);
  std::size_t end = 0;
  for (std::size_t at = 0; at < full.size();) {
    next_character(full, at);
    if (text_width(full.substr(0, at), size) > left) {
      break;
    }
    end = at;
  }
  const float width = draw_text(x, y, std::string(full.substr(0, end)) + "…", size, ink, align);
  if (record_ != nullptr) {
    note(left_of(x, width, align), y, width, size, full, true);
  }
  return width;
}

/// Where the first line of `full` ends: at the last place to break that fits, else within a word.
std::size_t Canvas::find_line_end(float room, std::string_view full, TextSize size) const {
  if (text_width(full, size) <= room + 0.5F) {
    return full.size();
  }
  std::size_t end = 0;
  std::size_t fits = 0;
  unsigned before = 0;
  for (std::size_t at = 0; at < full.size();) {
    const std::size_t here = at;
    const unsigned c = next_character(full, at);
    if (here > 0 && can_break(before, c)) {
      end = here;
    }
    if (text_width(full.substr(0, at), size) > room) {
      break;
    }
    fits = at;
    before = c;
  }
  return end > 0 ? end : std::max<std::size_t>(fits, 1);
}

namespace {

std::string_view without_first_spaces(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

std::string_view without_last_spaces(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

} // namespace

float Canvas::word_width(std::string_view text, TextSize size) const {
  float widest = 0;
  std::size_t begin = 0;
  unsigned before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const unsigned c = next_character(text, at);
    if (here > begin && can_break(before, c)) {
      widest = std::max(widest, text_width(without_last_spaces(text.substr(begin, here - begin)), size));
      begin = here;
    }
    before = c;
  }
  return std::max(widest, text_width(text.substr(begin), size));
}

int Canvas::line_count(float room, std::string_view text, TextSize size) const {
  int lines = 0;
  while (!text.empty()) {
    text = without_first_spaces(text.substr(find_line_end(room, text, size)));
    ++lines;
  }
  return lines;
}

int Canvas::text_lines(float x, float y, float room, float line_height, int most_lines,
                       std::string_view full, TextSize size, Ink ink, Align align) {
  int lines = 0;
  while (!full.empty() && lines < most_lines) {
    const std::size_t end = find_line_end(room, full, size);
    const bool is_last = lines == most_lines - 1;
    text_fit(x, y, room, is_last ? full : without_last_spaces(full.substr(0, end)), size, ink, align);
    full = is_last ? std::string_view() : without_first_spaces(full.substr(end));
    y += line_height;
    ++lines;
  }
  return lines;
}

void Canvas::clip(const Box& box) {
  const Pixels p = pixels(box, scale_);
  list_->PushClipRect(p.from, p.to, true);
}

void Canvas::unclip() {
  list_->PopClipRect();
}

void Canvas::picture(const Box& box, const std::function<void(const Box&)>* draw) {
  clip(box);
  list_->AddCallback(
      [](const ImDrawList*, const ImDrawCmd* command) {
        const auto* f = static_cast<const std::function<void(const Box&)>*>(command->UserCallbackData);
        const ImVec4& r = command->ClipRect;
        if (r.z <= r.x || r.w <= r.y) { // not in the part of the window that is drawn now
          return;
        }
        (*f)(Box{r.x, r.y, r.z - r.x, r.w - r.y});
      },
      const_cast<std::function<void(const Box&)>*>(draw));
  list_->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
  unclip();
}

} // namespace jixia::hmi
