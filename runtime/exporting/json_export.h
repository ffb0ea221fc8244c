#pragma once

#include <string>

#include "exporting/report_data.h"

namespace jixia {

/// Everything that the report says, for programs: header, score with evidence, alarms, actions,
/// advice. Texts in both languages, times in seconds of simulated time, values in SI.
std::string report_json(const ReportData& data);

} // namespace jixia
