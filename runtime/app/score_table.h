#pragma once

#include <filesystem>
#include <string>

#include "app/console.h"
#include "assessment/score_sheet.h"

namespace jixia {

/// Prints one line per criterion, aligned for Chinese (two columns a character), lost points with
/// their first evidence, and the total.
void print_score_table(const ScoreSheet& sheet, const Console& console);

/// {"score", "max", "criteria": [...], "attempt"} in one line.
std::string score_json(const ScoreSheet& sheet, const std::filesystem::path& attempt);

/// Columns of a terminal that `text` takes: 2 for a Chinese character, 1 for others.
int terminal_width(const std::string& text);
/// `text` and spaces up to so many columns, at least one.
std::string column(const std::string& text, int width);

} // namespace jixia
