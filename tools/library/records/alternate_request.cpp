#include "records/alternate_request.h"

#include <algorithm>
#include <array>

#include "records/xapi_version.h"

namespace jixia {
namespace {

constexpr std::size_t kMostFields = 100;

int hex_value(char digit) {
  return digit >= '0' && digit <= '9'   ? digit - '0'
         : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
         : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                        : -1;
}

std::string decode_form(std::string_view text) {
  std::string decoded;
  for (std::size_t k = 0; k < text.size(); ++k) {
    const int high = k + 2 < text.size() ? hex_value(text[k + 1]) : -1,
              low = k + 2 < text.size() ? hex_value(text[k + 2]) : -1;
    if (text[k] == '%' && high >= 0 && low >= 0) {
      decoded += static_cast<char>(high * 16 + low);
      k += 2;
    } else {
      decoded += text[k] == '+' ? ' ' : text[k];
    }
  }
  return decoded;
}

std::multimap<std::string, std::string> read_form(std::string_view body) {
  std::multimap<std::string, std::string> fields;
  while (!body.empty() && fields.size() < kMostFields) {
    const std::string_view field = body.substr(0, body.find('&'));
    body.remove_prefix(std::min(body.size(), field.size() + 1));
    const std::size_t equals = std::min(field.find('='), field.size());
    fields.emplace(decode_form(field.substr(0, equals)),
                   decode_form(field.substr(std::min(field.size(), equals + 1))));
  }
  return fields;
}

bool is_header_field(const std::string& name) {
  constexpr std::array<std::string_view, 8> kHeaders{
      "Authorization", "X-Experience-API-Version", "Content-Type", "Content-Length", "If-Match",
      "If-None-Match", "Accept-Language",          "Accept"};
  const LessIgnoringCase less;
  return std::any_of(kHeaders.begin(), kHeaders.end(), [&](std::string_view header) {
    return !less(header, name) && !less(name, header);
  });
}

void set_header(HttpRequest& request, const std::string& name, const std::string& value) {
  request.headers.erase(name);
  request.headers.emplace(name, value);
}

void check_version(const HttpRequest& request) {
  if (find_xapi_version(request.header(kXapiVersionHeader)) == XapiVersion::V2) {
    throw Refusal{400, {"xAPI 2.0 没有替代请求语法", "xAPI 2.0 has no alternate request syntax"}};
  }
}

} // namespace

bool is_alternate_request(const HttpRequest& request) {
  return request.parameter("method").has_value();
}

void unfold_alternate_request(HttpRequest& request) {
  check_version(request);
  const std::string method = *request.parameter("method");
  constexpr std::array<std::string_view, 5> kMethods{"GET", "HEAD", "PUT", "POST", "DELETE"};
  if (request.method != "POST" || request.parameters.size() != 1 ||
      std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end()) {
    throw Refusal{
        400,
        {"替代请求语法应为 POST，网址里只有参数 method",
         "the alternate request syntax is a POST with no parameter but method in its address"}};
  }
  if (!request.header("Content-Type").starts_with("application/x-www-form-urlencoded")) {
    throw Refusal{
        400,
        {"替代请求语法的内容应为表单", "the body of the alternate request syntax must be a form"}};
  }
  const std::multimap<std::string, std::string> form = read_form(request.body);
  request.parameters.clear();
  request.headers.erase("Content-Type"); // the form's own; what is meant says its own
  request.body.clear();
  bool has_content = false;
  for (const auto& [name, value] : form) {
    if (name == "content") {
      has_content = true;
      request.body = value;
    } else if (is_header_field(name)) {
      set_header(request, name, value);
    } else {
      request.parameters.emplace(name, value);
    }
  }
  if ((method == "PUT" || method == "POST") && !has_content) {
    throw Refusal{400, {"表单里缺少 content", "the form has no content"}};
  }
  if (has_content && request.header("Content-Type").empty()) {
    set_header(request, "Content-Type", "application/json");
  }
  check_version(request);
  request.is_head = method == "HEAD";
  request.method = request.is_head ? "GET" : method;
}

} // namespace jixia
