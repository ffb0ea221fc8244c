#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hmi/ui.h"

namespace jixia::hmi {

/// One column of a table. A left-aligned one may become narrower and break its texts into lines;
/// the others are as wide as what stands in them.
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
  float row_height = 28; ///< of a row whose texts take one line
  float head_height = 28;
  int selected = -1;
  bool is_clickable = true;
};

/// What a person did to a table.
struct TableTouch {
  int clicked = -1, double_clicked = -1, hovered = -1;
};

/// A table with a head row, zebra and a scroll by wheel; `first` is the first row shown and is kept
/// inside the table. The widest column takes the room that is left.
///
/// One stop of the Tab key: arrows, Page, Home and End move the cursor; where a row is selected the
/// selection follows, Enter clicks, and Enter on the selected row is a double-click.
TableTouch draw_table(Ui& ui, std::string_view id, const Box& box,
                      const std::vector<Column>& columns, int rows,
                      const std::function<std::vector<Cell>(int)>& row, int& first,
                      const TableOptions& options = {});

/// Moves the cursor of a list of `rows` by arrows, Page, Home and End while `has_focus`.
/// @returns true if it moved
bool move_list_cursor(Ui& ui, bool has_focus, int rows, int page, int& cursor);

} // namespace jixia::hmi
