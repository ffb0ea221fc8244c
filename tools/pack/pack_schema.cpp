#include "pack_schema.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "scenario/key_table.h"

namespace jixia {
namespace {

using Json = nlohmann::ordered_json;

Json def(const std::string& name) {
  return {{"$ref", "#/$defs/" + name}};
}

// Numbers may be written bare or as text, e.g. 5 and "5 %".
Json value_form() {
  return {{"type", {"string", "number", "boolean"}}};
}

Json list_of(Json items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

Json text_form() {
  const Json words = {{"type", "string"}, {"minLength", 1}};
  return {{"type", "object"},
          {"properties", {{"zh", words}, {"en", words}}},
          {"required", {"zh", "en"}},
          {"additionalProperties", false}};
}

Json form_of(const KeySpec& key) {
  using Form = KeySpec::Form;
  switch (key.form) {
    case Form::Choice:
      return {{"enum", key.choices}};
    case Form::Text:
      return def("text");
    case Form::Flag:
      return {{"enum", {"yes", "no", true, false}}};
    case Form::Number:
    case Form::Share:
    case Form::Time:
    case Form::Name:
    case Form::Line:
    case Form::Condition:
      return value_form();
    case Form::Names:
      return {{"anyOf", {value_form(), list_of(value_form())}}};
    case Form::Texts:
      return list_of(def("text"));
    case Form::Conditions:
      return list_of(value_form());
    case Form::Numbers:
    case Form::Map:
    case Form::Value:
      return Json::object();
    case Form::Maps:
      return {{"anyOf",
               {list_of(def(key.table)),
                Json{{"type", "object"}, {"additionalProperties", def(key.table)}}}}};
  }
  return Json::object();
}

Json table_schema(const KeyTable& table, Language language) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const KeySpec& key : table.keys) {
    properties[key.name] = form_of(key);
    properties[key.name]["description"] = key.meaning.in(language);
    if (key.is_required) {
      required.push_back(key.name);
    }
  }
  Json schema = {{"type", "object"},
                 {"description", table.meaning.in(language)},
                 {"properties", properties},
                 {"required", required}};
  schema["additionalProperties"] = table.takes_others;
  if (table.name == "plant") {
    schema["additionalProperties"] = def("component");
  }
  return schema;
}

std::string describe(const ParameterSpec& parameter, Language language) {
  std::string text = parameter.meaning.in(language);
  if (parameter.kind == ParameterSpec::Kind::Quantity ||
      parameter.kind == ParameterSpec::Kind::List) {
    text += " [" + spellings(parameter.unit) + "]";
    if (std::isfinite(parameter.lowest) || std::isfinite(parameter.highest)) {
      text += " " + number_text(parameter.lowest) + " .. " + number_text(parameter.highest) + " " +
              std::string(symbol(parameter.unit));
    }
  }
  return text;
}

bool is_needed(const ParameterSpec& parameter) {
  const bool is_number = parameter.kind == ParameterSpec::Kind::Quantity;
  return parameter.kind != ParameterSpec::Kind::Choice && !parameter.optional &&
         !(is_number && parameter.default_value);
}

Json component_schema(const ComponentSpec& spec, Language language) {
  Json schema = table_schema(component_keys(), language);
  Json& properties = schema["properties"];
  properties["type"] = {{"const", spec.type}, {"description", spec.meaning.in(language)}};
  for (const ParameterSpec& parameter : spec.parameters) {
    Json form = parameter.kind == ParameterSpec::Kind::Choice ? Json{{"enum", parameter.choices}}
                : parameter.kind == ParameterSpec::Kind::List ? Json::object()
                                                              : value_form();
    form["description"] = describe(parameter, language);
    properties[parameter.name] = form;
    if (is_needed(parameter)) {
      schema["required"].push_back(parameter.name);
    }
  }
  Json inputs = Json::object();
  for (const PortSpec& port : spec.ports) {
    if (port.direction == PortSpec::Direction::Input) {
      inputs[port.name] = {{"type", "string"}, {"description", port.meaning.in(language)}};
    }
  }
  properties["in"] = {{"type", "object"}, {"properties", inputs}, {"additionalProperties", false}};
  schema["additionalProperties"] = false;
  schema["description"] = spec.meaning.in(language);
  return schema;
}

Json definitions(const ComponentRegistry& registry, Language language) {
  Json all = {{"text", text_form()}};
  for (const KeyTable* table : all_key_tables()) {
    all[table->name] = table_schema(*table, language);
  }
  Json types = Json::array(), choices = Json::array();
  for (const auto& [type, spec] : registry.all()) {
    all["type-" + type] = component_schema(spec, language);
    types.push_back(type);
    Json choice = Json::object();
    choice["if"]["properties"]["type"]["const"] = type;
    choice["then"] = def("type-" + type);
    choices.push_back(std::move(choice));
  }
  all["component"] = {{"type", "object"},
                      {"properties", {{"type", {{"enum", types}}}}},
                      {"required", {"type"}},
                      {"allOf", choices}};
  return all;
}

std::string port_kind(const PortSpec& port, Language language) {
  const bool is_set = port.place != Place::None;
  switch (port.direction) {
    case PortSpec::Direction::Input:
      return (is_set ? Text{"输入，可由人设定", "input, or set by a person"}
                     : Text{"输入", "input"})
          .in(language);
    case PortSpec::Direction::Output:
      return Text{"输出", "output"}.in(language);
    case PortSpec::Direction::Operable:
      return Text{"可操作", "operable"}.in(language);
  }
  return {};
}

std::string default_of(const ParameterSpec& parameter) {
  if (parameter.kind == ParameterSpec::Kind::Choice) {
    std::string words;
    for (const std::string& word : parameter.choices) {
      words += (words.empty() ? "**" + word + "**" : ", " + word);
    }
    return words;
  }
  return parameter.default_value
             ? number_text(*parameter.default_value) + " " + std::string(symbol(parameter.unit))
             : "-";
}

} // namespace

std::string schema_text(const ComponentRegistry& registry, const std::string& file,
                        Language language) {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "Jixia " + (file.empty() ? std::string("pack") : file)}};
  Json all = definitions(registry, language);
  if (!file.empty()) {
    if (!all.contains(file) || file == "text" || file.starts_with("type-")) {
      return {};
    }
    schema["$ref"] = "#/$defs/" + file;
  }
  schema["$defs"] = std::move(all);
  return schema.dump(2) + "\n";
}

std::string catalogue_text(const ComponentRegistry& registry, Language language) {
  const auto in = [&](const Text& text) { return text.in(language); };
  std::string page = "# " + in({"设备与控制块目录", "Catalogue of components"}) + "\n";
  for (const auto& [type, spec] : registry.all()) {
    page += "\n## " + type + "\n\n" + in(spec.meaning) + "\n";
    if (!spec.parameters.empty()) {
      page += "\n| " + in({"参数", "parameter"}) + " | " + in({"含义", "meaning"}) + " | " +
              in({"缺省", "default"}) + " |\n| --- | --- | --- |\n";
    }
    for (const ParameterSpec& parameter : spec.parameters) {
      page += "| `" + parameter.name + "` | " + describe(parameter, language) + " | " +
              default_of(parameter) + " |\n";
    }
    if (!spec.ports.empty()) {
      page += "\n| " + in({"端口", "port"}) + " | " + in({"含义", "meaning"}) + " | " +
              in({"种类", "kind"}) + " |\n| --- | --- | --- |\n";
    }
    for (const PortSpec& port : spec.ports) {
      page += "| `" + port.name + "`" + (port.name == spec.main_port ? " *" : "") + " | " +
              in(port.meaning) + " [" + std::string(symbol(port.unit)) + "] | " +
              port_kind(port, language) + " |\n";
    }
  }
  return page;
}

} // namespace jixia
