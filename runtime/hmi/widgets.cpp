#include "hmi/widgets.h"

#include <algorithm>
#include <cmath>

namespace jixia::hmi {

void draw_panel_with_head(Canvas& c, const Box& b, Ink ground) {
  c.box(b, ground, kLine2, 3);
  c.fill({b.x + 1, b.y + 1, b.w - 2, 27}, kHead, 2);
  c.line({b.x + 1, b.y + kTitleRow}, {b.right() - 1, b.y + kTitleRow}, kLine);
}

void draw_panel(Canvas& c, const Box& b, std::string_view title, std::string_view right, Ink ground) {
  draw_panel_with_head(c, b, ground);
  const float room = right.empty() ? 0 : c.text_width(right, TextSize::Small) + 16;
  c.text_fit(b.x + kInset, b.y + 14.5F, b.w - 2 * kInset - room, title, TextSize::Medium, kText);
  c.text(b.right() - kInset, b.y + 14.5F, right, TextSize::Small, kText2, Align::Right);
}

Box panel_body(const Box& b) {
  return {b.x + 1, b.y + kTitleRow + 1, b.w - 2, b.h - kTitleRow - 2};
}

void draw_bar(Canvas& c, const Box& b, double share, Ink ink, Ink ground) {
  c.fill(b, ground, 2);
  if (share > 0) {
    c.fill({b.x, b.y, std::max(3.0F, b.w * static_cast<float>(std::min(share, 1.0))), b.h}, ink, 2);
  }
}

float draw_chip(Canvas& c, float x, float y, std::string_view text, Ink fill, Ink line, Ink ink) {
  const float w = c.text_width(text, TextSize::Small) + 16;
  c.box({x, y - 11, w, 22}, fill, line, 3);
  c.text(x + 8, y, text, TextSize::Small, ink);
  return w;
}

void draw_badge(Canvas& c, Point p, Icon icon, Ink ground, float radius) {
  c.disc(p, radius, ground);
  if (icon == Icon::Check && radius < 8) {
    c.path({{p.x - 3.5F, p.y}, {p.x - 1, p.y + 3}, {p.x + 3.5F, p.y - 3}}, kWhite, 1.6F);
  } else {
    draw_icon(c, p, icon, kWhite);
  }
}

void draw_scroll_bar(Ui& ui, std::string_view id, const Box& track, const Box& area, int total, int shown,
                     int& first) {
  Canvas& c = ui.canvas();
  const int most = std::max(0, total - shown);
  if (const float turned = most > 0 ? ui.take_wheel(area) : 0; turned != 0) {
    first = std::clamp(first - static_cast<int>(std::lround(turned * 2)), 0, most);
  }
  const float share = static_cast<float>(shown) / static_cast<float>(std::max(total, 1));
  const float length = std::max(20.0F, track.h * share);
  const float travel = track.h - length;
  const Touch t = ui.touch(id, track, false);
  if (t.is_held && travel > 0) {
    const float at = (ui.mouse().y - track.y - length / 2) / travel;
    first = std::clamp(static_cast<int>(std::lround(at * static_cast<float>(most))), 0, most);
  }
  const float place = most > 0 ? static_cast<float>(first) / static_cast<float>(most) : 0;
  c.fill(track, kPanel2, 3);
  c.fill({track.x, track.y + travel * place, track.w, length}, t.is_hovered || t.is_held ? kLine2 : kLine, 3);
}

int draw_tabs(Ui& ui, float x, float y, float room, const std::vector<std::string>& titles, int active, float& end) {
  Canvas& c = ui.canvas();
  int clicked = -1;
  float texts = 0;
  for (const std::string& title : titles) {
    texts += c.text_width(title, TextSize::Medium) + 4;
  }
  const float around = std::clamp(std::floor((room - texts) / static_cast<float>(titles.size())), 10.0F, 28.0F);
  for (std::size_t k = 0; k < titles.size(); ++k) {
    const bool on = static_cast<int>(k) == active;
    const float w = std::ceil(c.text_width(titles[k], TextSize::Medium)) + around;
    const Box box{x, y, w, 31};
    const Touch t = ui.touch("tab." + std::to_string(k), box);
    c.box(box, on ? kPanel : t.is_hovered ? kHover : kPanel2, on ? kLine2 : kLine, 3);
    if (on) {
      c.fill({x + 1, y, w - 2, 3}, kAccent);
      c.fill({x + 1, y + 29, w - 2, 3}, kPanel);
    }
    c.text(box.mid_x(), y + 16, titles[k], TextSize::Medium, on ? kText : kText2, Align::Centre);
    if (t.is_focused) {
      c.frame(box.inset(2), kFocus, 3, 2);
    }
    clicked = t.is_clicked ? static_cast<int>(k) : clicked;
    x += w + 4;
  }
  end = x;
  return clicked;
}

int draw_dialog(Ui& ui, std::string_view question, std::string_view effect, std::string_view verb,
                bool is_danger) {
  Canvas& c = ui.canvas();
  const float w = std::max({320.0F, c.text_width(question, TextSize::Medium) + 32,
                            std::min(520.0F, c.text_width(effect, TextSize::Small) + 32)});
  const int lines = std::clamp(c.line_count(w - 32, effect, TextSize::Small), 1, 6);
  const float h = 110 + 19 * static_cast<float>(lines);
  const Box b{std::round((ui.width() - w) / 2), std::round((ui.height() - h) / 2), w, h};
  ui.open_layer(b, true);
  c.fill({0, 0, ui.width(), ui.height()}, ink(0x1B2227, 0.30));
  c.fill({b.x + 3, b.y + 3, b.w, b.h}, ink(0x1B2227, 0.22), 4);
  c.box(b, kPanel, kLine2, 4);
  c.text_fit(b.x + 16, b.y + 26, b.w - 32, question, TextSize::Medium, kText);
  c.text_lines(b.x + 16, b.y + 54, b.w - 32, 19, lines, effect, TextSize::Small, kText2);
  const float wide = std::max(92.0F, c.text_width(verb, TextSize::Small) + 28);
  const std::string cancel = ui.say({"取消", "Cancel"});
  int answer = 0;
  if (ui.button("dialog.cancel", {b.right() - 24 - wide - 92, b.bottom() - 44, 84, 28}, cancel) ||
      ui.key(kKeyEscape)) {
    answer = -1;
  }
  ButtonStyle style{is_danger ? ButtonStyle::Look::Danger : ButtonStyle::Look::Primary};
  if (ui.button("dialog.verb", {b.right() - 16 - wide, b.bottom() - 44, wide, 28}, verb, style)) {
    answer = 1;
  }
  ui.close_layer();
  return answer;
}

std::string with_minus(std::string text) {
  if (!text.empty() && text[0] == '-') {
    text.replace(0, 1, "−");
  }
  return text;
}

} // namespace jixia::hmi
