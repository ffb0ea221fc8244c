#include "records/new_statement.h"

#include <algorithm>
#include <cctype>

#include "recording/identity.h"
#include "records/check_place.h"
#include "records/statement_check.h"
#include "records/xapi_values.h"

namespace jixia {
namespace {

Json* find(Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? &*found : nullptr;
}

bool is_substatement(const Json& object) {
  const Json* type = find_value(object, "objectType");
  return type && *type == "SubStatement";
}

// Times in UTC, single context activities as lists: a statement and its substatement alike.
void normalise(Json& statement) {
  if (Json* timestamp = find(statement, "timestamp")) {
    *timestamp = read_timestamp(timestamp->get_ref<const std::string&>())->utc_text();
  }
  if (Json* context = find(statement, "context")) {
    if (Json* kinds = find(*context, "contextActivities")) {
      for (Json& activities : *kinds) {
        if (!activities.is_array()) {
          activities = Json::array({activities});
        }
      }
    }
  }
  if (is_substatement(statement["object"])) {
    normalise(statement["object"]);
  }
}

void sort_members(Json& actor) {
  if (Json* members = find(actor, "member")) {
    std::sort(members->begin(), members->end());
  }
}

// What is finer than a hundredth of a second does not count (part 2, 4.6).
void cut_duration(Json& duration) {
  std::string text = duration.get<std::string>();
  const std::size_t point = text.find_first_of(".,");
  if (point != std::string::npos && text.back() == 'S' && text.size() > point + 4) {
    text.erase(point + 3, text.size() - point - 4);
  }
  duration = text;
}

void make_comparable(Json& statement) {
  statement.erase("attachments");
  if (Json* result = find(statement, "result")) {
    if (Json* duration = find(*result, "duration")) {
      cut_duration(*duration);
    }
  }
  if (Json* verb = find(statement, "verb")) {
    verb->erase("display");
  }
  for (const char* name : {"actor", "object"}) {
    if (Json* part = find(statement, name)) {
      sort_members(*part);
      part->erase("definition");
    }
  }
  if (Json* context = find(statement, "context")) {
    for (const char* name : {"instructor", "team"}) {
      if (Json* actor = find(*context, name)) {
        sort_members(*actor);
      }
    }
    if (Json* kinds = find(*context, "contextActivities")) {
      for (Json& activities : *kinds) {
        for (Json& activity : activities) {
          activity.erase("definition");
        }
      }
    }
  }
  if (Json* object = find(statement, "object"); object && is_substatement(*object)) {
    make_comparable(*object);
  }
}

} // namespace

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string comparable_text(Json statement) {
  normalise(statement);
  for (const char* set_by_store : {"id", "stored", "timestamp", "authority", "version"}) {
    statement.erase(set_by_store);
  }
  make_comparable(statement);
  return json_text(statement);
}

NewStatement make_new_statement(Json statement, XapiVersion version, const Json& authority) {
  NewStatement made;
  normalise(statement);
  if (!statement.contains("id")) {
    statement["id"] = make_uuid();
  }
  if (!statement.contains("version")) {
    statement["version"] = version == XapiVersion::V1 ? "1.0.0" : "2.0.0";
  }
  statement["authority"] = authority;
  statement.erase("stored");
  if (const Json* timestamp = find_value(statement, "timestamp")) {
    made.timestamp_ms = read_timestamp(timestamp->get_ref<const std::string&>())->unix_ms();
  }
  made.id = lower_case(statement["id"].get<std::string>());
  made.is_voiding = is_voiding(statement);
  const Json& object = statement["object"];
  if (object.value("objectType", "") == "StatementRef") {
    made.target = lower_case(object["id"].get<std::string>());
  }
  made.terms = collect_terms(statement);
  made.definitions = collect_definitions(statement);
  made.names = collect_names(statement);
  made.body = json_text(statement);
  return made;
}

std::string complete_body(const std::string& body, std::int64_t stored_ms, bool has_timestamp) {
  const std::string stored = rfc3339_text(stored_ms);
  std::string whole = body;
  whole.pop_back(); // the closing brace
  whole += ",\"stored\":\"" + stored + "\"";
  whole += has_timestamp ? "}" : ",\"timestamp\":\"" + stored + "\"}";
  return whole;
}

} // namespace jixia
