#pragma once

#include <filesystem>

#include "base/diagnostics.h"
#include "exporting/report_data.h"

namespace jixia {

/// Puts the result of a finished attempt into the outbox, where it waits until a library has it.
bool queue_result(const ReportData& data, const std::filesystem::path& attempt,
                  Diagnostics& problems);

} // namespace jixia
