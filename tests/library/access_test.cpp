// Who may use which route: the whole table, written down a second time, so that no route is opened
// by accident.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "accounts/retention.h"
#include "library_server.h"
#include "records/result_store.h"
#include "support/temporary_folder.h"
#include "support/test_databases.h"

namespace jixia {
namespace {

const std::set<std::string> kOpen{"everybody"};

// People: "@" and the role.
const std::set<std::string> kAllRoles{"@learner", "@teacher", "@school-administrator",
                                      "@alliance-office", "@auditor"};
const std::set<std::string> kStaff{"@teacher", "@school-administrator"};
const std::set<std::string> kSchoolPeople{"@learner", "@teacher", "@school-administrator"};
const std::set<std::string> kReaders{"@teacher", "@school-administrator", "@alliance-office"};
const std::set<std::string> kAdministrator{"@school-administrator"};

const std::map<std::string, std::set<std::string>>& allowed() {
  static const std::set<std::string> read{"statements/read", "statements/read/mine", "all/read",
                                          "all"};
  static const std::set<std::string> know{
      "statements/read", "statements/read/mine", "all/read", "all", "profile", "state"};
  static const std::set<std::string> write_attempt{"all", "attempts/write"};
  static const std::set<std::string> publish{"packs/publish"};
  static const std::map<std::string, std::set<std::string>> table{
      {"GET /", kOpen},
      {"GET /static/{}", kOpen},
      {"GET /packs/{}/{}", kOpen},
      {"GET /packs/{}/{}/{}", kOpen},
      {"GET /packs/{}/{}/{}/use.json", kOpen},
      {"GET /pictures/{}", kOpen},
      {"GET /receipt", kOpen},
      {"POST /receipt", kOpen},
      {"GET /courses", kOpen},
      {"GET /courses/{}", kOpen},
      {"POST /courses", kStaff},
      {"POST /courses/{}", kStaff},
      {"GET /results", kSchoolPeople},
      {"GET /results/arrivals", kAdministrator},
      {"GET /results/class", kStaff},
      {"GET /results/class.json", kStaff},
      {"GET /results/class.csv", kStaff},
      {"GET /results/class.xlsx", kStaff},
      {"GET /results/attempts/{}", kSchoolPeople},
      {"GET /results/attempts/{}/receipt", kSchoolPeople},
      {"GET /reports", kReaders},
      {"GET /reports/month.json", kReaders},
      {"GET /reports/month.csv", kReaders},
      {"GET /reports/month.xlsx", kReaders},
      {"GET /login", kOpen},
      {"POST /login", kOpen},
      {"POST /logout", kAllRoles},
      {"POST /logout/everywhere", kAllRoles},
      {"GET /password", kAllRoles},
      {"POST /password", kAllRoles},
      {"GET /account", kAllRoles},
      {"GET /account/data", kAllRoles},
      {"POST /account/language", kAllRoles},
      {"GET /people", kAdministrator},
      {"POST /people", kAdministrator},
      {"GET /people/classes", kStaff},
      {"POST /people/classes", kStaff},
      {"GET /people/classes/{}", kStaff},
      {"POST /people/classes/{}/members", kStaff},
      {"POST /people/classes/{}/import", kStaff},
      {"GET /people/{}", kStaff},
      {"GET /people/{}/data", kStaff},
      {"POST /people/{}/password", kStaff},
      {"POST /people/{}/role", kAdministrator},
      {"POST /people/{}/state", kAdministrator},
      {"POST /people/{}/erase", kAdministrator},
      {"GET /audit", {"@school-administrator", "@auditor"}},
      {"GET /retention", kAdministrator},
      {"POST /retention", kAdministrator},
      {"GET /xapi/about", kOpen},
      {"GET /xapi-profiles", kOpen},
      {"GET /xapi-profiles/simulation-training", kOpen},
      {"PUT /xapi/statements", {"statements/write", "all"}},
      {"POST /xapi/statements", {"statements/write", "all"}},
      {"GET /xapi/statements", read},
      {"GET /xapi/statements/more/{}", read},
      {"GET /xapi/activities", know},
      {"GET /xapi/agents", know},
      {"PUT /xapi/activities/state", {"state", "all"}},
      {"POST /xapi/activities/state", {"state", "all"}},
      {"DELETE /xapi/activities/state", {"state", "all"}},
      {"GET /xapi/activities/state", {"state", "all/read", "all"}},
      {"PUT /xapi/activities/profile", {"profile", "all"}},
      {"POST /xapi/activities/profile", {"profile", "all"}},
      {"DELETE /xapi/activities/profile", {"profile", "all"}},
      {"GET /xapi/activities/profile", {"profile", "all/read", "all"}},
      {"PUT /xapi/agents/profile", {"profile", "all"}},
      {"POST /xapi/agents/profile", {"profile", "all"}},
      {"DELETE /xapi/agents/profile", {"profile", "all"}},
      {"GET /xapi/agents/profile", {"profile", "all/read", "all"}},
      {"PUT /api/attempts/{}", write_attempt},
      {"POST /api/attempts/{}/upload", write_attempt},
      {"PATCH /api/attempts/{}/upload", write_attempt},
      {"GET /api/attempts/{}/upload", write_attempt},
      {"GET /api/attempts/{}/receipt", {"attempts/write", "attempts/read", "all/read", "all"}},
      {"GET /api/log", kOpen},
      {"GET /api/log/consistency", kOpen},
      {"GET /api/attempts/{}", {"attempts/write", "attempts/read", "all/read", "all"}},
      {"GET /api/packs", kOpen},
      {"GET /api/packs/{}/{}", kOpen},
      {"GET /api/packs/{}/{}/{}", kOpen},
      {"GET /api/packs/{}/{}/{}/manifest", kOpen},
      {"GET /api/packs/{}/{}/{}/minisig", kOpen},
      {"PUT /api/packs/{}/{}/{}", publish},
      {"PUT /api/packs/{}/{}/{}/blobs/{}", publish},
      {"POST /api/packs/{}/{}/{}/publish", publish},
      {"POST /api/packs/{}/{}/{}/withdraw", publish},
      {"GET /api/blobs/{}", kOpen},
      {"GET /oai", kOpen},
      {"POST /oai", kOpen},
      {"GET /tuf/metadata/{}", kOpen},
      {"GET /tuf/targets/{*}", kOpen},
  };
  return table;
}

constexpr const char* kSecret = "甲校机密"; // stands in everything that school `a` has
constexpr const char* kAttempt = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee";

class AccessTest : public testing::Test {
 protected:
  AccessTest() {
    hub().add_school({"a", "甲校", "A"});
    hub().add_school({"b", "乙校", "B"});
    class_ = *accounts().classes.add("a", kSecret, kBy);
    learner_ = add_person("a", Role::Learner, "learner");
    accounts().classes.add_member("a", class_, learner_, kBy);
    for (const Role role : all_roles()) {
      const std::string school = belongs_to_school(role) ? "b" : "";
      people_[role] = add_person(school, role, std::string(role_id(role)));
    }
    hub().add_key("writer", "a", Scope::All, "secret");
    const Caller writer{"a", "writer", Scope::All};
    ask("PUT", std::string("/api/attempts/") + kAttempt, writer, "bundle " + std::string(kSecret));
    AttemptJudgement judgement;
    judgement.state = "verified";
    judgement.score = judgement.max = 10;
    judgement.learner = "learner";
    judgement.learner_name = judgement.class_name = kSecret;
    judgement.pack = "a/pump";
    judgement.pack_digest = std::string(64, 'd');
    judgement.exercise = "start";
    judgement.steps = {{"s", "step", {kSecret, kSecret}, 10, 10, {}}};
    ResultStore(library_.schools().of("a")).put(kAttempt, judgement);
    ask("POST", "/xapi/statements", writer, statement());
    ask("PUT", "/xapi/activities/state", writer, kSecret,
        {{"activityId", "https://a.example/x"},
         {"agent", R"({"mbox":"mailto:x@a.example"})"},
         {"stateId", "s"}});
  }

  Hub& hub() { return library_.hub(); }
  Accounts& accounts() { return library_.accounts(); }

  std::string add_person(const std::string& school, Role role, const std::string& login) {
    Person person;
    person.school = school;
    person.login = login;
    person.name = school == "a" ? kSecret : "人";
    person.role = role;
    person.learner = role == Role::Learner ? login : "";
    return *accounts().people.add(person, "start-pass-7", kBy);
  }

  static std::string statement() {
    return std::string(R"({"actor":{"mbox":"mailto:x@a.example","name":")") + kSecret +
           R"("},"verb":{"id":"http://adlnet.gov/expapi/verbs/completed"},"object":{"id":"https://a.example/x"}})";
  }

  // Somebody of school `b`, or of the alliance.
  Caller person_with(Role role) {
    Caller caller;
    caller.school = belongs_to_school(role) ? "b" : "";
    caller.person = people_[role];
    caller.role = role;
    caller.name = "人";
    caller.csrf_token = "token";
    return caller;
  }

  HttpAnswer ask(const std::string& method, const std::string& path, std::optional<Caller> caller,
                 const std::string& body = "",
                 const std::multimap<std::string, std::string>& parameters = {}) {
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.parameters = parameters;
    request.headers = {
        {"X-Experience-API-Version", "1.0.3"},
        {"Sec-Fetch-Site", "same-origin"},
        {"X-CSRF-Token", "token"},
        {"Content-Type",
         path.starts_with("/xapi") ? "application/json" : "application/x-www-form-urlencoded"}};
    return answer_request(
        library_.routes(), [&](const HttpRequest&) { return caller; }, request,
        [&](HttpRequest& read, std::size_t) { read.body = body; });
  }

  // The pattern with every choice of `values` for its places.
  static std::vector<std::string> paths_of(const std::string& pattern,
                                           const std::vector<std::string>& values) {
    const std::size_t at = pattern.find('{');
    if (at == std::string::npos) {
      return {pattern};
    }
    std::vector<std::string> paths;
    for (const std::string& value : values) {
      const std::string rest = pattern.substr(pattern.find('}', at) + 1);
      for (const std::string& path : paths_of(rest, values)) {
        paths.push_back(pattern.substr(0, at) + value + path);
      }
    }
    return paths;
  }

  int status_of(const Route& route, std::optional<Caller> caller) {
    return ask(route.method, paths_of(route.pattern, {"6690e6c9-3ef0-4ed3-8b37-7f3964730bef"})[0],
               std::move(caller))
        .status;
  }

  const Actor kBy{kCommandLine, ""};
  TestDatabases databases_;
  TemporaryFolder folder_;
  LibraryServer library_{{.folder = folder_.path(),
                          .url = databases_.places().url,
                          .port = 0,
                          .password_cost = {1, 8192}},
                         [](const std::string&) { return AttemptJudgement(); }};
  std::map<Role, std::string> people_;
  std::string class_, learner_;
};

TEST_F(AccessTest, EveryRouteAnswersTheScopesAndRolesOfItsLineAndNoOther) {
  std::set<std::string> seen;
  for (const Route& route : library_.routes().all()) {
    const std::string name = route.method + " " + route.pattern;
    const auto line = allowed().find(name);
    ASSERT_NE(line, allowed().end()) << name << " is not in this test's table";
    seen.insert(name);
    const bool is_open = line->second == kOpen;
    EXPECT_EQ(status_of(route, std::nullopt) != 401, is_open && name != "POST /login") << name;
    for (const std::string_view scope : all_scope_names()) {
      const int status = status_of(route, Caller{kLocalSchool, "key", *find_scope(scope)});
      EXPECT_EQ(status != 403, is_open || line->second.count(std::string(scope)) > 0)
          << name << " with " << scope;
      EXPECT_NE(status, 500) << name << " with " << scope;
    }
    EXPECT_EQ(status_of(route, Caller{kLocalSchool, "key", Scopes()}) != 403, is_open) << name;
    for (const Role role : all_roles()) {
      const int status = status_of(route, person_with(role));
      EXPECT_EQ(status != 403, is_open || line->second.count("@" + std::string(role_id(role))) > 0)
          << name << " as " << role_id(role);
      EXPECT_NE(status, 500) << name << " as " << role_id(role);
    }
  }
  EXPECT_EQ(seen.size(), allowed().size());
}

TEST_F(AccessTest, NobodySeesOrChangesAnotherSchoolsData) {
  std::vector<std::pair<std::string, Caller>> others;
  for (const Role role : all_roles()) {
    others.emplace_back(role_id(role), person_with(role));
  }
  for (const std::string_view scope : all_scope_names()) {
    others.emplace_back(scope, Caller{"b", "key", *find_scope(scope)});
  }
  const std::vector<std::string> ids{learner_, class_, kAttempt, "a"};
  const std::string form =
      "login=x&name=x&role=teacher&state=disabled&confirm=learner&add=learner"
      "&bundle_days=1&person_days=1&remove=" +
      learner_;
  int asked = 0;
  for (const Route& route : library_.routes().all()) {
    for (const auto& [who, caller] : others) {
      for (const std::string& path : paths_of(route.pattern, ids)) {
        const HttpAnswer answer = ask(route.method, path, caller, form);
        EXPECT_EQ(answer.body.find(kSecret), std::string::npos)
            << route.method << " " << path << " as " << who << ": " << answer.status;
        ++asked;
      }
    }
  }
  EXPECT_GT(asked, 1000);
  const std::optional<Person> learner = accounts().people.find("a", learner_);
  ASSERT_TRUE(learner);
  EXPECT_FALSE(learner->is_disabled);
  EXPECT_EQ(learner->role, Role::Learner);
  EXPECT_EQ(accounts().classes.members("a", class_).size(), 1u);
  EXPECT_EQ(find_retention(hub(), "a").person_days, 0);
  EXPECT_TRUE(accounts().people.is_password(learner_, "start-pass-7"));
  // The other way round the secret is there to be seen, so the search above means something.
  Caller own = person_with(Role::SchoolAdministrator);
  own.school = "a";
  EXPECT_NE(ask("GET", "/people/" + learner_, own).body.find(kSecret), std::string::npos);
  EXPECT_NE(ask("GET", std::string("/results/attempts/") + kAttempt, own).body.find(kSecret),
            std::string::npos);
  EXPECT_NE(ask("GET", "/people/classes/" + class_, own).body.find(kSecret), std::string::npos);
  EXPECT_NE(ask("GET", "/xapi/statements", Caller{"a", "writer", Scope::All}).body.find(kSecret),
            std::string::npos);
}

TEST_F(AccessTest, AStartPasswordOpensNothingButItsChange) {
  for (const Role role : all_roles()) {
    Caller caller = person_with(role);
    caller.must_change_password = true;
    for (const Route& route : library_.routes().all()) {
      const std::string name = route.method + " " + route.pattern;
      const bool is_free = route.access.is_open || name == "GET /password" ||
                           name == "POST /password" || name.starts_with("POST /logout");
      EXPECT_EQ(status_of(route, caller) != 403, is_free) << name << " as " << role_id(role);
    }
  }
}

TEST_F(AccessTest, AnUnsafeRequestOfAPersonNeedsItsTokenAndComesFromHere) {
  for (const Route& route : library_.routes().all()) {
    if (route.method == "GET" || route.access.roles.empty()) {
      continue;
    }
    for (const auto& [site, token] :
         {std::pair("same-origin", "other"), std::pair("same-origin", ""),
          std::pair("cross-site", "token"), std::pair("same-site", "token")}) {
      HttpRequest request;
      request.method = route.method;
      request.path = paths_of(route.pattern, {learner_})[0];
      request.headers = {{"Sec-Fetch-Site", site},
                         {"X-CSRF-Token", token},
                         {"Content-Type", "application/x-www-form-urlencoded"}};
      const HttpAnswer answer = answer_request(
          library_.routes(),
          [&](const HttpRequest&) { return std::optional(person_with(Role::SchoolAdministrator)); },
          request, [](HttpRequest& read, std::size_t) { read.body = "csrf=wrong"; });
      EXPECT_EQ(answer.status, 403) << route.method << " " << route.pattern << " " << site << token;
    }
  }
}

} // namespace
} // namespace jixia
