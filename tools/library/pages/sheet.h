#pragma once

#include <string>
#include <variant>
#include <vector>

#include "pages/html.h"

namespace jixia {

/// A table of figures that goes out as a web page, as CSV and as XLSX alike.
struct Sheet {
  enum class Format { Text, Count, Score, Share }; ///< Share: 0 to 1, shown as per cent
  struct Column {
    Text title;
    Format format = Format::Text;
  };
  /// Nothing: not known, or too few to be shown.
  using Cell = std::variant<std::monostate, std::string, double>;

  std::string name; ///< of the file, without an ending; ASCII
  Text title;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
};

/// RFC 4180 with a UTF-8 mark at the front, without which Excel guesses the encoding. A text that a
/// spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
std::string csv_text(const Sheet& sheet, Language language);

/// A workbook of one sheet with a frozen head and number formats. @throws std::runtime_error
std::string xlsx_bytes(const Sheet& sheet, Language language);

/// `<div class="table"><table>`; what is not known is shown as a dash.
Html sheet_table(const Sheet& sheet, Language language);

/// As people read it.
std::string cell_text(const Sheet::Cell& cell, Sheet::Format format);

} // namespace jixia
