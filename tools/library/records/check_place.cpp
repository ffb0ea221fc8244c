#include "records/check_place.h"

#include <algorithm>

#include "http/exchange.h"
#include "recording/identity.h"
#include "records/xapi_values.h"

namespace jixia {

std::string CheckPlace::text() const {
  std::string text = above_ ? above_->text() : "";
  if (is_index_) {
    return text + "[" + std::to_string(index_) + "]";
  }
  // A name from a stranger may be long.
  return text + (text.empty() || name_.empty() ? "" : ".") + std::string(name_.substr(0, 100));
}

void refuse(const CheckPlace& at, const Text& pattern) {
  throw Refusal{400, fill(pattern, std::vector{at.text()})};
}

const Json* find_value(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

void want_object(const Json& value, const CheckPlace& at) {
  if (!value.is_object()) {
    refuse(at, {"{0} 应为对象", "{0} must be an object"});
  }
}

void want_array(const Json& value, const CheckPlace& at) {
  if (!value.is_array()) {
    refuse(at, {"{0} 应为数组", "{0} must be an array"});
  }
}

const std::string& want_string(const Json& value, const CheckPlace& at) {
  if (!value.is_string()) {
    refuse(at, {"{0} 应为字符串", "{0} must be a string"});
  }
  return value.get_ref<const std::string&>();
}

double want_number(const Json& value, const CheckPlace& at) {
  if (!value.is_number()) {
    refuse(at, {"{0} 应为数字", "{0} must be a number"});
  }
  return value.get<double>();
}

void want_boolean(const Json& value, const CheckPlace& at) {
  if (!value.is_boolean()) {
    refuse(at, {"{0} 应为 true 或 false", "{0} must be true or false"});
  }
}

const Json& want_value(const Json& object, const char* name, const CheckPlace& at) {
  const Json* value = find_value(object, name);
  if (!value) {
    refuse(CheckPlace(at, name), {"缺少 {0}", "{0} is missing"});
  }
  return *value;
}

void want_iri(const Json& value, const CheckPlace& at) {
  if (!is_iri(want_string(value, at))) {
    refuse(at, {"{0} 应为带方案的 IRI，如 https://example.org/x",
                "{0} must be an IRI with a scheme, e.g. https://example.org/x"});
  }
}

void want_uuid(const Json& value, const CheckPlace& at) {
  if (!is_uuid(want_string(value, at))) {
    refuse(at, {"{0} 应为 UUID", "{0} must be a UUID"});
  }
}

void want_timestamp(const Json& value, const CheckPlace& at) {
  if (!read_timestamp(want_string(value, at))) {
    refuse(at, {"{0} 应为 ISO 8601 时刻，如 2026-03-09T08:15:30.250Z",
                "{0} must be a time of ISO 8601, e.g. 2026-03-09T08:15:30.250Z"});
  }
}

void want_language_map(const Json& value, const CheckPlace& at) {
  want_object(value, at);
  for (const auto& [tag, text] : value.items()) {
    if (!is_language_tag(tag)) {
      refuse(CheckPlace(at, tag),
             {"{0} 不是语言标签（RFC 5646）", "{0} is no language tag (RFC 5646)"});
    }
    want_string(text, CheckPlace(at, tag));
  }
}

void want_extensions(const Json& value, const CheckPlace& at) {
  want_object(value, at);
  for (const auto& [key, ignored] : value.items()) {
    if (!is_iri(key)) {
      refuse(CheckPlace(at, key),
             {"扩展的名称应为 IRI：{0}", "the name of an extension must be an IRI: {0}"});
    }
  }
}

void want_only(const Json& value, const CheckPlace& at,
               std::initializer_list<std::string_view> names) {
  want_object(value, at);
  for (const auto& [name, content] : value.items()) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      refuse(CheckPlace(at, name), {"规范里没有属性 {0}", "the specification has no property {0}"});
    }
    if (content.is_null()) {
      refuse(CheckPlace(at, name), {"{0} 不能为 null", "{0} must not be null"});
    }
  }
}

} // namespace jixia
