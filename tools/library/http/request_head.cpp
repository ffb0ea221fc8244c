#include "http/request_head.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace jixia {
namespace {

constexpr std::size_t kMostTargetBytes = 8000;
constexpr std::array<std::string_view, 7> kMethods{"GET",   "HEAD",   "POST",   "PUT",
                                                   "PATCH", "DELETE", "OPTIONS"};
constexpr std::array<std::string_view, 5> kSingle{"content-length", "transfer-encoding", "host",
                                                  "content-type", "authorization"};

bool is_token_letter(unsigned char c) {
  return std::isalnum(c) ||
         std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_token_letter(static_cast<unsigned char>(c));
  });
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 18 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return made;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Refusal bad(const Text& what) {
  return {400, fill({"请求格式不对：{0}", "malformed request: {0}"}, std::vector{what})};
}

std::optional<Refusal> find_target_fault(std::string_view target) {
  if (target.size() > kMostTargetBytes) {
    return Refusal{414, {"地址太长", "the address is too long"}};
  }
  if (target.front() != '/' || target.find("%00") != std::string_view::npos ||
      target.find('#') != std::string_view::npos ||
      std::any_of(target.begin(), target.end(),
                  [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; })) {
    return bad({"地址应以 / 开头", "the target must be a path"});
  }
  return std::nullopt;
}

std::optional<Refusal> find_request_line_fault(std::string_view line) {
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || last == first || !is_token(line.substr(0, first)) ||
      last - first < 2) {
    return bad({"请求行应为“方法 地址 HTTP/1.1”", "the first line must be METHOD TARGET HTTP/1.1"});
  }
  const std::string_view version = line.substr(last + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return version.starts_with("HTTP/")
               ? Refusal{505, {"只支持 HTTP/1.1 和 1.0", "only HTTP/1.1 and 1.0 are spoken here"}}
               : bad({"没有 HTTP 版本", "no HTTP version"});
  }
  if (std::find(kMethods.begin(), kMethods.end(), line.substr(0, first)) == kMethods.end()) {
    return Refusal{501, {"没有这种请求方法", "there is no such method"}};
  }
  return find_target_fault(line.substr(first + 1, last - first - 1));
}

using Values = std::map<std::string, std::string>; // of kSingle, small letters

std::optional<Refusal> read_field(std::string_view line, Values& values) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return bad({"请求头应为“名称: 值”，不能折行", "a header is \"Name: value\" on one line"});
  }
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (std::any_of(value.begin(), value.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
      })) {
    return bad({"请求头中有控制字符", "a header holds a control character"});
  }
  const std::string name = lower(line.substr(0, colon));
  if (std::find(kSingle.begin(), kSingle.end(), name) != kSingle.end() &&
      !values.emplace(name, value).second) {
    return bad(fill({"请求头 {0} 重复", "the header {0} stands twice"}, std::vector{name}));
  }
  if (name == "expect" && lower(value) != "100-continue") {
    return Refusal{417, {"不支持这个 Expect", "this Expect is not supported"}};
  }
  return std::nullopt;
}

std::optional<Refusal> find_framing_fault(const Values& values, bool is_1_1) {
  const auto length = values.find("content-length"), coding = values.find("transfer-encoding");
  if (length != values.end() && coding != values.end()) {
    return bad({"不能同时有 Content-Length 和 Transfer-Encoding",
                "Content-Length beside Transfer-Encoding"});
  }
  if (length != values.end() && !is_number(length->second)) {
    return bad({"Content-Length 不是数字", "Content-Length is no number"});
  }
  if (coding != values.end() && (!is_1_1 || lower(coding->second) != "chunked")) {
    return Refusal{501, {"只支持 chunked 传输编码", "chunked is the only transfer coding here"}};
  }
  if (is_1_1 && values.find("host") == values.end()) {
    return bad({"缺少 Host", "Host is missing"});
  }
  return std::nullopt;
}

} // namespace

std::optional<Refusal> find_head_fault(std::string_view head) {
  const bool is_1_1 = head.substr(0, head.find('\r')).ends_with("HTTP/1.1");
  Values values;
  std::size_t count = 0;
  for (std::size_t line = 0; !head.empty(); ++line) {
    const std::size_t end = head.find('\n');
    if (end == std::string_view::npos || end == 0 || head[end - 1] != '\r' ||
        head.substr(0, end - 1).find('\r') != std::string_view::npos) {
      return bad({"行应以 CR LF 结束", "a line must end with CR LF"});
    }
    const std::string_view text = head.substr(0, end - 1);
    head.remove_prefix(end + 1);
    if (text.empty()) {
      return head.empty() && line > 0 ? find_framing_fault(values, is_1_1)
                                      : bad({"多余的空行", "an empty line too many"});
    }
    if (line > 0 && ++count > kMostHeaders) {
      return Refusal{431, {"请求头太多", "too many headers"}};
    }
    if (std::optional<Refusal> fault =
            line == 0 ? find_request_line_fault(text) : read_field(text, values)) {
      return fault;
    }
  }
  return bad({"请求头没有结束", "the head has no end"});
}

std::string_view find_header(std::string_view head, std::string_view name) {
  for (std::size_t end = head.find('\n'); end != std::string_view::npos; end = head.find('\n')) {
    const std::string_view line = head.substr(0, end);
    const std::size_t colon = line.find(':');
    if (colon == name.size() && lower(line.substr(0, colon)) == lower(name)) {
      const std::string_view value = line.substr(colon + 1);
      return trimmed(value.substr(0, value.find('\r')));
    }
    head.remove_prefix(end + 1);
  }
  return {};
}

} // namespace jixia
