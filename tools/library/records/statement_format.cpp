#include "records/statement_format.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "records/check_place.h"
#include "records/new_statement.h"

namespace jixia {
namespace {

using Change = std::function<void(Json&)>;

void change_member(Json& object, const char* name, const Change& change) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  if (object.is_object() && found != object.end()) {
    change(*found);
  }
}

void change_each(Json& list, const Change& change) {
  for (Json& one : list) {
    change(one);
  }
}

std::string kind_of(const Json& object) {
  const Json* type = find_value(object, "objectType");
  return type ? type->get<std::string>() : "Activity";
}

/// What is done to each kind of thing in a statement.
struct Changes {
  Change actor, activity, verb, map;
};

void apply(Json& statement, const Changes& changes);

void apply_to_object(Json& object, const Changes& changes) {
  const std::string kind = kind_of(object);
  if (kind == "Activity") {
    changes.activity(object);
  } else if (kind == "Agent" || kind == "Group") {
    changes.actor(object);
  } else if (kind == "SubStatement") {
    apply(object, changes);
  }
}

void apply_to_context(Json& context, const Changes& changes) {
  change_member(context, "instructor", changes.actor);
  change_member(context, "team", changes.actor);
  change_member(context, "contextActivities", [&](Json& kinds) {
    change_each(kinds, [&](Json& list) { change_each(list, changes.activity); });
  });
  for (const auto& [list, inside] :
       {std::pair{"contextAgents", "agent"}, std::pair{"contextGroups", "group"}}) {
    change_member(context, list, [&, name = inside](Json& all) {
      change_each(all, [&](Json& one) { change_member(one, name, changes.actor); });
    });
  }
}

void apply(Json& statement, const Changes& changes) {
  change_member(statement, "actor", changes.actor);
  change_member(statement, "authority", changes.actor);
  change_member(statement, "verb", changes.verb);
  change_member(statement, "object", [&](Json& object) { apply_to_object(object, changes); });
  change_member(statement, "context", [&](Json& context) { apply_to_context(context, changes); });
  change_member(statement, "attachments", [&](Json& list) {
    change_each(list, [&](Json& attachment) {
      change_member(attachment, "display", changes.map);
      change_member(attachment, "description", changes.map);
    });
  });
}

void keep_only(Json& object, std::initializer_list<std::string_view> names) {
  Json kept = Json::object();
  for (const std::string_view name : names) {
    if (const auto found = object.find(name); found != object.end()) {
      kept[std::string(name)] = *found;
    }
  }
  object = std::move(kept);
}

void reduce_actor(Json& actor) {
  const bool is_anonymous = !actor.contains("mbox") && !actor.contains("mbox_sha1sum") &&
                            !actor.contains("openid") && !actor.contains("account");
  if (is_anonymous) { // only its members tell which group it is
    change_member(actor, "member", [](Json& members) { change_each(members, reduce_actor); });
    keep_only(actor, {"objectType", "member"});
  } else {
    keep_only(actor, {"objectType", "mbox", "mbox_sha1sum", "openid", "account"});
  }
}

void choose_in_definition(Json& definition, const Change& choose) {
  change_member(definition, "name", choose);
  change_member(definition, "description", choose);
  for (const char* name : {"choices", "scale", "source", "target", "steps"}) {
    change_member(definition, name, [&](Json& list) {
      change_each(list, [&](Json& component) { change_member(component, "description", choose); });
    });
  }
}

// "zh-Hans-CN" fits "zh", as RFC 4647 filters.
bool fits(const std::string& tag, const std::string& range) {
  const std::string a = lower_case(tag), b = lower_case(range);
  return b == "*" || a == b || (a.starts_with(b) && a[b.size()] == '-');
}

} // namespace

std::vector<std::string> read_accepted_languages(std::string_view header) {
  struct Range {
    std::string tag;
    double quality;
  };
  std::vector<Range> ranges;
  constexpr std::size_t kMostRanges = 50;
  while (!header.empty() && ranges.size() < kMostRanges) {
    std::string item(header.substr(0, header.find(',')));
    header.remove_prefix(std::min(header.size(), item.size() + 1));
    std::erase(item, ' ');
    double quality = 1;
    if (const std::size_t q = item.find(";q="); q != std::string::npos) {
      std::from_chars(item.data() + q + 3, item.data() + item.size(), quality);
    }
    item = item.substr(0, item.find(';'));
    if (!item.empty() && quality > 0) {
      ranges.push_back({item, quality});
    }
  }
  std::stable_sort(ranges.begin(), ranges.end(),
                   [](const Range& a, const Range& b) { return a.quality > b.quality; });
  std::vector<std::string> tags;
  for (Range& range : ranges) {
    tags.push_back(std::move(range.tag));
  }
  return tags;
}

Json choose_language(const Json& map, const std::vector<std::string>& accepted) {
  if (!map.is_object() || map.size() < 2) {
    return map;
  }
  for (const std::string& range : accepted) {
    for (const auto& [tag, text] : map.items()) {
      if (fits(tag, range)) {
        return Json{{tag, text}};
      }
    }
  }
  return Json{{map.begin().key(), map.begin().value()}};
}

void reduce_to_ids(Json& statement) {
  // An activity needs no objectType: without one it is an activity.
  const auto id_only = [](Json& thing) { keep_only(thing, {"id"}); };
  apply(statement, {reduce_actor, id_only, id_only, [](Json&) {}});
}

void make_canonical(Json& statement, const std::vector<std::string>& accepted,
                    const std::function<Json(const std::string& id)>& find_definition) {
  const Change choose = [&](Json& map) { map = choose_language(map, accepted); };
  const Change activity = [&](Json& one) {
    if (Json known = find_definition(one["id"].get<std::string>()); known.is_object()) {
      one["definition"] = std::move(known);
    }
    change_member(one, "definition",
                  [&](Json& definition) { choose_in_definition(definition, choose); });
  };
  apply(statement, {[](Json&) {}, activity,
                    [&](Json& verb) { change_member(verb, "display", choose); }, choose});
}

} // namespace jixia
