#include "records/statement_routes.h"

#include <set>

#include "http/http_date.h"
#include "recording/identity.h"
#include "records/activity_store.h"
#include "records/check_place.h"
#include "records/multipart.h"
#include "records/statement_format.h"
#include "records/statement_request.h"
#include "records/statement_store.h"
#include "records/statement_view.h"
#include "records/xapi_request.h"

namespace jixia {
namespace {

constexpr const char* kConsistentThrough = "X-Experience-API-Consistent-Through";
constexpr std::size_t kMostAttachmentBytes = 64u << 20; // of one answer

Json authority_of(const Caller& caller) {
  return {{"objectType", "Agent"},
          {"account", {{"homePage", "https://jixia.example/keys"}, {"name", caller.key}}}};
}

void store_statements(StatementStore& store, StatementRequest request, XapiVersion version,
                      const Caller& caller, std::vector<std::string>& ids) {
  std::vector<NewStatement> statements;
  const Json authority = authority_of(caller);
  for (Json& statement : request.statements) {
    statements.push_back(make_new_statement(std::move(statement), version, authority));
    ids.push_back(statements.back().id);
  }
  store.put(statements, request.attachments, caller);
}

HttpAnswer post_statements(StatementStore store, const HttpRequest& request, const Caller& caller) {
  const XapiVersion version = want_version(request);
  check_parameters(request, {});
  std::vector<std::string> ids;
  store_statements(store, read_statement_request(request, version), version, caller, ids);
  HttpAnswer answer;
  answer.body = json_text(ids);
  return answer;
}

HttpAnswer put_statement(StatementStore store, const HttpRequest& request, const Caller& caller) {
  const XapiVersion version = want_version(request);
  check_parameters(request, {"statementId"});
  want_parameter(request, "statementId");
  const std::string id = *find_uuid_parameter(request, "statementId");
  StatementRequest read = read_statement_request(request, version);
  if (read.is_list) {
    throw Refusal{400, {"PUT 只接收一条语句", "PUT takes one statement"}};
  }
  Json& statement = read.statements.front();
  const Json* own_id = find_value(statement, "id");
  if (own_id && lower_case(own_id->get<std::string>()) != id) {
    throw Refusal{400, {"语句的 id 与 statementId 不同", "the statement's id is not statementId"}};
  }
  statement["id"] = id;
  std::vector<std::string> ids;
  store_statements(store, std::move(read), version, caller, ids);
  HttpAnswer answer;
  answer.status = 204;
  return answer;
}

bool reads_only_own(const Caller& caller) {
  return !caller.scopes.has_any_of(Scope::All | Scope::AllRead | Scope::StatementsRead);
}

/// Puts the found statements into an answer.
class StatementAnswer {
 public:
  StatementAnswer(SchoolDatabase& school, const HttpRequest& request, const StatementView& view)
      : store_(school),
        activities_(school),
        languages_(read_accepted_languages(request.header("Accept-Language"))),
        view_(view) {}

  std::string formatted(const StoredStatement& statement) {
    if (view_.format == StatementView::Format::Exact && !view_.has_attachments) {
      return statement.text;
    }
    Json json = Json::parse(statement.text);
    if (view_.has_attachments) {
      note_attachments(json);
    }
    if (view_.format == StatementView::Format::Ids) {
      reduce_to_ids(json);
    } else if (view_.format == StatementView::Format::Canonical) {
      make_canonical(json, languages_,
                     [this](const std::string& id) { return activities_.find_definition(id); });
    }
    return json_text(json);
  }

  HttpAnswer wrap(std::string body) {
    HttpAnswer answer;
    if (!view_.has_attachments) {
      answer.body = std::move(body);
      return answer;
    }
    MultipartWriter parts;
    parts.add({{"Content-Type", "application/json"}}, body);
    std::size_t bytes = 0;
    for (const std::string& sha2 : sha2s_) {
      const std::optional<Attachment> attachment = store_.find_attachment(sha2);
      bytes += attachment ? attachment->content.size() : 0;
      if (attachment && bytes <= kMostAttachmentBytes) {
        parts.add({{"Content-Type", attachment->content_type},
                   {"Content-Transfer-Encoding", "binary"},
                   {"X-Experience-API-Hash", sha2}},
                  attachment->content);
      }
    }
    answer.content_type = parts.content_type();
    answer.body = parts.finish();
    return answer;
  }

 private:
  void note_attachments(const Json& statement) {
    if (const Json* list = find_value(statement, "attachments")) {
      for (const Json& attachment : *list) {
        sha2s_.insert(lower_case(attachment["sha2"].get<std::string>()));
      }
    }
    const Json* object = find_value(statement, "object");
    if (object && object->value("objectType", "") == "SubStatement") {
      note_attachments(*object);
    }
  }

  StatementStore store_;
  ActivityStore activities_;
  std::vector<std::string> languages_;
  const StatementView& view_;
  std::set<std::string> sha2s_;
};

HttpAnswer show_one(SchoolDatabase& school, const HttpRequest& request, const Caller& caller) {
  check_parameters(request, {"statementId", "voidedStatementId", "format", "attachments"});
  const std::optional<std::string> id = find_uuid_parameter(request, "statementId"),
                                   voided = find_uuid_parameter(request, "voidedStatementId");
  if (id && voided) {
    throw Refusal{400,
                  {"statementId 与 voidedStatementId 不能同时用",
                   "statementId and voidedStatementId exclude each other"}};
  }
  StatementView view;
  view.format = read_format(request);
  view.has_attachments = read_boolean_parameter(request, "attachments");
  StatementStore store(school);
  const std::int64_t through_ms = store.consistent_through_ms();
  const auto found =
      store.find(id ? *id : *voided, voided.has_value(), reads_only_own(caller) ? caller.key : "");
  if (!found) {
    throw Refusal{404,
                  {"没有这个编号的语句", "no statement has this id"},
                  {{kConsistentThrough, rfc3339_text(through_ms)}}};
  }
  StatementAnswer shown(school, request, view);
  return shown.wrap(shown.formatted(*found))
      .with(kConsistentThrough, rfc3339_text(through_ms))
      .with("Last-Modified", http_date_text(found->stored_ms / 1000));
}

HttpAnswer show_list(SchoolDatabase& school, const HttpRequest& request, const Caller& caller,
                     const StatementView& view) {
  StatementStore store(school);
  const std::int64_t through_ms = store.consistent_through_ms();
  StatementQuery query = view.query;
  if (reads_only_own(caller)) {
    query.terms.push_back({calc_term(TermKind::Writer, caller.key)});
  }
  const StatementPage page = store.query(query);
  StatementAnswer shown(school, request, view);
  std::string body = "{\"statements\":[";
  std::int64_t newest_ms = 0;
  for (const StoredStatement& statement : page.statements) {
    body += (body.back() == '[' ? "" : ",") + shown.formatted(statement);
    newest_ms = std::max(newest_ms, statement.stored_ms);
  }
  const std::string more = page.next_after_seq > 0
                               ? "/xapi/statements/more/" + view.more_token(page.next_after_seq)
                               : "";
  body += "],\"more\":\"" + more + "\"}";
  HttpAnswer answer = shown.wrap(std::move(body));
  if (newest_ms > 0) {
    answer.with("Last-Modified", http_date_text(newest_ms / 1000));
  }
  return answer.with(kConsistentThrough, rfc3339_text(through_ms));
}

HttpAnswer get_statements(SchoolDatabase& school, const HttpRequest& request,
                          const Caller& caller) {
  want_version(request);
  if (request.parameter("statementId") || request.parameter("voidedStatementId")) {
    return show_one(school, request, caller);
  }
  check_parameters(
      request, {"agent", "verb", "activity", "registration", "related_activities", "related_agents",
                "since", "until", "limit", "format", "attachments", "ascending"});
  return show_list(school, request, caller, read_statement_view(request));
}

HttpAnswer get_more(SchoolDatabase& school, const HttpRequest& request, const Caller& caller) {
  want_version(request);
  const std::optional<StatementView> view =
      StatementView::read_more_token(request.path_values.at(0));
  if (!view) {
    throw Refusal{400, {"这不是续页链接", "this is no link to a further page"}};
  }
  return show_list(school, request, caller, *view);
}

} // namespace

void add_statement_routes(RouteTable& routes, SchoolDatabases& schools) {
  const Access write{.any_of = Scope::All | Scope::StatementsWrite};
  const Access read{.any_of = Scope::All | Scope::AllRead | Scope::StatementsRead |
                              Scope::StatementsReadMine};
  const auto school = [&schools](const Caller* who) -> SchoolDatabase& {
    return schools.of(who->school);
  };
  routes.finish_below("/xapi/statements", [](const HttpRequest&, HttpAnswer& answer) {
    for (const auto& [name, value] : answer.headers) {
      if (name == kConsistentThrough) {
        return;
      }
    }
    answer.with(kConsistentThrough, rfc3339_text(wall_clock_ms() - 1)); // nothing was read
  });
  routes.add({"PUT", "/xapi/statements", write, kMostStatementBytes,
              [school](const HttpRequest& in, const Caller* who) {
                return put_statement(StatementStore(school(who)), in, *who);
              }});
  routes.add({"POST", "/xapi/statements", write, kMostStatementBytes,
              [school](const HttpRequest& in, const Caller* who) {
                return post_statements(StatementStore(school(who)), in, *who);
              }});
  routes.add(
      {"GET", "/xapi/statements", read, 0, [school](const HttpRequest& in, const Caller* who) {
         return get_statements(school(who), in, *who);
       }});
  routes.add({"GET", "/xapi/statements/more/{}", read, 0,
              [school](const HttpRequest& in, const Caller* who) {
                return get_more(school(who), in, *who);
              }});
}

} // namespace jixia
