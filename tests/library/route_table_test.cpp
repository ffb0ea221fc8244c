// Finding routes, who may use them, and what handlers throw.
#include "http/route_table.h"

#include <gtest/gtest.h>

#include "database/database_error.h"
#include "http/http_server.h"

namespace jixia {
namespace {

HttpAnswer say(const HttpRequest& request, const Caller*) {
  HttpAnswer answer;
  answer.body = request.path_values.empty() ? "fixed" : request.path_values.front();
  return answer;
}

RouteTable small_table() {
  RouteTable routes;
  routes.add({"GET", "/things", {.is_open = true}, 0, say});
  routes.add({"GET", "/things/{}", {.any_of = Scope::StatementsRead}, 0, say});
  routes.add({"PUT", "/things/{}", {.any_of = Scope::StatementsWrite}, 10, say});
  routes.add({"GET", "/files/{*}", {.is_open = true}, 0, say});
  routes.add(
      {"GET", "/full", {.is_open = true}, 0, [](const HttpRequest&, const Caller*) -> HttpAnswer {
         throw DatabaseError(DatabaseError::Kind::Full, "no room");
       }});
  return routes;
}

int status_of(const RouteTable& routes, const std::string& method, const std::string& path,
              std::optional<Scopes> scopes = std::nullopt) {
  HttpRequest request{.method = method, .path = path};
  const auto authenticate = [&](const HttpRequest&) {
    return scopes ? std::optional(Caller{"a", "key", *scopes}) : std::nullopt;
  };
  return answer_request(routes, authenticate, request, [](HttpRequest&, std::size_t) {}).status;
}

TEST(RouteTable, PlacesTakeOneSegmentAndAStarTheRest) {
  const RouteTable routes = small_table();
  EXPECT_EQ(routes.find("GET", "/things/7").values, std::vector<std::string>{"7"});
  EXPECT_EQ(routes.find("GET", "/things/").route, nullptr);
  EXPECT_EQ(routes.find("GET", "/things/7/8").route, nullptr);
  EXPECT_EQ(routes.find("GET", "/files/a/b.css").values, std::vector<std::string>{"a/b.css"});
}

TEST(RouteTable, NoTwoRoutesAnswerTheSame) {
  RouteTable routes = small_table();
  EXPECT_THROW(routes.add({"GET", "/things", {}, 0, say}), std::logic_error);
}

TEST(RouteTable, RefusalsSayWhatKindTheyAre) {
  const RouteTable routes = small_table();
  EXPECT_EQ(status_of(routes, "GET", "/nothing"), 404);
  EXPECT_EQ(status_of(routes, "DELETE", "/things/7"), 405);
  EXPECT_EQ(status_of(routes, "GET", "/things/7"), 401);
  EXPECT_EQ(status_of(routes, "GET", "/things/7", Scope::State), 403);
  EXPECT_EQ(status_of(routes, "GET", "/things/7", Scope::StatementsRead), 200);
  EXPECT_EQ(status_of(routes, "PUT", "/things/7", Scope::StatementsRead), 403);
  EXPECT_EQ(status_of(routes, "GET", "/full"), 507);
}

TEST(RouteTable, NothingIsReadOfABodyWhoseSenderMayNotSendIt) {
  const RouteTable routes = small_table();
  bool is_read = false;
  HttpRequest request{.method = "PUT", .path = "/things/7"};
  answer_request(
      routes, [](const HttpRequest&) { return std::nullopt; }, request,
      [&](HttpRequest&, std::size_t) { is_read = true; });
  EXPECT_FALSE(is_read);
}

TEST(Scopes, HaveNamesBothWays) {
  for (const std::string_view name : all_scope_names()) {
    ASSERT_TRUE(find_scope(name)) << name;
    EXPECT_EQ(scope_names(*find_scope(name)), name);
  }
  EXPECT_FALSE(find_scope("statements"));
}

} // namespace
} // namespace jixia
