#include "records/statement_terms.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <functional>

#include "records/actor_check.h"
#include "records/check_place.h"

namespace jixia {
namespace {

const Json kNothing = Json::object();

const Json& part(const Json& object, const char* name) {
  const Json* value = find_value(object, name);
  return value ? *value : kNothing;
}

std::string type_of(const Json& object, const char* otherwise) {
  const Json* type = find_value(object, "objectType");
  return type ? type->get<std::string>() : otherwise;
}

using Visit = std::function<void(const Json&)>;

// An actor, and its members if it is a group.
void visit_actor(const Json& actor, const Visit& visit) {
  if (actor.empty()) {
    return;
  }
  visit(actor);
  for (const Json& member : part(actor, "member")) {
    visit(member);
  }
}

void visit_direct_agents(const Json& statement, const Visit& visit) {
  visit_actor(part(statement, "actor"), visit);
  const Json& object = part(statement, "object");
  const std::string type = type_of(object, "Activity");
  if (type == "Agent" || type == "Group") {
    visit_actor(object, visit);
  }
}

void visit_all_agents(const Json& statement, const Visit& visit);

// All but those above.
void visit_related_agents(const Json& statement, const Visit& visit) {
  visit_actor(part(statement, "authority"), visit);
  const Json& context = part(statement, "context");
  visit_actor(part(context, "instructor"), visit);
  visit_actor(part(context, "team"), visit);
  for (const Json& related : part(context, "contextAgents")) {
    visit_actor(part(related, "agent"), visit);
  }
  for (const Json& related : part(context, "contextGroups")) {
    visit_actor(part(related, "group"), visit);
  }
  const Json& object = part(statement, "object");
  if (type_of(object, "Activity") == "SubStatement") {
    visit_all_agents(object, visit);
  }
}

void visit_all_agents(const Json& statement, const Visit& visit) {
  visit_direct_agents(statement, visit);
  visit_related_agents(statement, visit);
}

void visit_object_activity(const Json& statement, const Visit& visit) {
  if (const Json& object = part(statement, "object"); type_of(object, "Activity") == "Activity") {
    visit(object);
  }
}

void visit_all_activities(const Json& statement, const Visit& visit);

void visit_related_activities(const Json& statement, const Visit& visit) {
  if (const Json& object = part(statement, "object"); type_of(object, "") == "SubStatement") {
    visit_all_activities(object, visit);
  }
  for (const Json& list : part(part(statement, "context"), "contextActivities")) {
    for (const Json& activity : list) {
      visit(activity);
    }
  }
}

void visit_all_activities(const Json& statement, const Visit& visit) {
  visit_object_activity(statement, visit);
  visit_related_activities(statement, visit);
}

} // namespace

std::int64_t calc_term(TermKind kind, std::string_view value) {
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr); // once: it is slow
  std::string text(1, static_cast<char>(kind));
  text += value;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, kSha256, nullptr);
  std::uint64_t number = 0;
  for (std::size_t k = 0; k < 8; ++k) {
    number = number << 8 | digest[k];
  }
  return static_cast<std::int64_t>(number >> 1);
}

std::vector<std::int64_t> collect_terms(const Json& statement) {
  std::vector<std::int64_t> terms;
  const auto agents = [&](TermKind kind) {
    return [&terms, kind](const Json& agent) {
      if (const std::string key = agent_key(agent); !key.empty()) {
        terms.push_back(calc_term(kind, key));
      }
    };
  };
  visit_direct_agents(statement, agents(TermKind::Agent));
  visit_related_agents(statement, agents(TermKind::RelatedAgent));
  terms.push_back(calc_term(TermKind::Verb, statement["verb"]["id"].get_ref<const std::string&>()));
  const auto activities = [&](TermKind kind) {
    return [&terms, kind](const Json& activity) {
      terms.push_back(calc_term(kind, activity["id"].get_ref<const std::string&>()));
    };
  };
  visit_object_activity(statement, activities(TermKind::Activity));
  visit_related_activities(statement, activities(TermKind::RelatedActivity));
  if (const Json* registration = find_value(part(statement, "context"), "registration")) {
    std::string lower = registration->get<std::string>();
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    terms.push_back(calc_term(TermKind::Registration, lower));
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

std::vector<DefinedActivity> collect_definitions(const Json& statement) {
  std::vector<DefinedActivity> found;
  visit_all_activities(statement, [&](const Json& activity) {
    if (const Json* definition = find_value(activity, "definition")) {
      found.push_back({activity["id"].get<std::string>(), *definition, json_text(*definition)});
    }
  });
  return found;
}

std::vector<NamedAgent> collect_names(const Json& statement) {
  std::vector<NamedAgent> found;
  visit_all_agents(statement, [&](const Json& agent) {
    const Json* name = find_value(agent, "name");
    std::string key = name ? agent_key(agent) : "";
    if (!key.empty()) {
      found.push_back({std::move(key), name->get<std::string>()});
    }
  });
  return found;
}

} // namespace jixia
