// The body of a POST to the library: refused with a reason, or as many ids as statements, each a
// UUID, each body JSON again that the same check takes.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "recording/identity.h"
#include "xapi_statements_in.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(reinterpret_cast<const char*>(data), size);
  const jixia::ReadStatements read =
      jixia::read_statements(body, "2026-01-01T00:00:00.000Z", "school");
  if (!read.problem.empty()) {
    return 0;
  }
  if (read.ids.size() != read.statements.size()) {
    std::abort();
  }
  for (const auto& statement : read.statements) {
    const auto again = jixia::read_statements(statement.body, statement.stored, "school");
    if (!jixia::is_uuid(statement.id) || !again.problem.empty()) {
      std::abort();
    }
  }
  return 0;
}
