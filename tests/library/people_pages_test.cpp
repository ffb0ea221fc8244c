// Signing in, the school's people and their data through the pages, as a browser uses them.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "accounts/retention.h"
#include "http/page_answer.h"
#include "library_server.h"
#include "packaging/stored_zip.h"
#include "people/personal_data.h"
#include "recording/identity.h"
#include "records/actor_check.h"
#include "records/document_store.h"
#include "records/emit_statements.h"
#include "records/personal_records.h"
#include "records/statement_store.h"
#include "support/temporary_folder.h"
#include "support/test_databases.h"

namespace jixia {
namespace {

using Json = nlohmann::json;
constexpr const char* kAttempt = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee";

/// A browser with its cookies, that asks the library without a network.
class Browser {
 public:
  explicit Browser(LibraryServer& library) : library_(library) {}

  HttpAnswer send(HttpRequest request, const std::string& body) {
    std::string cookies;
    for (const auto& [name, value] : cookies_) {
      cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    }
    request.headers.emplace("Cookie", cookies);
    request.headers.emplace("Accept", "text/html");
    request.headers.emplace("Accept-Language", "en");
    request.headers.emplace("Host", "localhost");
    request.remote_address = "10.1.2.3";
    HttpAnswer answer = answer_request(library_.routes(), library_.authenticate(), request,
                                       [&](HttpRequest& read, std::size_t) { read.body = body; });
    take_cookies(answer);
    return answer;
  }

  HttpAnswer get(const std::string& path, const std::string& parameter = "") {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    if (!parameter.empty()) {
      request.parameters = {
          {parameter.substr(0, parameter.find('=')), parameter.substr(parameter.find('=') + 1)}};
    }
    HttpAnswer answer = send(request, "");
    const std::size_t at = answer.body.find("name=\"csrf\" value=\"");
    token_ = at == std::string::npos ? token_ : answer.body.substr(at + 19, 64);
    return answer;
  }
  HttpAnswer post(const std::string& path, const std::string& fields) {
    HttpRequest request;
    request.method = "POST";
    request.path = path;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Origin", "http://localhost"}};
    return send(request, fields + "&csrf=" + token_);
  }
  HttpAnswer post_file(const std::string& path, const std::string& content) {
    HttpRequest request;
    request.method = "POST";
    request.path = path;
    request.headers = {{"Content-Type", "multipart/form-data; boundary=x"},
                       {"Origin", "http://localhost"}};
    request.parts = {{"csrf", "", "", token_}, {"file", "list.csv", "text/csv", content}};
    return send(request, "");
  }
  HttpAnswer sign_in(const std::string& login, const std::string& password,
                     const std::string& school = "zibo") {
    return post("/login", "school=" + school + "&login=" + login + "&password=" + password +
                              "&next=/account");
  }
  const std::map<std::string, std::string>& cookies() const { return cookies_; }
  std::map<std::string, std::string> set_cookies; ///< as they were set

 private:
  void take_cookies(const HttpAnswer& answer) {
    for (const auto& [name, value] : answer.headers) {
      if (name == "Set-Cookie") {
        const std::string key = value.substr(0, value.find('='));
        set_cookies[key] = value;
        cookies_[key] = value.substr(key.size() + 1, value.find(';') - key.size() - 1);
      }
    }
  }
  LibraryServer& library_;
  std::map<std::string, std::string> cookies_;
  std::string token_;
};

std::string header(const HttpAnswer& answer, const std::string& name) {
  for (const auto& [known, value] : answer.headers) {
    if (known == name) {
      return value;
    }
  }
  return "";
}

class PeoplePagesTest : public testing::Test {
 protected:
  PeoplePagesTest() {
    library_.hub().add_school({"zibo", "淄博学校", "Zibo school"});
    add("admin", "管理员", Role::SchoolAdministrator);
    wang_ = add("wang", "王老师", Role::Teacher);
    li_ = add("2026001", "李明", Role::Learner);
  }

  std::string add(const std::string& login, const std::string& name, Role role) {
    Person person;
    person.school = belongs_to_school(role) ? "zibo" : "";
    person.login = login;
    person.name = name;
    person.role = role;
    person.learner = role == Role::Learner ? login : "";
    return *library_.accounts().people.add(person, "start-pass-7", {kCommandLine, ""});
  }

  // Signed in, with a password of one's own.
  Browser browser_of(const std::string& login, const std::string& school = "zibo") {
    Browser browser(library_);
    browser.sign_in(login, "start-pass-7", school);
    browser.get("/password");
    browser.post("/password", "old=start-pass-7&new=my+own+one+9&again=my+own+one+9");
    EXPECT_EQ(browser.get("/account").status, 200) << login;
    return browser;
  }

  // One attempt of Li Ming, verified, with its statements and a state document.
  void learn() {
    SchoolDatabase& database = library_.schools().of("zibo");
    AttemptStore store(database);
    AttemptRow row;
    row.id = kAttempt;
    row.received_ms = wall_clock_ms();
    row.writer = "key";
    row.digest = sha256_hex("bundle");
    row.size = 6;
    store.put(row, "bundle");
    row.state = "verified";
    row.learner = "2026001";
    row.score = 90;
    store.set_result(row);
    const LearnerNaming naming = library_.hub().find_naming("zibo");
    agent_ = calc_pseudonym("2026001", "", naming);
    const Json actor{{"objectType", "Agent"},
                     {"account", {{"homePage", naming.home_page}, {"name", agent_}}}};
    Json said{{"actor", actor},
              {"verb", {{"id", "http://adlnet.gov/expapi/verbs/passed"}}},
              {"object", {{"id", "https://jixia.example/pump"}}}};
    StatementStore(database).put({make_new_statement(said, XapiVersion::V1, actor)}, {},
                                 {"zibo", "key", Scope::All});
    DocumentStore(database).put(
        {DocumentKey::Kind::State, "https://jixia.example/pump", agent_key(actor), "", "s"},
        {"text/plain", "notes", "e", 1}, {}, Unguarded::Allowed);
  }

  TestDatabases databases_;
  TemporaryFolder folder_;
  LibraryServer library_{{.folder = folder_.path(),
                          .url = databases_.places().url,
                          .port = 0,
                          .password_cost = {1, 8192}},
                         [](const std::string&) { return AttemptJudgement(); }};
  std::string wang_, li_, agent_;
};

TEST_F(PeoplePagesTest, TheFirstSignInLeadsToANewPasswordAndNowhereElse) {
  Browser browser(library_);
  EXPECT_EQ(header(browser.get("/people"), "Location"), "/login?next=%2Fpeople");
  EXPECT_EQ(browser.sign_in("wang", "wrong").status, 401);
  EXPECT_EQ(header(browser.sign_in("wang", "start-pass-7"), "Location"), "/password");
  EXPECT_EQ(header(browser.get("/people/classes"), "Location"), "/password");
  EXPECT_EQ(browser.get("/password").status, 200);
  const auto change = [&](const std::string& fields) {
    return browser.post("/password", fields).status;
  };
  EXPECT_EQ(change("old=wrong&new=my+own+one+9&again=my+own+one+9"), 400);
  EXPECT_EQ(change("old=start-pass-7&new=short&again=short"), 400);
  EXPECT_EQ(change("old=start-pass-7&new=my+own+one+9&again=my+own+one+8"), 400);
  EXPECT_EQ(change("old=start-pass-7&new=start-pass-7&again=start-pass-7"), 400);
  EXPECT_EQ(change("old=start-pass-7&new=my+own+one+9&again=my+own+one+9"), 303);
  EXPECT_EQ(browser.get("/people/classes").status, 200);
}

TEST_F(PeoplePagesTest, TheSessionsCookieIsHiddenFromScriptsAndOtherSites) {
  Browser browser(library_);
  browser.sign_in("wang", "start-pass-7");
  const std::string cookie = browser.set_cookies["jixia_session"];
  EXPECT_NE(cookie.find("; HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("; SameSite=Strict"), std::string::npos);
  EXPECT_NE(cookie.find("; Path=/"), std::string::npos);
  HttpRequest over_tls;
  over_tls.is_tls = true;
  EXPECT_NE(set_cookie_text(over_tls, "a", "b", -1).find("; Secure"), std::string::npos);
}

TEST_F(PeoplePagesTest, SigningInFromAnotherSitesFormIsRefused) {
  HttpRequest request;
  request.method = "POST";
  request.path = "/login";
  const auto status_with = [&](const char* name, const char* value) {
    HttpRequest sent = request;
    sent.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                    {"Host", "localhost"},
                    {name, value}};
    return answer_request(library_.routes(), library_.authenticate(), sent,
                          [](HttpRequest& read, std::size_t) {
                            read.body = "school=zibo&login=wang&password=start-pass-7";
                          })
        .status;
  };
  EXPECT_EQ(status_with("Origin", "http://evil.example"), 403);
  EXPECT_EQ(status_with("Origin", "null"), 403);
  EXPECT_EQ(status_with("Sec-Fetch-Site", "cross-site"), 403);
  EXPECT_EQ(status_with("X-Nothing", "1"), 403); // no browser leaves both out
  EXPECT_EQ(status_with("Origin", "http://localhost"), 303);
}

TEST_F(PeoplePagesTest, SigningOutEndsTheSessionAtTheServer) {
  Browser browser = browser_of("wang");
  Browser copy = browser; // the cookie was stolen
  EXPECT_EQ(copy.get("/account").status, 200);
  EXPECT_EQ(browser.post("/logout", "").status, 303);
  EXPECT_EQ(copy.get("/account").status, 303);
}

TEST_F(PeoplePagesTest, ASignInNeverLeadsToAnotherSite) {
  for (const char* next : {"//evil.example", "https://evil.example", "/\\evil.example", "x"}) {
    EXPECT_EQ(local_path(next), "/") << next;
  }
  EXPECT_EQ(local_path("/people?after=1"), "/people?after=1");
}

TEST_F(PeoplePagesTest, PagesCarryTheHeadersThatKeepScriptsAndFramesOut) {
  Browser browser(library_);
  const HttpAnswer page = browser.get("/login");
  const std::string policy = header(page, "Content-Security-Policy");
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(page.body.find("<script>"), std::string::npos);
  EXPECT_EQ(page.body.find(" style="), std::string::npos);
  EXPECT_EQ(header(page, "Cache-Control"), "no-store");
}

TEST_F(PeoplePagesTest, TheAdministratorAddsATeacherWhoImportsAClass) {
  Browser admin = browser_of("admin");
  admin.get("/people");
  const HttpAnswer added =
      admin.post("/people", "login=zhou&name=%E5%91%A8%E8%80%81%E5%B8%88&role=teacher");
  EXPECT_EQ(added.status, 200);
  EXPECT_NE(added.body.find("周老师"), std::string::npos);
  EXPECT_EQ(admin.post("/people", "login=zhou&name=x&role=teacher").status, 409);
  EXPECT_EQ(admin.post("/people", "login=y&name=x&role=auditor").status, 400);

  Browser teacher = browser_of("wang");
  EXPECT_EQ(teacher.get("/people").status, 403);
  teacher.get("/people/classes");
  const std::string path =
      header(teacher.post("/people/classes", "name=%E5%8C%96%E5%B7%A5+1+%E7%8F%AD"), "Location");
  EXPECT_NE(teacher.get(path).body.find("化工 1 班"), std::string::npos);
  EXPECT_EQ(teacher.post_file(path + "/import", "2026005\n").status, 400);
  const HttpAnswer list =
      teacher.post_file(path + "/import", "学号,姓名\n2026005,\xE8\xB5\xB5\xE9\x9D\x99<b>\n");
  EXPECT_EQ(list.status, 200);
  EXPECT_NE(list.body.find("赵静&lt;b&gt;"), std::string::npos);
  const std::size_t code = list.body.find("<code>");
  ASSERT_NE(code, std::string::npos);
  Browser learner(library_);
  EXPECT_EQ(header(learner.sign_in("2026005", list.body.substr(code + 6, 10)), "Location"),
            "/password");

  const std::string zhao = library_.accounts().people.find_login("zibo", "2026005")->id;
  EXPECT_EQ(teacher.get("/people/" + zhao).status, 200);
  EXPECT_EQ(teacher.get("/people/" + li_).status, 404); // not in her class
  EXPECT_EQ(teacher.post("/people/" + li_ + "/password", "").status, 404);
  EXPECT_EQ(teacher.post("/people/" + zhao + "/password", "").status, 200);
  EXPECT_EQ(teacher.post("/people/" + zhao + "/role", "role=teacher").status, 403);
}

TEST_F(PeoplePagesTest, TheAuditorReadsEverySchoolsEventsWithoutNames) {
  add("auditor", "审计员", Role::Auditor);
  browser_of("wang");
  Browser auditor = browser_of("auditor", "");
  const std::string page = auditor.get("/audit").body;
  EXPECT_NE(page.find("signed in"), std::string::npos);
  EXPECT_EQ(page.find("王老师"), std::string::npos);
  EXPECT_EQ(auditor.get("/people").status, 403);
}

TEST_F(PeoplePagesTest, ALearnerTakesAwayACopyOfEverythingKept) {
  learn();
  Browser browser = browser_of("2026001");
  const HttpAnswer answer = browser.get("/account/data");
  ASSERT_EQ(answer.content_type, "application/zip");
  Text problem;
  const auto files = read_stored_zip(answer.body, 100, problem);
  ASSERT_TRUE(files) << problem.en;
  std::map<std::string, std::string> by_name;
  for (const ZipEntry& file : *files) {
    by_name[std::string(file.name)] = file.content;
  }
  EXPECT_EQ(Json::parse(by_name["person.json"])["name"], "李明");
  EXPECT_EQ(Json::parse(by_name["attempts.json"])[0]["id"], kAttempt);
  EXPECT_EQ(by_name[std::string("attempts/") + kAttempt], "bundle");
  EXPECT_EQ(Json::parse(by_name["statements.json"]).size(), 1u);
  EXPECT_EQ(by_name["documents/1"], "notes");
}

TEST_F(PeoplePagesTest, ErasingTakesThePersonAwayAndLeavesThePseudonymsStatements) {
  learn();
  Browser admin = browser_of("admin");
  admin.get("/people/" + li_);
  EXPECT_EQ(admin.post("/people/" + li_ + "/erase", "confirm=wrong").status, 400);
  EXPECT_EQ(admin.post("/people/" + li_ + "/erase", "confirm=2026001").status, 303);
  EXPECT_FALSE(library_.accounts().people.find("zibo", li_));
  Browser learner(library_);
  EXPECT_EQ(learner.sign_in("2026001", "start-pass-7").status, 401);
  SchoolDatabase& database = library_.schools().of("zibo");
  AttemptStore store(database);
  EXPECT_EQ(store.find_bundle(kAttempt), "");
  EXPECT_EQ(store.find(kAttempt)->learner, "");
  EXPECT_EQ(store.find(kAttempt)->score, 90); // the school's sums stay right
  const StatementPage page =
      StatementStore(database).query({.terms = {}, .since_ms = {}, .until_ms = {}, .most = 10});
  ASSERT_EQ(page.statements.size(), 1u);
  EXPECT_NE(page.statements[0].text.find(agent_), std::string::npos);
  EXPECT_TRUE(library_.accounts().audit.verify().is_whole);
  EXPECT_EQ(library_.accounts().audit.rows("zibo", 0, 1)[0].action, "person-erased");
  for (const AuditRow& row : library_.accounts().audit.rows(std::nullopt, 0, 1000)) {
    EXPECT_EQ((row.target + row.detail + row.actor).find("2026001"), std::string::npos);
  }
}

TEST_F(PeoplePagesTest, RetentionClearsWhatIsDueAndNothingElse) {
  learn();
  constexpr std::int64_t kDay = 24LL * 3600 * 1000;
  PersonalData data(library_.accounts(), library_.schools());
  const std::int64_t now = wall_clock_ms();
  const Actor by{kCommandLine, ""};
  EXPECT_EQ(data.apply_retention("zibo", now + 9000 * kDay, by).bundles, 0); // no rule: for ever
  set_retention(library_.hub(), "zibo", {30, 400}, by);
  AttemptStore store(library_.schools().of("zibo"));
  EXPECT_EQ(data.apply_retention("zibo", now + 29 * kDay, by).bundles, 0);
  EXPECT_EQ(store.find_bundle(kAttempt), "bundle");
  EXPECT_EQ(data.apply_retention("zibo", now + 31 * kDay, by).bundles, 1);
  EXPECT_EQ(store.find_bundle(kAttempt), "");
  EXPECT_TRUE(library_.accounts().people.find("zibo", li_));
  EXPECT_EQ(data.apply_retention("zibo", now + 401 * kDay, by).persons, 1);
  EXPECT_FALSE(library_.accounts().people.find("zibo", li_));
  EXPECT_TRUE(library_.accounts().people.find("zibo", wang_)); // staff goes by hand
  EXPECT_THROW(set_retention(library_.hub(), "zibo", {-1, 0}, by), Refusal);
}

} // namespace
} // namespace jixia
