#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/exchange.h"

namespace jixia {

/// One part of a multipart body; the content points into it.
struct MultipartPart {
  std::map<std::string, std::string, LessIgnoringCase> headers;
  std::string_view content;
};

/// The boundary named by a Content-Type, nullopt if it is not multipart/mixed with a good one.
std::optional<std::string> find_boundary(std::string_view content_type);

/// Takes a body apart (RFC 2046). @returns nullopt if it does not begin and end as it should, or
/// has more than kMostParts parts.
std::optional<std::vector<MultipartPart>> read_multipart(std::string_view body,
                                                         std::string_view boundary);

/// Puts one together.
class MultipartWriter {
 public:
  MultipartWriter();
  void add(const std::vector<std::pair<std::string, std::string>>& headers,
           std::string_view content);
  std::string content_type() const { return "multipart/mixed; boundary=" + boundary_; }
  std::string finish();

 private:
  std::string boundary_, body_;
};

inline constexpr std::size_t kMostParts = 1001;

} // namespace jixia
