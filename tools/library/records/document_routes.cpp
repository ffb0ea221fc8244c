#include "records/document_routes.h"

#include "http/http_date.h"
#include "records/actor_check.h"
#include "records/check_place.h"
#include "records/document_store.h"
#include "records/xapi_request.h"

namespace jixia {
namespace {

using Kind = DocumentKey::Kind;

/// One of the three resources: its path and what its parameters are called.
struct Resource {
  Kind kind;
  const char* path;
  const char* id; ///< the parameter that names a single document
  Scope scope;
};

constexpr Resource kState{Kind::State, "/xapi/activities/state", "stateId", Scope::State};
constexpr Resource kActivityProfile{Kind::ActivityProfile, "/xapi/activities/profile", "profileId",
                                    Scope::Profile};
constexpr Resource kAgentProfile{Kind::AgentProfile, "/xapi/agents/profile", "profileId",
                                 Scope::Profile};

void check_names(const HttpRequest& request, const Resource& resource, bool may_have_since) {
  const std::string_view since = may_have_since ? "since" : resource.id;
  switch (resource.kind) {
    case Kind::State:
      check_parameters(request, {"activityId", "agent", "registration", "stateId", since});
      break;
    case Kind::ActivityProfile:
      check_parameters(request, {"activityId", "profileId", since});
      break;
    case Kind::AgentProfile:
      check_parameters(request, {"agent", "profileId", since});
      break;
  }
}

// The key without the document's own id.
DocumentKey read_context(const HttpRequest& request, const Resource& resource) {
  DocumentKey key{.kind = resource.kind, .activity = {}, .agent = {}, .registration = {}, .id = {}};
  if (resource.kind != Kind::AgentProfile) {
    key.activity = want_iri_parameter(request, "activityId");
  }
  if (resource.kind != Kind::ActivityProfile) {
    key.agent = agent_key(read_agent_parameter(want_parameter(request, "agent"), "agent"));
  }
  if (resource.kind == Kind::State) {
    key.registration = find_uuid_parameter(request, "registration").value_or("");
  }
  return key;
}

DocumentKey read_key(const HttpRequest& request, const Resource& resource) {
  DocumentKey key = read_context(request, resource);
  key.id = want_parameter(request, resource.id);
  return key;
}

Preconditions read_preconditions(const HttpRequest& request) {
  return {request.header("If-Match"), request.header("If-None-Match")};
}

// The content as it came; JSON must be JSON.
Document read_content(const HttpRequest& request) {
  Document document;
  document.content_type = request.header("Content-Type");
  if (document.content_type.empty()) {
    document.content_type = "application/octet-stream";
  }
  document.content = request.body;
  if (document.content_type.starts_with("application/json") && !parse_json(request.body)) {
    throw Refusal{400, {"请求内容不是 JSON", "the body is not JSON"}};
  }
  return document;
}

HttpAnswer no_content() {
  HttpAnswer answer;
  answer.status = 204;
  return answer;
}

HttpAnswer put_document(DocumentStore store, const Resource& resource, const HttpRequest& request) {
  const XapiVersion version = want_version(request);
  check_names(request, resource, false);
  const bool is_state = resource.kind == Kind::State;
  const Unguarded unguarded = version == XapiVersion::V2 ? Unguarded::OnlyIfNew
                              : is_state                 ? Unguarded::Allowed
                                                         : Unguarded::NotWithoutHeader;
  store.put(read_key(request, resource), read_content(request), read_preconditions(request),
            unguarded);
  return no_content();
}

HttpAnswer post_document(DocumentStore store, const Resource& resource,
                         const HttpRequest& request) {
  want_version(request);
  check_names(request, resource, false);
  const Document document = read_content(request);
  if (document.content_type.starts_with("application/json") &&
      !parse_json(document.content)->is_object()) {
    throw Refusal{400, {"POST 的 JSON 应为对象", "JSON that is POSTed must be an object"}};
  }
  store.post(read_key(request, resource), document, read_preconditions(request));
  return no_content();
}

HttpAnswer show_ids(DocumentStore& store, const Resource& resource, const HttpRequest& request) {
  const DocumentStore::Ids found =
      store.list(read_context(request, resource), find_time_parameter(request, "since"));
  HttpAnswer answer;
  answer.body = json_text(found.ids);
  if (found.newest_ms > 0) {
    answer.with("Last-Modified", http_date_text(found.newest_ms / 1000));
  }
  return answer;
}

HttpAnswer get_document(DocumentStore store, const Resource& resource, const HttpRequest& request) {
  want_version(request);
  const bool is_single = request.parameter(resource.id).has_value();
  check_names(request, resource, !is_single);
  if (!is_single) {
    return show_ids(store, resource, request);
  }
  std::optional<Document> document = store.find(read_key(request, resource));
  if (!document) {
    throw Refusal{404, {"没有这份文档", "there is no such document"}};
  }
  HttpAnswer answer;
  answer.content_type = document->content_type;
  answer.body = std::move(document->content);
  return answer.with("ETag", '"' + document->etag + '"')
      .with("Last-Modified", http_date_text(document->updated_ms / 1000));
}

HttpAnswer delete_document(DocumentStore store, const Resource& resource,
                           const HttpRequest& request) {
  want_version(request);
  check_names(request, resource, false);
  if (resource.kind == Kind::State && !request.parameter(resource.id)) {
    store.erase_all(read_context(request, resource));
  } else {
    store.erase(read_key(request, resource), read_preconditions(request));
  }
  return no_content();
}

} // namespace

void add_document_routes(RouteTable& routes, SchoolDatabases& schools) {
  for (const Resource& resource : {kState, kActivityProfile, kAgentProfile}) {
    const Access write{.any_of = Scope::All | resource.scope};
    const Access read{.any_of = Scope::All | Scope::AllRead | resource.scope};
    const auto add = [&](const char* method, const Access& access, std::size_t most, auto handle) {
      routes.add({method, resource.path, access, most,
                  [&schools, resource, handle](const HttpRequest& in, const Caller* who) {
                    return handle(DocumentStore(schools.of(who->school)), resource, in);
                  }});
    };
    add("PUT", write, kMostDocumentBytes, put_document);
    add("POST", write, kMostDocumentBytes, post_document);
    add("GET", read, 0, get_document);
    add("DELETE", write, kMostDocumentBytes, delete_document); // some send one; it means nothing
  }
}

} // namespace jixia
