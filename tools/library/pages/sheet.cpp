#include "pages/sheet.h"

#include <xlsxwriter.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace jixia {
namespace {

/// A file of its own that is gone afterwards.
class ScratchFile {
 public:
  ScratchFile() : path_((std::filesystem::temp_directory_path() / "jixia-sheet.XXXXXX").string()) {
    const int descriptor = ::mkstemp(path_.data());
    if (descriptor < 0) {
      throw std::runtime_error("no temporary file can be made");
    }
    ::close(descriptor);
  }
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

bool is_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string csv_field(const std::string& text) {
  std::string field = is_formula(text) ? "'" + text : text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) {
    return field;
  }
  for (std::size_t at = 0; (at = field.find('"', at)) != std::string::npos; at += 2) {
    field.insert(at, 1, '"');
  }
  return "\"" + field + "\"";
}

std::string csv_cell(const Sheet::Cell& cell, Sheet::Format format) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    return csv_field(*text);
  }
  const auto* number = std::get_if<double>(&cell);
  if (!number) {
    return "";
  }
  const std::string plain =
      decimal_text(std::abs(*number), format == Sheet::Format::Count   ? 0
                                      : format == Sheet::Format::Share ? 4
                                                                       : 2);
  return (*number < 0 ? "-" : "") + plain; // a hyphen, which programs read as a sign
}

const char* number_format(Sheet::Format format) {
  switch (format) {
    case Sheet::Format::Count:
      return "0";
    case Sheet::Format::Score:
      return "0.0";
    case Sheet::Format::Share:
      return "0 %";
    default:
      return "@";
  }
}

/// Widths count letters; a Chinese one is as wide as two others.
double text_width(const std::string& text) {
  double width = 0.0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    width += byte < 0x80 ? 1.0 : byte >= 0xe0 ? 2.0 : byte >= 0xc0 ? 1.0 : 0.0;
  }
  return width;
}

double column_width(const Sheet& sheet, std::size_t column, Language language) {
  double width = text_width(sheet.columns[column].title.in(language));
  for (const auto& row : sheet.rows) {
    width = std::max(width, text_width(cell_text(row[column], sheet.columns[column].format)));
  }
  return std::clamp(width + 2.0, 8.0, 50.0);
}

void write_cell(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const Sheet::Cell& cell,
                lxw_format* format) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    worksheet_write_string(page, row, column, text->c_str(), format);
  } else if (const auto* number = std::get_if<double>(&cell)) {
    worksheet_write_number(page, row, column, *number, format);
  }
}

void write_columns(lxw_workbook* book, lxw_worksheet* page, const Sheet& sheet, Language language) {
  lxw_format* head = workbook_add_format(book);
  format_set_bg_color(head, 0xDCE1E4);
  format_set_bottom(head, LXW_BORDER_THIN);
  for (std::size_t k = 0; k < sheet.columns.size(); ++k) {
    const auto column = static_cast<lxw_col_t>(k);
    lxw_format* format = workbook_add_format(book);
    format_set_num_format(format, number_format(sheet.columns[k].format));
    worksheet_set_column(page, column, column, column_width(sheet, k, language), nullptr);
    worksheet_write_string(page, 0, column, sheet.columns[k].title.in(language).c_str(), head);
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      write_cell(page, static_cast<lxw_row_t>(row + 1), column, sheet.rows[row][k], format);
    }
  }
  worksheet_freeze_panes(page, 1, 0);
  worksheet_set_landscape(page);
  worksheet_set_paper(page, 9); // A4
  worksheet_fit_to_pages(page, 1, 0);
  worksheet_repeat_rows(page, 0, 0);
}

} // namespace

std::string csv_text(const Sheet& sheet, Language language) {
  std::string text = "\xef\xbb\xbf";
  for (std::size_t k = 0; k < sheet.columns.size(); ++k) {
    text += (k > 0 ? "," : "") + csv_field(sheet.columns[k].title.in(language));
  }
  text += "\r\n";
  for (const auto& row : sheet.rows) {
    for (std::size_t k = 0; k < row.size(); ++k) {
      text += (k > 0 ? "," : "") + csv_cell(row[k], sheet.columns[k].format);
    }
    text += "\r\n";
  }
  return text;
}

std::string xlsx_bytes(const Sheet& sheet, Language language) {
  const ScratchFile file; // the library writes files only
  lxw_workbook* book = workbook_new(file.path().c_str());
  lxw_worksheet* page = book ? workbook_add_worksheet(book, nullptr) : nullptr;
  if (!page) {
    throw std::runtime_error("no workbook can be made");
  }
  write_columns(book, page, sheet, language);
  if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR) {
    throw std::runtime_error(std::string("workbook: ") + lxw_strerror(error));
  }
  std::ostringstream bytes;
  bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
  return bytes.str();
}

std::string cell_text(const Sheet::Cell& cell, Sheet::Format format) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    return *text;
  }
  const auto* number = std::get_if<double>(&cell);
  if (!number) {
    return "—";
  }
  return format == Sheet::Format::Share
             ? percent_text(*number)
             : decimal_text(*number, format == Sheet::Format::Count ? 0 : 1);
}

Html sheet_table(const Sheet& sheet, Language language) {
  Html html(language);
  html.add("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table><thead><tr>",
           sheet.title);
  for (const Sheet::Column& column : sheet.columns) {
    html.add(column.format == Sheet::Format::Text ? Markup("<th>{}</th>")
                                                  : Markup("<th class=\"number\">{}</th>"),
             column.title);
  }
  html.add("</tr></thead><tbody>");
  for (const auto& row : sheet.rows) {
    html.add("<tr>");
    for (std::size_t k = 0; k < row.size(); ++k) {
      const Sheet::Format format = sheet.columns[k].format;
      html.add(format == Sheet::Format::Text ? Markup("<td>{}</td>")
                                             : Markup("<td class=\"number\">{}</td>"),
               cell_text(row[k], format));
    }
    html.add("</tr>");
  }
  return html.add("</tbody></table></div>");
}

} // namespace jixia
