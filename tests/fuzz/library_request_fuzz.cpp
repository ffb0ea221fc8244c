// The body of a request with statements: refused with a reason, or stored statements that the same
// check takes again and finds to be the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "recording/identity.h"
#include "records/new_statement.h"
#include "records/statement_request.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jixia;
  HttpRequest request;
  const bool is_multipart = size > 0 && data[0] == '-';
  request.headers.emplace("Content-Type",
                          is_multipart ? "multipart/mixed; boundary=B" : "application/json");
  request.body.assign(reinterpret_cast<const char*>(data), size);
  StatementRequest read;
  try {
    read = read_statement_request(request, XapiVersion::V2);
  } catch (const Refusal& refusal) {
    if (refusal.status < 400 || refusal.reason.en.empty()) {
      std::abort();
    }
    return 0;
  }
  const Json authority{{"mbox", "mailto:a@b.c"}};
  for (const Json& statement : read.statements) {
    const NewStatement made = make_new_statement(statement, XapiVersion::V2, authority);
    const std::string whole = complete_body(made.body, 0, made.timestamp_ms.has_value());
    request.headers.clear();
    request.headers.emplace("Content-Type", "application/json");
    request.body = whole;
    if (!is_uuid(made.id) || made.terms.empty()) {
      std::abort();
    }
    if (!statement.contains("attachments")) { // whose contents do not come back with it
      const StatementRequest again = read_statement_request(request, XapiVersion::V2);
      if (make_new_statement(again.statements.front(), XapiVersion::V2, authority).digest !=
          made.digest) {
        std::abort();
      }
    }
  }
  return 0;
}
