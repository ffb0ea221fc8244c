#include "profile/profile_check.h"

namespace jixia {
namespace {

constexpr std::size_t kMostProblems = 20;
constexpr const char* kPath = "/xapi-profiles/simulation-training";

} // namespace

void check_profiles(const nlohmann::json& statement, const std::string& where) {
  const XapiProfile& profile = simulation_training_profile();
  if (!profile.is_claimed_by(statement)) {
    return;
  }
  const std::vector<Text> problems = profile.check(statement);
  if (problems.empty()) {
    return;
  }
  Text reason{where + " 自称遵循 " + profile.version() + "，但是：",
              where + " claims to follow " + profile.version() + ", but:"};
  for (std::size_t k = 0; k < std::min(problems.size(), kMostProblems); ++k) {
    reason.zh += "\n" + problems[k].zh;
    reason.en += "\n" + problems[k].en;
  }
  throw Refusal{400, reason};
}

void add_profile_routes(RouteTable& routes) {
  routes.add(
      {"GET", "/xapi-profiles", {.is_open = true}, 0, [](const HttpRequest&, const Caller*) {
         const nlohmann::json list = {
             {"profiles", {{{"version", simulation_training_profile().version()}, {"at", kPath}}}}};
         HttpAnswer answer;
         answer.body = list.dump();
         return answer;
       }});
  routes.add({"GET", kPath, {.is_open = true}, 0, [](const HttpRequest&, const Caller*) {
                HttpAnswer answer;
                answer.body = simulation_training_profile().json_ld();
                answer.content_type = "application/ld+json";
                return answer;
              }});
}

} // namespace jixia
