#include "records/xapi_routes.h"

#include "profile/profile_check.h"
#include "records/activity_store.h"
#include "records/actor_check.h"
#include "records/alternate_request.h"
#include "records/digest.h"
#include "records/document_routes.h"
#include "records/json_text.h"
#include "records/statement_routes.h"
#include "records/xapi_request.h"

namespace jixia {
namespace {

HttpAnswer json_answer(const Json& body) {
  HttpAnswer answer;
  answer.body = json_text(body);
  return answer.with("ETag", '"' + calc_sha1(answer.body) + '"');
}

HttpAnswer show_about(const HttpRequest& request, const Caller*) {
  check_parameters(request, {});
  return json_answer({{"version", {version_text(XapiVersion::V1), version_text(XapiVersion::V2)}}});
}

HttpAnswer show_activity(ActivityStore store, const HttpRequest& request) {
  want_version(request);
  check_parameters(request, {"activityId"});
  const std::string id = want_iri_parameter(request, "activityId");
  Json activity{{"objectType", "Activity"}, {"id", id}};
  if (Json definition = store.find_definition(id); definition.is_object()) {
    activity["definition"] = std::move(definition);
  }
  return json_answer(activity);
}

HttpAnswer show_person(ActivityStore store, const HttpRequest& request) {
  want_version(request);
  check_parameters(request, {"agent"});
  const Json agent = read_agent_parameter(want_parameter(request, "agent"), "agent");
  Json person{{"objectType", "Person"}};
  for (const char* name : {"mbox", "mbox_sha1sum", "openid", "account"}) {
    if (agent.contains(name)) {
      person[name] = Json::array({agent[name]});
    }
  }
  std::vector<std::string> names = store.find_names(agent_key(agent));
  if (agent.contains("name") &&
      std::find(names.begin(), names.end(), agent["name"]) == names.end()) {
    names.push_back(agent["name"].get<std::string>());
  }
  if (!names.empty()) {
    person["name"] = names;
  }
  return json_answer(person);
}

// Every answer says the version it speaks. A request without one comes from before 1.0, when there
// was no such header: its refusal says so.
void say_version(const HttpRequest& request, HttpAnswer& answer) {
  const std::string asked = request.header(kXapiVersionHeader);
  const std::optional<XapiVersion> version = find_xapi_version(asked);
  const bool is_about = request.path == "/xapi/about";
  answer.with(std::string(kXapiVersionHeader), version ? std::string(version_text(*version))
                                               : asked.empty() && answer.status == 400 && !is_about
                                                   ? "0.95"
                                                   : std::string(version_text(XapiVersion::V1)));
}

} // namespace

void add_xapi_routes(RouteTable& routes, SchoolDatabases& schools) {
  const Access read{.any_of = Scope::All | Scope::AllRead | Scope::StatementsRead |
                              Scope::StatementsReadMine | Scope::Profile | Scope::State};
  const auto store = [&schools](const Caller* who) {
    return ActivityStore(schools.of(who->school));
  };
  routes.finish_below("/xapi/", say_version);
  routes.add_folding(
      {"/xapi/", is_alternate_request, unfold_alternate_request, 2 * kMostStatementBytes});
  routes.add({"GET", "/xapi/about", {.is_open = true}, 0, show_about});
  routes.add(
      {"GET", "/xapi/activities", read, 0, [store](const HttpRequest& in, const Caller* who) {
         return show_activity(store(who), in);
       }});
  routes.add({"GET", "/xapi/agents", read, 0, [store](const HttpRequest& in, const Caller* who) {
                return show_person(store(who), in);
              }});
  add_statement_routes(routes, schools);
  add_document_routes(routes, schools);
  add_profile_routes(routes);
}

} // namespace jixia
