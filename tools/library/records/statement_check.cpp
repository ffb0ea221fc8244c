#include "records/statement_check.h"

#include "records/activity_check.h"
#include "records/actor_check.h"
#include "records/context_check.h"
#include "records/result_check.h"
#include "records/xapi_values.h"

namespace jixia {
namespace {

void check_verb(const Json& verb, const CheckPlace& at) {
  want_only(verb, at, {"id", "display"});
  want_iri(want_value(verb, "id", at), CheckPlace(at, "id"));
  if (const Json* display = find_value(verb, "display")) {
    want_language_map(*display, CheckPlace(at, "display"));
  }
}

void check_attachment(const Json& attachment, const CheckPlace& at) {
  want_only(attachment, at,
            {"usageType", "display", "description", "contentType", "length", "sha2", "fileUrl"});
  want_iri(want_value(attachment, "usageType", at), CheckPlace(at, "usageType"));
  want_language_map(want_value(attachment, "display", at), CheckPlace(at, "display"));
  if (const Json* description = find_value(attachment, "description")) {
    want_language_map(*description, CheckPlace(at, "description"));
  }
  if (!is_media_type(
          want_string(want_value(attachment, "contentType", at), CheckPlace(at, "contentType")))) {
    refuse(CheckPlace(at, "contentType"),
           {"{0} 应为媒体类型，如 text/plain", "{0} must be a media type, e.g. text/plain"});
  }
  const Json& length = want_value(attachment, "length", at);
  if (!length.is_number_unsigned()) {
    refuse(CheckPlace(at, "length"),
           {"{0} 应为非负整数", "{0} must be a whole number, not negative"});
  }
  const std::string& sha2 = want_string(want_value(attachment, "sha2", at), CheckPlace(at, "sha2"));
  if (!is_hexadecimal(sha2, sha2.size()) ||
      (sha2.size() != 56 && sha2.size() != 64 && sha2.size() != 96 && sha2.size() != 128)) {
    refuse(CheckPlace(at, "sha2"),
           {"{0} 应为十六进制的 SHA-2", "{0} must be a SHA-2 in hexadecimal"});
  }
  if (const Json* url = find_value(attachment, "fileUrl")) {
    want_iri(*url, CheckPlace(at, "fileUrl"));
  }
}

void check_attachments(const Json& list, const CheckPlace& at) {
  want_array(list, at);
  for (std::size_t k = 0; k < list.size(); ++k) {
    check_attachment(list[k], CheckPlace(at, k));
  }
}

void check_version_property(const Json& value, const CheckPlace& at) {
  if (!find_xapi_version(want_string(value, at))) {
    refuse(at, {"{0} 应为 1.0.x 或 2.0.x", "{0} must be 1.0.x or 2.0.x"});
  }
}

// What statements and substatements have in common.
void check_parts(const Json& statement, XapiVersion version, const CheckPlace& at, bool may_nest);

void check_substatement(const Json& value, XapiVersion version, const CheckPlace& at,
                        bool may_nest) {
  if (!may_nest) {
    refuse(at, {"SubStatement 里不能再有 SubStatement：{0}",
                "a SubStatement cannot hold another one: {0}"});
  }
  want_only(
      value, at,
      {"objectType", "actor", "verb", "object", "result", "context", "timestamp", "attachments"});
  check_parts(value, version, at, false);
}

void check_object(const Json& value, XapiVersion version, const CheckPlace& at, bool may_nest) {
  want_object(value, at);
  const Json* type = find_value(value, "objectType");
  const std::string kind = type ? want_string(*type, CheckPlace(at, "objectType")) : "Activity";
  if (kind == "Activity") {
    check_activity(value, at);
  } else if (kind == "Agent") {
    check_agent(value, at);
  } else if (kind == "Group") {
    check_group(value, at);
  } else if (kind == "StatementRef") {
    check_statement_ref(value, at);
  } else if (kind == "SubStatement") {
    check_substatement(value, version, at, may_nest);
  } else {
    refuse(CheckPlace(at, "objectType"),
           {"{0} 应为 Activity、Agent、Group、StatementRef 或 SubStatement",
            "{0} must be Activity, Agent, Group, StatementRef or SubStatement"});
  }
}

void check_parts(const Json& statement, XapiVersion version, const CheckPlace& at, bool may_nest) {
  check_actor(want_value(statement, "actor", at), CheckPlace(at, "actor"));
  check_verb(want_value(statement, "verb", at), CheckPlace(at, "verb"));
  const Json& object = want_value(statement, "object", at);
  check_object(object, version, CheckPlace(at, "object"), may_nest);
  if (const Json* result = find_value(statement, "result")) {
    check_result(*result, CheckPlace(at, "result"));
  }
  if (const Json* context = find_value(statement, "context")) {
    const bool is_about_activity = object.value("objectType", "Activity") == "Activity";
    check_context(*context, version, is_about_activity, CheckPlace(at, "context"));
  }
  if (const Json* timestamp = find_value(statement, "timestamp")) {
    want_timestamp(*timestamp, CheckPlace(at, "timestamp"));
  }
  if (const Json* attachments = find_value(statement, "attachments")) {
    check_attachments(*attachments, CheckPlace(at, "attachments"));
  }
  if (statement["verb"]["id"] == kVoidedVerb && object.value("objectType", "") != "StatementRef") {
    refuse(CheckPlace(at, "object"), {"作废语句的 {0} 应为 StatementRef",
                                      "{0} of a voiding statement must be a StatementRef"});
  }
}

void check_authority(const Json& value, const CheckPlace& at) {
  check_actor(value, at);
  const Json* members = find_value(value, "member");
  const bool is_group = value.value("objectType", "Agent") == "Group";
  if (is_group && (!agent_key(value).empty() || !members || members->size() != 2)) {
    refuse(at, {"{0} 为组时应恰有两个成员且没有标识",
                "{0}, if a group, must have two members and no identifier"});
  }
}

} // namespace

void check_statement(const Json& statement, XapiVersion version, const CheckPlace& at) {
  want_only(statement, at,
            {"id", "actor", "verb", "object", "result", "context", "timestamp", "stored",
             "authority", "version", "attachments"});
  if (const Json* id = find_value(statement, "id")) {
    want_uuid(*id, CheckPlace(at, "id"));
  }
  check_parts(statement, version, at, true);
  if (const Json* stored = find_value(statement, "stored")) {
    want_timestamp(*stored, CheckPlace(at, "stored"));
  }
  if (const Json* authority = find_value(statement, "authority")) {
    check_authority(*authority, CheckPlace(at, "authority"));
  }
  if (const Json* property = find_value(statement, "version")) {
    check_version_property(*property, CheckPlace(at, "version"));
  }
}

bool is_voiding(const Json& statement) {
  return statement["verb"]["id"] == kVoidedVerb;
}

} // namespace jixia
