#include "records/context_check.h"

#include "records/activity_check.h"
#include "records/actor_check.h"
#include "records/xapi_values.h"

namespace jixia {
namespace {

void check_context_activities(const Json& value, const CheckPlace& at) {
  want_only(value, at, {"parent", "grouping", "category", "other"});
  for (const auto& [name, activities] : value.items()) {
    const CheckPlace place(at, name);
    if (!activities.is_array()) {
      check_activity(activities, place);
      continue;
    }
    for (std::size_t k = 0; k < activities.size(); ++k) {
      check_activity(activities[k], CheckPlace(place, k));
    }
  }
}

void check_relevant_types(const Json& value, const CheckPlace& at) {
  want_array(value, at);
  if (value.empty()) {
    refuse(at, {"{0} 不能为空", "{0} must not be empty"});
  }
  for (std::size_t k = 0; k < value.size(); ++k) {
    want_iri(value[k], CheckPlace(at, k));
  }
}

// contextAgents and contextGroups: what differs is the name of the one inside.
void check_related(const Json& list, const CheckPlace& at, const char* type, const char* inside) {
  want_array(list, at);
  for (std::size_t k = 0; k < list.size(); ++k) {
    const CheckPlace place(at, k);
    want_only(list[k], place, {"objectType", inside, "relevantTypes"});
    if (want_value(list[k], "objectType", place) != type) {
      refuse(CheckPlace(place, "objectType"),
             fill({"{0} 应为 {1}", "{0} must be {1}"}, std::vector<std::string>{"{0}", type}));
    }
    const Json& actor = want_value(list[k], inside, place);
    std::string_view(inside) == "agent" ? check_agent(actor, CheckPlace(place, inside))
                                        : check_group(actor, CheckPlace(place, inside));
    if (const Json* types = find_value(list[k], "relevantTypes")) {
      check_relevant_types(*types, CheckPlace(place, "relevantTypes"));
    }
  }
}

void check_people(const Json& context, const CheckPlace& at) {
  if (const Json* instructor = find_value(context, "instructor")) {
    check_actor(*instructor, CheckPlace(at, "instructor"));
  }
  if (const Json* team = find_value(context, "team")) {
    check_group(*team, CheckPlace(at, "team"));
  }
  if (const Json* agents = find_value(context, "contextAgents")) {
    check_related(*agents, CheckPlace(at, "contextAgents"), "contextAgent", "agent");
  }
  if (const Json* groups = find_value(context, "contextGroups")) {
    check_related(*groups, CheckPlace(at, "contextGroups"), "contextGroup", "group");
  }
}

void check_names(const Json& context, XapiVersion version, const CheckPlace& at) {
  if (version == XapiVersion::V2) {
    want_only(context, at,
              {"registration", "instructor", "team", "contextActivities", "contextAgents",
               "contextGroups", "revision", "platform", "language", "statement", "extensions"});
  } else {
    want_only(context, at,
              {"registration", "instructor", "team", "contextActivities", "revision", "platform",
               "language", "statement", "extensions"});
  }
}

} // namespace

void check_statement_ref(const Json& value, const CheckPlace& at) {
  want_only(value, at, {"objectType", "id"});
  if (want_value(value, "objectType", at) != "StatementRef") {
    refuse(CheckPlace(at, "objectType"), {"{0} 应为 StatementRef", "{0} must be StatementRef"});
  }
  want_uuid(want_value(value, "id", at), CheckPlace(at, "id"));
}

void check_context(const Json& context, XapiVersion version, bool is_about_activity,
                   const CheckPlace& at) {
  check_names(context, version, at);
  if (const Json* registration = find_value(context, "registration")) {
    want_uuid(*registration, CheckPlace(at, "registration"));
  }
  check_people(context, at);
  if (const Json* activities = find_value(context, "contextActivities")) {
    check_context_activities(*activities, CheckPlace(at, "contextActivities"));
  }
  for (const char* name : {"revision", "platform"}) {
    if (const Json* value = find_value(context, name)) {
      want_string(*value, CheckPlace(at, name));
      if (!is_about_activity) {
        refuse(CheckPlace(at, name), {"{0} 只能用于以活动为对象的语句",
                                      "{0} belongs to statements about activities only"});
      }
    }
  }
  if (const Json* language = find_value(context, "language")) {
    if (!is_language_tag(want_string(*language, CheckPlace(at, "language")))) {
      refuse(CheckPlace(at, "language"),
             {"{0} 不是语言标签（RFC 5646）", "{0} is no language tag (RFC 5646)"});
    }
  }
  if (const Json* statement = find_value(context, "statement")) {
    check_statement_ref(*statement, CheckPlace(at, "statement"));
  }
  if (const Json* extensions = find_value(context, "extensions")) {
    want_extensions(*extensions, CheckPlace(at, "extensions"));
  }
}

} // namespace jixia
