#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hmi/ui.h"

namespace jixia::hmi {

/// A panel with a title row; `right` is written at its right end.
void draw_panel(Canvas& canvas, const Box& box, std::string_view title, std::string_view right = {},
                Ink ground = kPanel);
/// What is left of a panel under its title row.
Box panel_body(const Box& panel);

/// A bar filled from the left; `share` 0..1.
void draw_bar(Canvas& canvas, const Box& box, double share, Ink ink = kAccent, Ink ground = kProcess);

/// A small word in a frame, e.g. 冷态开车 on the top bar. @returns its width.
float draw_chip(Canvas& canvas, float x, float y, std::string_view text, Ink fill, Ink line, Ink ink);

/// A tick, cross or other sign in a disc of radius 9.
void draw_badge(Canvas& canvas, Point centre, Icon icon, Ink ground, float radius = 9);

/// One column of a table.
struct Column {
  std::string title;
  float width = 0;
  Align align = Align::Left;
};

/// One cell: a text, or a drawing.
struct Cell {
  std::string text = {};
  Ink ink = kText;
  std::function<void(const Box&)> draw = {};
};

struct TableOptions {
  float row_height = 28;
  float head_height = 28;
  int selected = -1;
  bool is_clickable = true;
};

/// What a person did to a table.
struct TableTouch {
  int clicked = -1, double_clicked = -1, hovered = -1;
};

/// A table with a head row, zebra and a scroll by wheel; `first` is the first row shown and is kept
/// inside the table. Columns past the last get the room that is left.
TableTouch draw_table(Ui& ui, std::string_view id, const Box& box, const std::vector<Column>& columns,
                      int rows, const std::function<std::vector<Cell>(int)>& row, int& first,
                      const TableOptions& options = {});

/// Tabs 31 high with a line of accent on the active one. @returns the one clicked, or -1.
/// `end` is set to the x where the row ends.
int draw_tabs(Ui& ui, float x, float y, const std::vector<std::string>& titles, int active, float& end);

/// A scroll bar for `total` lines of which `shown` are visible; changes `first` by drag and wheel.
void draw_scroll_bar(Ui& ui, std::string_view id, const Box& track, const Box& area, int total,
                     int shown, int& first);

/// A question over the page: cancel left, verb right, Esc cancels. 1: the verb, -1: cancelled.
int draw_dialog(Ui& ui, std::string_view question, std::string_view effect, std::string_view verb,
                bool is_danger);

/// A text for a person: a minus sign is − and never a hyphen.
std::string with_minus(std::string text);

} // namespace jixia::hmi
