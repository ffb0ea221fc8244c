#include "records/xapi_request.h"

#include <algorithm>

#include "recording/identity.h"
#include "records/check_place.h"
#include "records/new_statement.h"
#include "records/xapi_values.h"

namespace jixia {

XapiVersion want_version(const HttpRequest& request) {
  const std::optional<XapiVersion> version = find_xapi_version(request.header(kXapiVersionHeader));
  if (!version) {
    throw Refusal{400,
                  {"请求头 X-Experience-API-Version 应为 1.0.x 或 2.0.x",
                   "the header X-Experience-API-Version must be 1.0.x or 2.0.x"}};
  }
  return *version;
}

void check_parameters(const HttpRequest& request, std::initializer_list<std::string_view> names) {
  for (const auto& [name, value] : request.parameters) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      refuse(CheckPlace(name), {"这里没有参数 {0}（区分大小写）",
                                "there is no parameter {0} here (upper and lower case differ)"});
    }
    if (request.parameters.count(name) > 1) {
      refuse(CheckPlace(name), {"参数 {0} 重复", "the parameter {0} stands twice"});
    }
  }
}

std::string want_parameter(const HttpRequest& request, const char* name) {
  const std::optional<std::string> value = request.parameter(name);
  if (!value || value->empty()) {
    refuse(CheckPlace(name), {"缺少参数 {0}", "the parameter {0} is missing"});
  }
  return *value;
}

std::string want_iri_parameter(const HttpRequest& request, const char* name) {
  std::string value = want_parameter(request, name);
  want_iri(Json(value), CheckPlace(name));
  return value;
}

std::optional<std::string> find_iri_parameter(const HttpRequest& request, const char* name) {
  return request.parameter(name) ? std::optional(want_iri_parameter(request, name)) : std::nullopt;
}

std::optional<std::string> find_uuid_parameter(const HttpRequest& request, const char* name) {
  const std::optional<std::string> value = request.parameter(name);
  if (value) {
    want_uuid(Json(*value), CheckPlace(name));
  }
  return value ? std::optional(lower_case(*value)) : std::nullopt;
}

bool read_boolean_parameter(const HttpRequest& request, const char* name) {
  const std::string value = request.parameter(name).value_or("false");
  if (value != "true" && value != "false") {
    refuse(CheckPlace(name),
           {"参数 {0} 应为 true 或 false", "the parameter {0} must be true or false"});
  }
  return value == "true";
}

std::optional<std::int64_t> find_time_parameter(const HttpRequest& request, const char* name) {
  const std::optional<std::string> value = request.parameter(name);
  if (!value) {
    return std::nullopt;
  }
  want_timestamp(Json(*value), CheckPlace(name));
  return read_timestamp(*value)->unix_ms();
}

} // namespace jixia
