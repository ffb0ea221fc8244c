#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "http/exchange.h"
#include "records/statement_store.h"

namespace jixia {

/// One request to list statements: what to look for and how to show it. It travels in the link to
/// the next page.
struct StatementView {
  enum class Format { Ids, Exact, Canonical };
  StatementQuery query;
  Format format = Format::Exact;
  bool has_attachments = false;

  /// The token of the page after `after_seq`.
  std::string more_token(std::int64_t after_seq) const;
  static std::optional<StatementView> read_more_token(const std::string& token);
};

/// Reads the parameters of GET /statements that filter and form a list. Throws Refusal 400.
StatementView read_statement_view(const HttpRequest& request);

/// exact, ids or canonical. Throws Refusal 400.
StatementView::Format read_format(const HttpRequest& request);

inline constexpr std::size_t kMostPerPage = 500;

} // namespace jixia
