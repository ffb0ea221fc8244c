#include "app/queue_result.h"

#include "app/school_settings.h"
#include "base/file_io.h"
#include "link/outbox.h"

namespace jixia {

bool queue_result(const ReportData& data, const std::filesystem::path& attempt,
                  Diagnostics& problems) {
  OutboxItem item;
  item.attempt_id = data.header.attempt_id;
  item.attempt_folder = std::filesystem::absolute(attempt);
  item.statements = xapi_statements(data, load_school_settings(problems).xapi);
  return Outbox(find_data_folder()).put(item, problems);
}

} // namespace jixia
