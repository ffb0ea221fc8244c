#pragma once

#include <string>

#include "exporting/report_data.h"

namespace jixia {

/// The report as PDF, A4, with the same content as html_report(); fonts are embedded.
///
/// Needs a font with Chinese (Debian: fonts-noto-cjk). The same data gives the same pages.
/// @returns the bytes of the file
/// @throws std::runtime_error if cairo fails
std::string pdf_report(const ReportData& data, Language language);

} // namespace jixia
