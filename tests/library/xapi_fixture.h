#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "http/http_server.h"
#include "records/school_database.h"
#include "records/xapi_routes.h"
#include "support/test_databases.h"

namespace jixia {

/// The xAPI routes over a database of their own, asked without a network.
class XapiTest : public testing::Test {
 protected:
  using Json = nlohmann::json;
  using Pairs = std::multimap<std::string, std::string>;

  XapiTest() {
    add_xapi_routes(routes_, schools_);
    headers_ = {{"X-Experience-API-Version", "1.0.3"},
                {"Content-Type", "application/json"},
                {"Accept-Language", "en"}};
  }

  HttpAnswer send(const std::string& method, const std::string& path, const Pairs& parameters = {},
                  const std::string& body = "") {
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.parameters = parameters;
    request.headers.insert(headers_.begin(), headers_.end());
    const auto authenticate = [this](const HttpRequest&) { return caller_; };
    return answer_request(routes_, authenticate, request,
                          [&](HttpRequest& read, std::size_t) { read.body = body; });
  }
  HttpAnswer post(const Json& statements) {
    return send("POST", "/xapi/statements", {}, statements.dump());
  }
  HttpAnswer get(const Pairs& parameters) { return send("GET", "/xapi/statements", parameters); }
  /// The ids of a list, in its order.
  std::vector<std::string> ids_of(const HttpAnswer& answer) {
    std::vector<std::string> ids;
    EXPECT_EQ(answer.status, 200) << answer.body;
    const Json body = Json::parse(answer.body);
    for (const Json& statement : body["statements"]) {
      ids.push_back(statement["id"]);
    }
    return ids;
  }
  std::vector<std::string> find(const Pairs& parameters) { return ids_of(get(parameters)); }

  /// UUIDs that tests can tell apart: the last digits are `number`.
  static std::string id(int number) {
    char text[40];
    std::snprintf(text, sizeof text, "6690e6c9-3ef0-4ed3-8b37-%012d", number);
    return text;
  }
  static Json agent(const std::string& name) {
    return {{"mbox", "mailto:" + name + "@school.example"}};
  }
  static Json statement(int number, const std::string& who = "li",
                        const std::string& verb = "completed",
                        const std::string& activity = "pump") {
    return {{"id", id(number)},
            {"actor", agent(who)},
            {"verb", {{"id", "http://adlnet.gov/expapi/verbs/" + verb}}},
            {"object", {{"id", "https://jixia.example/" + activity}}}};
  }
  static Json reference(int number, int target, const std::string& verb = "voided",
                        const std::string& who = "teacher") {
    Json made = statement(number, who, verb);
    made["object"] = {{"objectType", "StatementRef"}, {"id", id(target)}};
    return made;
  }
  static std::string header(const HttpAnswer& answer, const std::string& name) {
    for (const auto& [known, value] : answer.headers) {
      if (known == name) {
        return value;
      }
    }
    return "";
  }

  TestDatabases databases_;
  SchoolDatabases schools_{[this](const std::string& school) { return databases_.school(school); }};
  RouteTable routes_;
  std::map<std::string, std::string> headers_;
  std::optional<Caller> caller_ = Caller{"a", "key", Scope::All};
};

} // namespace jixia
