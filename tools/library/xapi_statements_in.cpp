#include "xapi_statements_in.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "recording/identity.h"

namespace jixia {
namespace {

using Json = nlohmann::json;

constexpr std::array kProperties{"id",      "actor",  "verb",      "object",    "result",  "context",
                                 "timestamp", "stored", "authority", "version", "attachments"};

bool is_iri(const Json& value) {
  if (!value.is_string()) {
    return false;
  }
  const std::string text = value.get<std::string>();
  const std::size_t colon = text.find(':');
  return colon != std::string::npos && colon > 0 && colon + 1 < text.size() &&
         text.find_first_of(" <>\"{}|\\^`") == std::string::npos;
}

// One of the inverse functional identifiers of an agent, or a group with members.
bool is_actor(const Json& actor) {
  if (!actor.is_object()) {
    return false;
  }
  const int identifiers = static_cast<int>(actor.contains("mbox") + actor.contains("mbox_sha1sum") +
                                           actor.contains("openid") + actor.contains("account"));
  const bool is_group = actor.value("objectType", Json("Agent")) == "Group";
  if (identifiers == 0 && is_group) {
    return actor.contains("member") && actor["member"].is_array();
  }
  if (actor.contains("account")) {
    const Json& account = actor["account"];
    return identifiers == 1 && account.is_object() && account.contains("name") &&
           account["name"].is_string() && account.contains("homePage") &&
           is_iri(account["homePage"]);
  }
  return identifiers == 1;
}

std::string problem_of(const Json& statement) {
  if (!statement.is_object()) {
    return "a statement must be an object";
  }
  for (const auto& [name, value] : statement.items()) {
    if (std::find(kProperties.begin(), kProperties.end(), name) == kProperties.end()) {
      return "unknown property '" + name + "'";
    }
    if (value.is_null()) {
      return "property '" + name + "' is null";
    }
  }
  if (!statement.contains("actor") || !is_actor(statement["actor"])) {
    return "actor is missing, or has not exactly one identifier";
  }
  if (!statement.contains("verb") || !statement["verb"].is_object() ||
      !statement["verb"].contains("id") || !is_iri(statement["verb"]["id"])) {
    return "verb.id is missing or is not an IRI";
  }
  if (!statement.contains("object") || !statement["object"].is_object()) {
    return "object is missing";
  }
  const Json& object = statement["object"];
  const bool is_activity = object.value("objectType", Json("Activity")) == "Activity";
  if (is_activity && (!object.contains("id") || !is_iri(object["id"]))) {
    return "object.id is missing or is not an IRI";
  }
  if (statement.contains("id") &&
      (!statement["id"].is_string() || !is_uuid(statement["id"].get<std::string>()))) {
    return "id is not a UUID";
  }
  if (statement.contains("attachments")) {
    return "attachments are not taken by this version of the library";
  }
  return "";
}

// Parses with a bound on depth, so that a hostile body cannot exhaust the stack later.
std::optional<Json> parse_bounded(const std::string& body) {
  bool is_too_deep = false;
  const auto guard = [&](int depth, Json::parse_event_t, Json&) {
    is_too_deep = is_too_deep || depth > kDeepest;
    return !is_too_deep;
  };
  Json parsed = Json::parse(body, guard, false);
  return parsed.is_discarded() || is_too_deep ? std::nullopt : std::optional(std::move(parsed));
}

} // namespace

ReadStatements read_statements(const std::string& body, const std::string& stored,
                               const std::string& authority) {
  ReadStatements read;
  std::optional<Json> parsed = parse_bounded(body);
  if (!parsed) {
    read.problem = "the body is not JSON, or is nested too deeply";
    return read;
  }
  Json list = parsed->is_array() ? std::move(*parsed) : Json::array({std::move(*parsed)});
  if (list.size() > kMostStatements) {
    read.problem = "more than " + std::to_string(kMostStatements) + " statements in one request";
    return read;
  }
  std::set<std::string> seen;
  for (Json& statement : list) {
    read.problem = problem_of(statement);
    if (!read.problem.empty()) {
      return read;
    }
    if (!statement.contains("id")) {
      statement["id"] = make_uuid();
    }
    std::string id = statement["id"].get<std::string>();
    std::transform(id.begin(), id.end(), id.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (!seen.insert(id).second) {
      read.problem = "id " + id + " stands twice in one request";
      return read;
    }
    Json canonical = statement;
    for (const char* set_here : {"stored", "authority", "version"}) {
      canonical.erase(set_here);
    }
    if (!statement.contains("timestamp")) {
      statement["timestamp"] = stored;
    }
    statement["stored"] = stored;
    statement["version"] = "1.0.3";
    statement["authority"] = {{"objectType", "Agent"},
                              {"account", {{"homePage", "https://jixia.example/keys"}, {"name", authority}}}};
    read.ids.push_back(id);
    read.statements.push_back({id, stored, statement.dump(), canonical.dump()});
  }
  return read;
}

} // namespace jixia
