#include "records/multipart.h"

#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kMostHeaders = 20;

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

std::optional<MultipartPart> read_part(std::string_view text) {
  MultipartPart part;
  while (!text.starts_with("\r\n")) {
    const std::size_t end = text.find("\r\n");
    const std::string_view line = text.substr(0, end);
    const std::size_t colon = line.find(':');
    if (end == std::string_view::npos || colon == std::string_view::npos ||
        part.headers.size() >= kMostHeaders) {
      return std::nullopt;
    }
    part.headers.emplace(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
    text.remove_prefix(end + 2);
  }
  part.content = text.substr(2);
  return part;
}

} // namespace

std::optional<std::string> find_boundary(std::string_view content_type) {
  constexpr std::string_view kName = "boundary=";
  const std::size_t at = content_type.find(kName);
  if (!content_type.starts_with("multipart/mixed") || at == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view value = content_type.substr(at + kName.size());
  value = value.starts_with('"') ? value.substr(1, value.find('"', 1) - 1)
                                 : trim(value.substr(0, value.find(';')));
  return value.empty() || value.size() > 70 ? std::nullopt : std::optional(std::string(value));
}

std::optional<std::vector<MultipartPart>> read_multipart(std::string_view body,
                                                         std::string_view boundary) {
  const std::string separator = "\r\n--" + std::string(boundary);
  // The first separator may stand at the very beginning; what is before it does not count.
  if (body.starts_with(std::string_view(separator).substr(2))) {
    body.remove_prefix(separator.size() - 2);
  } else if (const std::size_t first = body.find(separator); first != std::string_view::npos) {
    body.remove_prefix(first + separator.size());
  } else {
    return std::nullopt;
  }
  std::vector<MultipartPart> parts;
  while (!body.starts_with("--")) {
    const std::size_t line_end = body.find("\r\n"), end = body.find(separator, line_end);
    if (line_end == std::string_view::npos || end == std::string_view::npos ||
        parts.size() >= kMostParts || !trim(body.substr(0, line_end)).empty()) {
      return std::nullopt;
    }
    const std::size_t begin = line_end + 2;
    std::optional<MultipartPart> part =
        end < begin ? std::nullopt : read_part(body.substr(begin, end - begin));
    if (!part) {
      return std::nullopt;
    }
    parts.push_back(std::move(*part));
    body.remove_prefix(end + separator.size());
  }
  return parts;
}

MultipartWriter::MultipartWriter() : boundary_("jixia-" + make_uuid()) {}

void MultipartWriter::add(const std::vector<std::pair<std::string, std::string>>& headers,
                          std::string_view content) {
  body_ += "--" + boundary_ + "\r\n";
  for (const auto& [name, value] : headers) {
    body_ += name + ": " + value + "\r\n";
  }
  body_ += "\r\n";
  body_ += content;
  body_ += "\r\n";
}

std::string MultipartWriter::finish() {
  return std::move(body_) + "--" + boundary_ + "--\r\n";
}

} // namespace jixia
