#include "profile/xapi_profile.h"

#include <algorithm>
#include <stdexcept>

#include "profile/value_schema.h"

namespace jixia {
namespace {

using Json = nlohmann::json;
using Found = std::vector<const Json*>;

constexpr const char* kKinds[] = {"category", "grouping", "parent", "other"};

Text text_of(const Json& language_map) {
  return {language_map.value("zh-CN", ""), language_map.value("en", "")};
}

bool holds(const Json& list, const Json& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// A single context activity counts as a list of one (xAPI part 2, 2.4.6.2).
Json with_lists(Json statement) {
  for (const char* kind : kKinds) {
    const Json::json_pointer at(std::string("/context/contextActivities/") + kind);
    if (statement.contains(at) && statement[at].is_object()) {
      statement[at] = Json::array({statement[at]});
    }
  }
  return statement;
}

std::string space_of(const std::string& iri) {
  return iri.substr(0, iri.find_last_of("/#") + 1);
}

} // namespace

XapiProfile::XapiProfile(const std::string& json_ld) : json_ld_(json_ld) {
  const Json profile = Json::parse(json_ld);
  if (profile.at("conformsTo") != "https://w3id.org/xapi/profiles#1.0") {
    throw std::invalid_argument("not a profile of version 1.0");
  }
  version_ = profile.at("versions").at(0).at("id");
  for (const Json& each : profile.value("concepts", Json::array())) {
    read_concept(each);
  }
  for (const Json& each : profile.value("templates", Json::array())) {
    read_template(each);
  }
}

void XapiProfile::read_concept(const Json& given) {
  static const std::map<std::string, std::string> places{
      {"ContextExtension", "$.context.extensions"},
      {"ResultExtension", "$.result.extensions"},
      {"ActivityExtension", "$.object.definition.extensions"}};
  const auto place = places.find(given.at("type"));
  if (place == places.end()) {
    return;
  }
  Json schema;
  if (given.contains("inlineSchema")) {
    schema = Json::parse(given["inlineSchema"].get<std::string>());
    want_known_schema(schema);
  }
  extensions_.emplace(given.at("id"), Extension{place->second, std::move(schema)});
}

XapiProfile::Rule XapiProfile::read_rule(const Json& given) {
  Rule rule{JsonPath(given.at("location")), {}, given.value("presence", ""), {}, {}, {}, {}};
  if (given.contains("selector")) {
    rule.selector.emplace_back(given["selector"]);
  }
  rule.any = given.value("any", Json());
  rule.all = given.value("all", Json());
  rule.none = given.value("none", Json());
  rule.note = text_of(given.value("scopeNote", Json::object()));
  return rule;
}

void XapiProfile::read_template(const Json& given) {
  Template made{given.at("id"), text_of(given.at("prefLabel")), {}, {}};
  const auto want = [&](const char* path, const Json& value) {
    made.determining.emplace_back(JsonPath(path), value.get<std::string>());
  };
  const auto want_all = [&](const char* property, const char* path) {
    for (const Json& value : given.value(property, Json::array())) {
      want(path, value);
    }
  };
  if (given.contains("verb")) {
    want("$.verb.id", given["verb"]);
  }
  if (given.contains("objectActivityType")) {
    want("$.object.definition.type", given["objectActivityType"]);
  }
  want_all("contextCategoryActivityType",
           "$.context.contextActivities.category[*].definition.type");
  want_all("contextGroupingActivityType",
           "$.context.contextActivities.grouping[*].definition.type");
  want_all("contextParentActivityType", "$.context.contextActivities.parent[*].definition.type");
  want_all("contextOtherActivityType", "$.context.contextActivities.other[*].definition.type");
  want_all("attachmentUsageType", "$.attachments[*].usageType");
  for (const Json& rule : given.value("rules", Json::array())) {
    made.rules.push_back(read_rule(rule));
  }
  templates_.push_back(std::move(made));
}

bool XapiProfile::is_claimed_by(const Json& statement) const {
  static const JsonPath path(
      "$.context.contextActivities.category.id | $.context.contextActivities.category[*].id");
  const Found ids = path.find(statement);
  return std::any_of(ids.begin(), ids.end(), [&](const Json* id) { return *id == version_; });
}

bool XapiProfile::fits(const Template& one, const Json& statement) {
  return std::all_of(one.determining.begin(), one.determining.end(), [&](const auto& each) {
    const Found found = each.first.find(statement);
    return std::any_of(found.begin(), found.end(),
                       [&](const Json* value) { return *value == each.second; });
  });
}

std::vector<std::string> XapiProfile::find_templates(const Json& statement) const {
  const Json whole = with_lists(statement);
  std::vector<std::string> ids;
  for (const Template& each : templates_) {
    if (fits(each, whole)) {
      ids.push_back(each.id);
    }
  }
  return ids;
}

void XapiProfile::check_rule(const Rule& rule, const Text& label, const Json& statement,
                             std::vector<Text>& problems) {
  Found values = rule.location.find(statement);
  bool is_some_unmatchable = false;
  if (!rule.selector.empty()) {
    Found selected;
    for (const Json* value : values) {
      const Found below = rule.selector.front().find(*value);
      is_some_unmatchable = is_some_unmatchable || below.empty();
      selected.insert(selected.end(), below.begin(), below.end());
    }
    values = std::move(selected);
  }
  const auto say = [&](const Text& what, const std::string& allowed) {
    Text whole{"“{0}”语句" + what.zh, "a statement \"{0}\" " + what.en};
    if (!rule.note.empty()) {
      whole = {whole.zh + "（" + rule.note.zh + "）", whole.en + " (" + rule.note.en + ")"};
    }
    const std::string& place = rule.location.text();
    problems.push_back({fill(whole, std::vector{label.zh, place, allowed}).zh,
                        fill(whole, std::vector{label.en, place, allowed}).en});
  };
  if (rule.presence == "included" && (values.empty() || is_some_unmatchable)) {
    say({"应有 {1}", "must have {1}"}, "");
    return;
  }
  if (rule.presence == "excluded") {
    if (!values.empty()) {
      say({"不应有 {1}", "must not have {1}"}, "");
    }
    return;
  }
  if (rule.presence == "recommended" && values.empty()) {
    return;
  }
  const auto is_in = [](const Json& list) {
    return [&list](const Json* value) { return holds(list, *value); };
  };
  if (rule.any.is_array() && std::none_of(values.begin(), values.end(), is_in(rule.any))) {
    say({"的 {1} 应含其中之一：{2}", "must have one of {2} at {1}"}, rule.any.dump());
  }
  if (rule.all.is_array() &&
      (is_some_unmatchable || !std::all_of(values.begin(), values.end(), is_in(rule.all)))) {
    say({"的 {1} 只能是：{2}", "must have only {2} at {1}"}, rule.all.dump());
  }
  if (rule.none.is_array() && std::any_of(values.begin(), values.end(), is_in(rule.none))) {
    say({"的 {1} 不能是：{2}", "must not have {2} at {1}"}, rule.none.dump());
  }
}

void XapiProfile::check_extensions(const Json& statement, std::vector<Text>& problems) const {
  for (const char* place :
       {"$.context.extensions", "$.result.extensions", "$.object.definition.extensions"}) {
    for (const Json* object : JsonPath(place).find(statement)) {
      for (const auto& [name, value] : object->items()) {
        const auto known = extensions_.find(name);
        const std::string where = std::string(place) + "['" + name + "']";
        const bool is_ours = std::any_of(
            extensions_.begin(), extensions_.end(),
            [&, iri = name](const auto& each) { return space_of(each.first) == space_of(iri); });
        if (known == extensions_.end()) {
          if (is_ours) {
            problems.push_back(fill({"规范里没有扩展 {0}", "the profile has no extension {0}"},
                                    std::vector{name}));
          }
        } else if (known->second.place != place) {
          problems.push_back(fill({"{0} 应放在 {1}", "{0} belongs into {1}"},
                                  std::vector{where, known->second.place}));
        } else if (!known->second.schema.is_null()) {
          const std::vector<Text> wrong = check_value(value, known->second.schema, where);
          problems.insert(problems.end(), wrong.begin(), wrong.end());
        }
      }
    }
  }
}

Text XapiProfile::known_templates() const {
  Text list;
  for (const Template& each : templates_) {
    std::string what;
    for (const auto& [path, value] : each.determining) {
      what += (what.empty() ? "" : " + ") + value;
    }
    list.zh += "\n  " + each.label.zh + "：" + what;
    list.en += "\n  " + each.label.en + ": " + what;
  }
  return list;
}

std::vector<Text> XapiProfile::check(const Json& statement) const {
  const Json whole = with_lists(statement);
  std::vector<Text> problems;
  bool is_known = false;
  for (const Template& each : templates_) {
    if (fits(each, whole)) {
      is_known = true;
      for (const Rule& rule : each.rules) {
        check_rule(rule, each.label, whole, problems);
      }
    }
  }
  if (!is_known) {
    const Text list = known_templates();
    problems.push_back({"规范里没有这样的动词和活动类型；有：" + list.zh,
                        "the profile has no such verb and type of activity; it has:" + list.en});
  }
  check_extensions(whole, problems);
  return problems;
}

} // namespace jixia
