#include "profile/value_schema.h"

#include <algorithm>
#include <regex>
#include <set>
#include <stdexcept>

namespace jixia {
namespace {

using Json = nlohmann::json;

bool is_of_type(const Json& value, const std::string& type) {
  return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
         (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
         (type == "number" && value.is_number()) ||
         (type == "integer" && value.is_number_integer());
}

/// Collects what is wrong with one value and what lies within it.
class ValueCheck {
 public:
  std::vector<Text> problems;

  void check(const Json& value, const Json& schema, const std::string& where) {
    if (const std::string type = schema.value("type", ""); !is_of_type(value, type)) {
      say(where, {"应为 {1}", "must be of type {1}"}, type);
      return;
    }
    if (schema.contains("enum") && !holds(schema["enum"], value)) {
      say(where, {"应为其中之一：{1}", "must be one of {1}"}, schema["enum"].dump());
    }
    if (value.is_number()) {
      check_number(value.get<double>(), schema, where);
    } else if (value.is_string()) {
      check_string(value.get<std::string>(), schema, where);
    } else if (value.is_array()) {
      check_array(value, schema, where);
    } else if (value.is_object()) {
      check_object(value, schema, where);
    }
  }

 private:
  static bool holds(const Json& list, const Json& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  }

  void say(const std::string& where, const Text& what, const std::string& allowed) {
    const Text whole{"{0} " + what.zh, "{0} " + what.en};
    problems.push_back(fill(whole, std::vector{where, allowed}));
  }

  void check_number(double value, const Json& schema, const std::string& where) {
    if (schema.contains("minimum") && value < schema["minimum"].get<double>()) {
      say(where, {"不应小于 {1}", "must not be below {1}"}, schema["minimum"].dump());
    }
    if (schema.contains("exclusiveMinimum") && value <= schema["exclusiveMinimum"].get<double>()) {
      say(where, {"应大于 {1}", "must be above {1}"}, schema["exclusiveMinimum"].dump());
    }
    if (schema.contains("maximum") && value > schema["maximum"].get<double>()) {
      say(where, {"不应大于 {1}", "must not be above {1}"}, schema["maximum"].dump());
    }
  }

  void check_string(const std::string& value, const Json& schema, const std::string& where) {
    if (value.size() < schema.value("minLength", std::size_t{0})) {
      say(where, {"不应为空", "must not be empty"}, "");
    }
    if (schema.contains("maxLength") && value.size() > schema["maxLength"].get<std::size_t>()) {
      say(where, {"至多 {1} 字节", "at most {1} bytes"}, schema["maxLength"].dump());
      return; // also keeps the pattern below from long texts
    }
    // std::regex recurses with the text's length: only short ones come here.
    if (schema.contains("pattern") &&
        (value.size() > 200 ||
         !std::regex_search(value, std::regex(schema["pattern"].get<std::string>())))) {
      say(where, {"应符合 {1}", "must match {1}"}, schema["pattern"].get<std::string>());
    }
  }

  void check_array(const Json& value, const Json& schema, const std::string& where) {
    if (schema.contains("maxItems") && value.size() > schema["maxItems"].get<std::size_t>()) {
      say(where, {"至多 {1} 项", "at most {1} items"}, schema["maxItems"].dump());
      return;
    }
    for (std::size_t k = 0; schema.contains("items") && k < value.size(); ++k) {
      check(value[k], schema["items"], where + "[" + std::to_string(k) + "]");
    }
  }

  void check_object(const Json& value, const Json& schema, const std::string& where) {
    for (const Json& name : schema.value("required", Json::array())) {
      if (!value.contains(name.get<std::string>())) {
        say(where, {"缺少 {1}", "lacks {1}"}, name.get<std::string>());
      }
    }
    const Json known = schema.value("properties", Json::object());
    const Json others = schema.value("additionalProperties", Json(true));
    for (const auto& [name, child] : value.items()) {
      if (known.contains(name)) {
        check(child, known[name], where + "." + name);
      } else if (others.is_object()) {
        check(child, others, where + "." + name);
      } else if (others == false) {
        say(where, {"不认识 {1}", "has an unknown {1}"}, name);
      }
    }
  }
};

} // namespace

std::vector<Text> check_value(const Json& value, const Json& schema, const std::string& where) {
  ValueCheck check;
  check.check(value, schema, where);
  return check.problems;
}

void want_known_schema(const Json& schema) {
  static const std::set<std::string> known{"type",
                                           "enum",
                                           "required",
                                           "properties",
                                           "additionalProperties",
                                           "items",
                                           "maxItems",
                                           "minLength",
                                           "maxLength",
                                           "pattern",
                                           "minimum",
                                           "exclusiveMinimum",
                                           "maximum"};
  if (!schema.is_object() || !schema.contains("type")) {
    throw std::invalid_argument("a schema needs a type");
  }
  for (const auto& [word, value] : schema.items()) {
    if (!known.contains(word)) {
      throw std::invalid_argument("unknown word of JSON Schema: " + word);
    }
    if (word == "items" || (word == "additionalProperties" && value.is_object())) {
      want_known_schema(value);
    }
    if (word == "properties") {
      std::for_each(value.begin(), value.end(), want_known_schema);
    }
  }
}

} // namespace jixia
