#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "exporting/xapi_statements.h"
#include "recording/identity.h"

namespace jixia {
namespace {

using Json = nlohmann::json;
using Names = std::set<std::string>;

constexpr std::size_t kMostProblems = 100;

/// Holds one statement after the other against the specification; paths say where.
class StatementChecker {
 public:
  std::vector<std::string> check(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_array()) {
      return {"not a JSON array of statements"};
    }
    for (std::size_t k = 0; k < json.size(); ++k) {
      statement(json[k], "[" + std::to_string(k) + "]");
    }
    return problems_;
  }

 private:
  void problem(const std::string& where, const std::string& what) {
    if (problems_.size() < kMostProblems) {
      problems_.push_back(where + ": " + what);
    }
  }

  /// An object with all of `needed` and nothing beyond `needed` and `allowed`; no null.
  bool object(const Json& json, const std::string& where, const Names& needed,
              const Names& allowed) {
    if (!json.is_object()) {
      problem(where, "should be an object");
      return false;
    }
    for (const auto& [name, value] : json.items()) {
      if (!needed.contains(name) && !allowed.contains(name)) {
        problem(where, "unknown property " + name);
      }
      if (value.is_null()) {
        problem(where + "." + name, "null is not allowed");
      }
    }
    bool is_whole = true;
    for (const std::string& name : needed) {
      if (!json.contains(name)) {
        problem(where, name + " is missing");
        is_whole = false;
      }
    }
    return is_whole;
  }

  bool text(const Json& json, const std::string& where) {
    if (!json.is_string()) {
      problem(where, "should be a text");
    }
    return json.is_string();
  }

  void iri(const Json& json, const std::string& where) {
    if (!text(json, where)) {
      return;
    }
    const auto value = json.get<std::string>();
    const std::size_t colon = value.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == value.size() ||
        value.find_first_of(" <>\"{}|\\^`\n\t") != std::string::npos) {
      problem(where, "not an IRI: " + value);
    }
  }

  void uuid(const Json& json, const std::string& where) {
    if (text(json, where) && !is_uuid(json.get<std::string>())) {
      problem(where, "not a UUID");
    }
  }

  void language_map(const Json& json, const std::string& where) {
    if (!json.is_object()) {
      problem(where, "should be a language map");
      return;
    }
    for (const auto& [language, value] : json.items()) {
      const bool is_tag = !language.empty() && language.size() <= 35 &&
                          language.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
                              std::string::npos;
      if (!is_tag) {
        problem(where, "not a language tag: " + language);
      }
      text(value, where + "." + language);
    }
  }

  void extensions(const Json& json, const std::string& where) {
    if (!json.is_object()) {
      problem(where, "should be an object");
      return;
    }
    for (const auto& [name, value] : json.items()) {
      iri(Json(name), where);
    }
  }

  void statement(const Json& json, const std::string& where) {
    if (!object(
            json, where, {"id", "actor", "verb", "object"},
            {"result", "context", "timestamp", "stored", "authority", "version", "attachments"})) {
      return;
    }
    uuid(json["id"], where + ".id");
    if (!ids_.insert(json["id"].dump()).second) {
      problem(where + ".id", "used twice");
    }
    actor(json["actor"], where + ".actor");
    verb(json["verb"], where + ".verb");
    activity(json["object"], where + ".object");
    if (json.contains("result")) {
      result(json["result"], where + ".result");
    }
    if (json.contains("context")) {
      context(json["context"], where + ".context");
    }
    if (json.contains("timestamp") && (!json["timestamp"].is_string() ||
                                       read_rfc3339(json["timestamp"].get<std::string>()) < 0)) {
      problem(where + ".timestamp", "not an RFC 3339 time in UTC");
    }
  }

  void actor(const Json& json, const std::string& where) {
    if (!object(json, where, {"account"}, {"objectType", "name"})) {
      return;
    }
    if (json.value("objectType", Json("Agent")) != "Agent") {
      problem(where, "objectType should be Agent");
    }
    if (object(json["account"], where + ".account", {"homePage", "name"}, {})) {
      iri(json["account"]["homePage"], where + ".account.homePage");
      text(json["account"]["name"], where + ".account.name");
    }
  }

  void verb(const Json& json, const std::string& where) {
    if (object(json, where, {"id"}, {"display"})) {
      iri(json["id"], where + ".id");
      if (json.contains("display")) {
        language_map(json["display"], where + ".display");
      }
    }
  }

  void activity(const Json& json, const std::string& where) {
    if (!object(json, where, {"id"}, {"objectType", "definition"})) {
      return;
    }
    iri(json["id"], where + ".id");
    if (json.value("objectType", Json("Activity")) != "Activity") {
      problem(where, "objectType should be Activity");
    }
    if (!json.contains("definition") ||
        !object(json["definition"], where + ".definition", {},
                {"name", "description", "type", "moreInfo", "extensions"})) {
      return;
    }
    for (const auto& [name, value] : json["definition"].items()) {
      const std::string at = where + ".definition." + name;
      if (name == "name" || name == "description") {
        language_map(value, at);
      } else if (name == "extensions") {
        extensions(value, at);
      } else {
        iri(value, at);
      }
    }
  }

  void result(const Json& json, const std::string& where) {
    if (!object(json, where, {},
                {"score", "success", "completion", "response", "duration", "extensions"})) {
      return;
    }
    for (const char* name : {"success", "completion"}) {
      if (json.contains(name) && !json[name].is_boolean()) {
        problem(where + "." + name, "should be true or false");
      }
    }
    if (json.contains("duration")) {
      duration(json["duration"], where + ".duration");
    }
    if (json.contains("extensions")) {
      extensions(json["extensions"], where + ".extensions");
    }
    if (json.contains("score")) {
      score(json["score"], where + ".score");
    }
  }

  /// Only the form that we write: PT, whole and hundredths of seconds, S.
  void duration(const Json& json, const std::string& where) {
    if (!text(json, where)) {
      return;
    }
    const auto value = json.get<std::string>();
    const bool is_right =
        value.size() > 3 && value.starts_with("PT") && value.ends_with("S") &&
        value.substr(2, value.size() - 3).find_first_not_of("0123456789.") == std::string::npos;
    if (!is_right) {
      problem(where, "not a duration in seconds: " + value);
    }
  }

  void score(const Json& json, const std::string& where) {
    if (!object(json, where, {}, {"scaled", "raw", "min", "max"})) {
      return;
    }
    for (const auto& [name, value] : json.items()) {
      if (!value.is_number()) {
        problem(where + "." + name, "should be a number");
        return;
      }
    }
    const double min = json.value("min", -INFINITY), max = json.value("max", INFINITY),
                 raw = json.value("raw", min);
    if (std::fabs(json.value("scaled", 0.0)) > 1.0) {
      problem(where + ".scaled", "should be from -1 to 1");
    }
    if (!(min < max) || (json.contains("raw") && (raw < min || raw > max))) {
      problem(where, "raw should be from min to max");
    }
  }

  void context(const Json& json, const std::string& where) {
    if (!object(json, where, {},
                {"registration", "instructor", "team", "contextActivities", "revision", "platform",
                 "language", "statement", "extensions"})) {
      return;
    }
    if (json.contains("registration")) {
      uuid(json["registration"], where + ".registration");
    }
    if (json.contains("extensions")) {
      extensions(json["extensions"], where + ".extensions");
    }
    if (json.contains("contextActivities") &&
        object(json["contextActivities"], where + ".contextActivities", {},
               {"parent", "grouping", "category", "other"})) {
      for (const auto& [name, list] : json["contextActivities"].items()) {
        for (const Json& each : list.is_array() ? list : Json::array({list})) {
          activity(each, where + ".contextActivities." + name);
        }
      }
    }
  }

  std::vector<std::string> problems_;
  std::set<std::string> ids_;
};

} // namespace

std::vector<std::string> check_xapi_statements(const std::string& json) {
  return StatementChecker().check(json);
}

} // namespace jixia
