#pragma once

#include <vector>

#include "exporting/report_data.h"

namespace jixia {

/// The alarms of a run in the order they came; see collect_report().
/// @param entries  of the exercise: they say which tag an alarm watches, and so its unit
std::vector<ReportAlarm> find_alarms(const RunLog& log, const World& world,
                                     const std::vector<ComponentEntry>& entries);

} // namespace jixia
