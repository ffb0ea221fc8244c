#include "pages/pack_facts.h"

#include <map>
#include <nlohmann/json.hpp>

#include "catalogue/equipment_names.h"
#include "pages/page_frame.h"

namespace jixia {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& json, const char* name) {
  return json.is_object() && json.contains(name) && json[name].is_string()
             ? json[name].get<std::string>()
             : std::string();
}

Text both_at(const Json& json, const char* name) {
  const Json both = json.is_object() ? json.value(name, Json()) : Json();
  return {text_at(both, "zh"), text_at(both, "en")};
}

Json list_at(const Json& json, const char* name) {
  Json list = json.is_object() ? json.value(name, Json()) : Json();
  return list.is_array() ? list : Json::array();
}

std::vector<std::string> texts_at(const Json& json, const char* name) {
  std::vector<std::string> texts;
  for (const Json& value : list_at(json, name)) {
    if (value.is_string()) {
      texts.push_back(value.get<std::string>());
    }
  }
  return texts;
}

/// Codes of the national catalogues of specialities (2021) and occupations (2022) in our fields;
/// others are shown as codes.
const std::map<std::string, Text>& code_names() {
  static const std::map<std::string, Text> all{
      {"470201", {"应用化工技术", "Applied chemical technology"}},
      {"470204", {"石油化工技术", "Petrochemical technology"}},
      {"460301", {"机电一体化技术", "Mechatronics"}},
      {"660301", {"机电技术应用", "Electromechanical applications"}},
      {"6-11-01-03", {"化工总控工", "Chemical process operator"}},
      {"6-31-01-10", {"工业机器人系统运维员", "Industrial robot maintainer"}},
  };
  return all;
}

Text language_name(const std::string& code) {
  return code == "zh"   ? Text{"中文", "Chinese"}
         : code == "en" ? Text{"英文", "English"}
                        : same_text(code);
}

} // namespace

PackFacts read_pack_facts(const PackRow& row) {
  const Json json = Json::parse(row.facts, nullptr, false);
  PackFacts facts;
  facts.title = both_at(json, "title");
  if (facts.title.zh.empty()) {
    facts.title = same_text(row.name.id);
  }
  facts.summary = both_at(json, "summary");
  facts.domain = text_at(json, "domain");
  facts.author = text_at(json, "school");
  facts.community = text_at(json, "community");
  facts.licence = text_at(json, "licence");
  facts.occupations = texts_at(json, "occupations");
  facts.specialities = texts_at(json, "specialities");
  facts.units = texts_at(json, "units");
  facts.languages = texts_at(json, "languages");
  for (const Json& objective : list_at(json, "objectives")) {
    facts.objectives.push_back({text_at(objective, "zh"), text_at(objective, "en")});
  }
  for (const Json& exercise : list_at(json, "exercises")) {
    facts.exercises.push_back({text_at(exercise, "id"), both_at(exercise, "title")});
  }
  return facts;
}

Text exercise_count(const PackFacts& facts) {
  return count_text(static_cast<std::int64_t>(facts.exercises.size()),
                    {"{0} 个练习", "{0} exercise"}, "{0} exercises");
}

Text domain_name(const std::string& domain) {
  return domain == "chemical"        ? Text{"化工单元操作", "Chemical processes"}
         : domain == "manufacturing" ? Text{"智能制造", "Manufacturing"}
                                     : same_text(domain);
}

Text facet_value_name(const std::string& kind, const std::string& value) {
  if (kind == "domain") {
    return domain_name(value);
  }
  if (kind == "language") {
    return language_name(value);
  }
  if (kind == "unit") {
    const Text name = equipment_name(value);
    return name.empty() ? same_text(value) : name;
  }
  const auto known = code_names().find(value);
  return known != code_names().end() ? known->second : same_text(value);
}

std::string pack_address(const std::string& school, const std::string& id,
                         const std::string& version) {
  return "/packs/" + escape_query(school) + "/" + escape_query(id) +
         (version.empty() ? "" : "/" + escape_query(version));
}

Html pack_picture(const PackRow& row, const PackFacts& facts, Language language) {
  const bool is_factory = facts.domain == "manufacturing";
  Html html(language);
  return row.has_picture()
             ? html.add(
                   "<img class=\"picture\" src=\"/pictures/{}\" alt=\"{}\" loading=\"lazy\" "
                   "width=\"840\" height=\"560\">",
                   row.picture, fill({"{0}的三维场景", "3D scene of {0}"}, {facts.title}))
             : html.add(
                   "<img class=\"picture\" src=\"{}\" alt=\"\" width=\"542\" height=\"248\">",
                   static_address(is_factory ? "domain-manufacturing.svg" : "domain-chemical.svg"));
}

} // namespace jixia
