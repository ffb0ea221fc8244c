// Who may use which route: the whole table, written down a second time, so that no route is opened
// by accident.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "library_server.h"
#include "support/temporary_folder.h"

namespace jixia {
namespace {

const std::set<std::string> kOpen{"everybody"};

const std::map<std::string, std::set<std::string>>& allowed() {
  static const std::set<std::string> read{"statements/read", "statements/read/mine", "all/read",
                                          "all"};
  static const std::set<std::string> know{
      "statements/read", "statements/read/mine", "all/read", "all", "profile", "state"};
  static const std::set<std::string> write_attempt{"all", "attempts/write"};
  static const std::set<std::string> publish{"packs/publish"};
  static const std::map<std::string, std::set<std::string>> table{
      {"GET /", kOpen},
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

class AccessTest : public testing::Test {
 protected:
  // What the server answers to somebody with these scopes; the path's places are filled with
  // `place`.
  int status_of(const Route& route, std::optional<Caller> caller) {
    HttpRequest request;
    request.method = route.method;
    request.path = route.pattern;
    for (const std::string_view place : {"{}", "{*}"}) {
      for (std::size_t at = 0; (at = request.path.find(place)) != std::string::npos;) {
        request.path.replace(at, place.size(), "6690e6c9-3ef0-4ed3-8b37-7f3964730bee");
      }
    }
    return answer_request(
               library_.routes(), [&](const HttpRequest&) { return caller; }, request,
               [](HttpRequest&, std::size_t) {})
        .status;
  }

  TemporaryFolder folder_;
  LibraryServer library_{{.folder = folder_.path(), .port = 0},
                         [](const std::string&) { return AttemptJudgement(); }};
};

TEST_F(AccessTest, EveryRouteAnswersTheScopesOfItsLineAndNoOther) {
  std::set<std::string> seen;
  for (const Route& route : library_.routes().all()) {
    const std::string name = route.method + " " + route.pattern;
    const auto line = allowed().find(name);
    ASSERT_NE(line, allowed().end()) << name << " is not in this test's table";
    seen.insert(name);
    const bool is_open = line->second == kOpen;
    EXPECT_EQ(status_of(route, std::nullopt) != 401, is_open) << name;
    for (const std::string_view scope : all_scope_names()) {
      const int status = status_of(route, Caller{kLocalSchool, "key", *find_scope(scope)});
      EXPECT_EQ(status != 403, is_open || line->second.count(std::string(scope)) > 0)
          << name << " with " << scope;
      EXPECT_NE(status, 500) << name << " with " << scope;
    }
    EXPECT_EQ(status_of(route, Caller{kLocalSchool, "key", Scopes()}) != 403, is_open) << name;
  }
  EXPECT_EQ(seen.size(), allowed().size());
}

} // namespace
} // namespace jixia
