#include "hmi/table.h"

#include <algorithm>
#include <cmath>

#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

constexpr float kTextLine = 17;  // of a text of more than one line
constexpr float kBar = 10;       // that the scroll bar takes
constexpr float kCellInset = 12; // left and right of a text, together
constexpr int kMostLines = 4;

/// One row that is drawn.
struct Row {
  std::vector<Cell> cells;
  float height = 0;
};

/// The rows of one table and how wide its columns are now.
struct Layout {
  Canvas& c;
  std::vector<Column> columns;
  const std::function<std::vector<Cell>(int)>& row;
  float row_height;

  float calc_height(const std::vector<Cell>& cells) const {
    int lines = 1;
    for (std::size_t k = 0; k < cells.size() && k < columns.size(); ++k) {
      if (columns[k].align == Align::Left && !cells[k].draw && !cells[k].text.empty()) {
        lines = std::max(
            lines, c.line_count(columns[k].width - kCellInset, cells[k].text, TextSize::Small));
      }
    }
    return row_height + kTextLine * static_cast<float>(std::min(lines, kMostLines) - 1);
  }
  Row make_row(int k) const {
    Row made{row(k), 0};
    made.height = calc_height(made.cells);
    return made;
  }
};

float text_of(const Canvas& c, const std::string& text) {
  return c.text_width(text, TextSize::Small) + kCellInset;
}

/// What a column may be: as wide as written, as its texts are in one line, as its widest word.
struct Widths {
  float written = 0, natural = 0, least = 0;
};

std::vector<Widths> measure_columns(const Canvas& c, const std::vector<Column>& columns,
                                    const std::vector<Row>& seen) {
  std::vector<Widths> all;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    Widths w;
    w.natural = w.least = text_of(c, columns[k].title) + 2;
    for (const Row& row : seen) {
      if (k < row.cells.size() && row.cells[k].draw) { // a sign needs all its room
        w.natural = w.least = std::max(w.natural, columns[k].width);
      } else if (k < row.cells.size()) {
        const std::string& text = row.cells[k].text;
        w.natural = std::max(w.natural, text_of(c, text));
        w.least = std::max(w.least, c.word_width(text, TextSize::Small) + kCellInset);
      }
    }
    const bool wraps = columns[k].align == Align::Left;
    w.written = std::max(columns[k].width, w.natural);
    w.natural = wraps ? w.natural : w.written;
    w.least = wraps ? w.least : w.written;
    all.push_back(w);
  }
  return all;
}

/// The widest column takes the room that is left; where there is too little, columns give way first
/// to the width of their texts, then to that of their words.
std::vector<Column> fit_columns(const Canvas& c, std::vector<Column> columns,
                                const std::vector<Row>& seen, float width) {
  const std::vector<Widths> all = measure_columns(c, columns, seen);
  const auto sum = [&](float Widths::*which) {
    float total = 0;
    for (const Widths& w : all) {
      total += w.*which;
    }
    return total;
  };
  const bool keeps_natural = sum(&Widths::natural) <= width;
  const auto from = keeps_natural ? &Widths::written : &Widths::natural;
  const auto to = keeps_natural ? &Widths::natural : &Widths::least;
  const float give = sum(from) - sum(to);
  const float share = give > 0 ? std::clamp((sum(from) - width) / give, 0.0F, 1.0F) : 0;
  float used = 0;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    columns[k].width = all[k].*from - share * (all[k].*from - all[k].*to);
    used += columns[k].width;
  }
  if (used < width && !columns.empty()) {
    const auto wider = [](const Column& a, const Column& b) { return a.width < b.width; };
    std::max_element(columns.begin(), columns.end(), wider)->width += width - used;
  }
  return columns;
}

void draw_head(Canvas& c, const Box& b, const std::vector<Column>& columns, float height) {
  c.fill({b.x, b.y, b.w, height}, kHead);
  float x = b.x;
  for (const Column& column : columns) {
    const float at = column.align == Align::Right    ? x + column.width - 8
                     : column.align == Align::Centre ? x + column.width / 2
                                                     : x + 8;
    c.text_fit(at, b.y + height / 2, column.width - 8, column.title, TextSize::Small, kText2,
               column.align);
    x += column.width;
  }
}

void draw_cell(Canvas& c, const Box& box, const Column& column, const Cell& cell) {
  if (cell.draw) {
    cell.draw(box);
    return;
  }
  const float room = column.width - kCellInset;
  if (column.align == Align::Left) {
    const int lines = std::clamp(c.line_count(room, cell.text, TextSize::Small), 1, kMostLines);
    const float top = box.mid_y() - kTextLine * static_cast<float>(lines - 1) / 2;
    c.text_lines(box.x + 8, top, room, kTextLine, kMostLines, cell.text, TextSize::Small, cell.ink);
    return;
  }
  const float at = column.align == Align::Right ? box.right() - 8 : box.mid_x();
  c.text_fit(at, box.mid_y(), room + 4, cell.text, TextSize::Small, cell.ink, column.align);
}

void draw_row(Canvas& c, const Box& b, const Layout& table, const Row& row) {
  float x = b.x;
  for (std::size_t k = 0; k < table.columns.size() && k < row.cells.size(); ++k) {
    draw_cell(c, {x, b.y, table.columns[k].width, b.h}, table.columns[k], row.cells[k]);
    x += table.columns[k].width;
  }
  c.line({b.x, b.bottom() - 1}, {b.right(), b.bottom() - 1}, kRule);
}

/// How many of the last rows fit into `room`.
int count_last_rows(const Layout& table, int rows, float room) {
  int count = 0;
  for (float used = 0; count < rows; ++count) {
    used += table.make_row(rows - 1 - count).height;
    if (used > room + 0.5F) {
      break;
    }
  }
  return std::max(1, count);
}

std::vector<Row> rows_that_fit(const Layout& table, int rows, int first, float room) {
  std::vector<Row> fit;
  float used = 0;
  for (int k = first; k < rows; ++k) {
    Row row = table.make_row(k);
    used += row.height;
    if (used > room + 0.5F && !fit.empty()) {
      break;
    }
    fit.push_back(std::move(row));
  }
  return fit;
}

} // namespace

bool move_list_cursor(Ui& ui, bool has_focus, int rows, int page, int& cursor) {
  if (!has_focus || rows <= 0) {
    return false;
  }
  const int before = cursor;
  const std::pair<int, int> moves[] = {{kKeyUp, -1},         {kKeyDown, 1},     {kKeyPageUp, -page},
                                       {kKeyPageDown, page}, {kKeyHome, -rows}, {kKeyEnd, rows}};
  for (const auto& [key, by] : moves) {
    cursor += ui.key(key, false, true) ? by : 0;
  }
  cursor = std::clamp(cursor, 0, rows - 1);
  return cursor != before;
}

TableTouch draw_table(Ui& ui, std::string_view id, const Box& b, const std::vector<Column>& columns,
                      int rows, const std::function<std::vector<Cell>(int)>& row, int& first,
                      const TableOptions& options) {
  Canvas& c = ui.canvas();
  TableTouch result;
  const Touch whole = ui.touch(id, b);
  const float room = b.h - options.head_height;
  Layout table{c, columns, row, options.row_height};
  const int most_seen = std::max(1, static_cast<int>(room / options.row_height));
  first = std::clamp(first, 0, std::max(0, rows - 1));
  std::vector<Row> seen;
  for (int k = first; k < std::min(rows, first + most_seen); ++k) {
    seen.push_back({row(k), 0});
  }
  table.columns = fit_columns(c, columns, seen, b.w - kBar);
  const int last = count_last_rows(table, rows, room);
  const bool scrolls = rows > last;
  if (!scrolls) {
    table.columns = fit_columns(c, columns, seen, b.w);
  }
  int& cursor = ui.list_cursor(id);
  cursor = std::clamp(options.selected >= 0 ? options.selected : cursor, 0, std::max(0, rows - 1));
  if (move_list_cursor(ui, whole.is_focused, rows, std::max(1, last - 1), cursor)) {
    result.clicked = options.selected >= 0 && options.is_clickable ? cursor : -1;
    first = std::clamp(first, std::max(0, cursor - last + 1), cursor);
  }
  if (whole.is_focused && whole.is_clicked && options.is_clickable && rows > 0) {
    result.clicked = cursor;
    result.double_clicked = cursor == options.selected ? cursor : -1;
  }
  first = std::clamp(first, 0, std::max(0, rows - last));
  draw_head(c, {b.x, b.y, b.w, b.h}, table.columns, options.head_height);
  float y = b.y + options.head_height;
  const std::vector<Row> shown = rows_that_fit(table, rows, first, room);
  for (std::size_t n = 0; n < shown.size(); ++n) {
    const int k = first + static_cast<int>(n);
    const Box line{b.x, y, b.w - (scrolls ? kBar : 0), shown[n].height};
    y += line.h;
    const Touch t = options.is_clickable
                        ? ui.touch(std::string(id) + "." + std::to_string(k), line, false)
                        : Touch{};
    const bool on = k == options.selected;
    if (on || t.is_hovered || k % 2 == 1) {
      c.fill(line, on ? kAccentSoft : t.is_hovered ? kHover : kZebra);
    }
    if (on) {
      c.fill({line.x, line.y, 3, line.h}, kAccent);
    }
    draw_row(c, line, table, shown[n]);
    if (whole.is_focused && k == cursor) {
      c.frame(line.inset(1), kFocus, 2, 2);
    }
    result.hovered = t.is_hovered ? k : result.hovered;
    result.clicked = t.is_clicked ? k : result.clicked;
    result.double_clicked = t.is_double_clicked ? k : result.double_clicked;
  }
  if (whole.is_focused && rows == 0) {
    c.frame(b.inset(1), kFocus, 2, 2);
  }
  if (scrolls) {
    const Box track{b.right() - 9, b.y + options.head_height + 2, 7, room - 4};
    draw_scroll_bar(ui, std::string(id) + ".bar", track, b, rows, last, first);
  }
  return result;
}

} // namespace jixia::hmi
