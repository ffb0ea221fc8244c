#pragma once

#include <optional>
#include <vector>

#include "http/exchange.h"
#include "records/attachment.h"
#include "records/json_text.h"
#include "records/xapi_version.h"

namespace jixia {

/// The statements of a PUT or POST, checked, with the attachments that came with them.
struct StatementRequest {
  std::vector<Json> statements;
  std::vector<Attachment> attachments;
  bool is_list = false; ///< an array was sent, maybe of one
};

/// Reads application/json or multipart/mixed. Every statement is checked, every attachment without
/// a file URL must be there with the digest it is announced with, every signature must be
/// well-formed. Throws Refusal 400.
StatementRequest read_statement_request(const HttpRequest& request, XapiVersion version);

inline constexpr std::size_t kMostStatements = 5000;

} // namespace jixia
