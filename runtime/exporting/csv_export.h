#pragma once

#include <string>

#include "exporting/report_data.h"

namespace jixia {

/// One row per criterion (RFC 4180; UTF-8 with byte order mark, so that Excel reads Chinese). A
/// text that begins like a formula (= + - @ tab) gets an apostrophe in front: a spreadsheet must
/// not run what a stranger wrote.
std::string score_csv(const ReportData& data, Language language);

/// One row per action, ramps joined.
std::string action_csv(const ReportData& data, Language language);

/// One field of a row as RFC 4180 and the rule above want it.
std::string csv_field(std::string_view text);

} // namespace jixia
