#include "records/actor_check.h"

#include <array>

#include "records/xapi_values.h"

namespace jixia {
namespace {

constexpr std::array kIdentifiers{"mbox", "mbox_sha1sum", "openid", "account"};

void check_account(const Json& value, const CheckPlace& at) {
  want_only(value, at, {"homePage", "name"});
  want_iri(want_value(value, "homePage", at), CheckPlace(at, "homePage"));
  if (want_string(want_value(value, "name", at), CheckPlace(at, "name")).empty()) {
    refuse(CheckPlace(at, "name"), {"{0} 不能为空", "{0} must not be empty"});
  }
}

void check_identifier(const Json& value, const char* name, const CheckPlace& at) {
  const std::string_view kind = name;
  if (kind == "account") {
    check_account(value, at);
  } else if (kind == "openid") {
    want_iri(value, at);
  } else if (kind == "mbox" && !is_mailto(want_string(value, at))) {
    refuse(at, {"{0} 应为 mailto:地址", "{0} must be mailto:address"});
  } else if (kind == "mbox_sha1sum" && !is_hexadecimal(want_string(value, at), 40)) {
    refuse(at, {"{0} 应为 40 位十六进制", "{0} must be 40 hexadecimal digits"});
  }
}

// @returns how many identifiers there are, each well-formed
int check_identifiers(const Json& actor, const CheckPlace& at) {
  int count = 0;
  for (const char* name : kIdentifiers) {
    if (const Json* value = find_value(actor, name)) {
      check_identifier(*value, name, CheckPlace(at, name));
      ++count;
    }
  }
  return count;
}

void check_name(const Json& actor, const CheckPlace& at) {
  if (const Json* name = find_value(actor, "name")) {
    want_string(*name, CheckPlace(at, "name"));
  }
}

bool has_type(const Json& value, const char* type) {
  const Json* found = find_value(value, "objectType");
  return found && *found == type;
}

} // namespace

void check_agent(const Json& value, const CheckPlace& at) {
  want_only(value, at, {"objectType", "name", "mbox", "mbox_sha1sum", "openid", "account"});
  if (find_value(value, "objectType") && !has_type(value, "Agent")) {
    refuse(CheckPlace(at, "objectType"), {"{0} 应为 Agent", "{0} must be Agent"});
  }
  check_name(value, at);
  if (check_identifiers(value, at) != 1) {
    refuse(at, {"{0} 应恰有一个标识：mbox、mbox_sha1sum、openid 或 account",
                "{0} must have exactly one identifier: mbox, mbox_sha1sum, openid or account"});
  }
}

void check_group(const Json& value, const CheckPlace& at) {
  want_only(value, at,
            {"objectType", "name", "mbox", "mbox_sha1sum", "openid", "account", "member"});
  if (!has_type(value, "Group")) {
    refuse(CheckPlace(at, "objectType"), {"{0} 应为 Group", "{0} must be Group"});
  }
  check_name(value, at);
  const int identifiers = check_identifiers(value, at);
  const Json* members = find_value(value, "member");
  if (identifiers > 1 || (identifiers == 0 && !members)) {
    refuse(at, {"{0} 应有一个标识，或没有标识而有 member",
                "{0} must have one identifier, or none and members"});
  }
  if (members) {
    const CheckPlace place(at, "member");
    want_array(*members, place);
    if (members->empty() && identifiers == 0) {
      refuse(place, {"{0} 不能为空", "{0} must not be empty"});
    }
    for (std::size_t k = 0; k < members->size(); ++k) {
      check_agent((*members)[k], CheckPlace(place, k));
    }
  }
}

void check_actor(const Json& value, const CheckPlace& at) {
  want_object(value, at);
  has_type(value, "Group") ? check_group(value, at) : check_agent(value, at);
}

std::string agent_key(const Json& actor) {
  for (const char* name : {"mbox", "mbox_sha1sum", "openid"}) {
    if (const Json* value = find_value(actor, name)) {
      return std::string(name) + ":" + value->get_ref<const std::string&>();
    }
  }
  if (const Json* account = find_value(actor, "account")) {
    // An IRI has no space in it, so this cannot be read in two ways.
    return "account:" + account->at("homePage").get_ref<const std::string&>() + " " +
           account->at("name").get_ref<const std::string&>();
  }
  return "";
}

Json read_agent_parameter(const std::string& text, const char* name) {
  const CheckPlace at(name);
  std::optional<Json> agent = parse_json(text);
  if (!agent) {
    refuse(at, {"{0} 不是 JSON", "{0} is not JSON"});
  }
  check_actor(*agent, at);
  if (agent_key(*agent).empty()) {
    refuse(at, {"{0} 应有标识", "{0} must have an identifier"});
  }
  return std::move(*agent);
}

} // namespace jixia
