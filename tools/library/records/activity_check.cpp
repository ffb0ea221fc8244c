#include "records/activity_check.h"

#include <algorithm>
#include <array>
#include <set>

namespace jixia {
namespace {

/// Which lists of components a kind of interaction may have.
struct Interaction {
  std::string_view type;
  std::array<std::string_view, 2> lists;
};

constexpr std::array kInteractions{
    Interaction{"true-false", {}},
    Interaction{"choice", {"choices"}},
    Interaction{"fill-in", {}},
    Interaction{"long-fill-in", {}},
    Interaction{"matching", {"source", "target"}},
    Interaction{"performance", {"steps"}},
    Interaction{"sequencing", {"choices"}},
    Interaction{"likert", {"scale"}},
    Interaction{"numeric", {}},
    Interaction{"other", {}},
};
constexpr std::array kLists{"choices", "scale", "source", "target", "steps"};

const Interaction* find_interaction(const std::string& type) {
  const auto found = std::find_if(kInteractions.begin(), kInteractions.end(),
                                  [&](const Interaction& known) { return known.type == type; });
  return found == kInteractions.end() ? nullptr : &*found;
}

void check_components(const Json& list, const CheckPlace& at) {
  want_array(list, at);
  std::set<std::string> seen;
  for (std::size_t k = 0; k < list.size(); ++k) {
    const CheckPlace place(at, k);
    want_only(list[k], place, {"id", "description"});
    const std::string& id = want_string(want_value(list[k], "id", place), CheckPlace(place, "id"));
    if (!seen.insert(id).second) {
      refuse(CheckPlace(place, "id"), {"{0} 与前面的重复", "{0} stands there twice"});
    }
    if (const Json* description = find_value(list[k], "description")) {
      want_language_map(*description, CheckPlace(place, "description"));
    }
  }
}

void check_responses(const Json& list, const CheckPlace& at) {
  want_array(list, at);
  for (std::size_t k = 0; k < list.size(); ++k) {
    want_string(list[k], CheckPlace(at, k));
  }
}

void check_interaction(const Json& definition, const CheckPlace& at) {
  const Json* type = find_value(definition, "interactionType");
  const Interaction* interaction = nullptr;
  if (type) {
    const CheckPlace place(at, "interactionType");
    interaction = find_interaction(want_string(*type, place));
    if (!interaction) {
      refuse(place,
             {"{0} 不是规范里的交互类型", "{0} is no interaction type of the specification"});
    }
  }
  if (const Json* responses = find_value(definition, "correctResponsesPattern")) {
    check_responses(*responses, CheckPlace(at, "correctResponsesPattern"));
    if (!interaction) {
      refuse(CheckPlace(at, "interactionType"), {"缺少 {0}", "{0} is missing"});
    }
  }
  for (const char* name : kLists) {
    if (const Json* list = find_value(definition, name)) {
      const CheckPlace place(at, name);
      if (!interaction || std::find(interaction->lists.begin(), interaction->lists.end(), name) ==
                              interaction->lists.end()) {
        refuse(place, {"这种交互没有 {0}", "this kind of interaction has no {0}"});
      }
      check_components(*list, place);
    }
  }
}

void check_definition(const Json& definition, const CheckPlace& at) {
  want_only(definition, at,
            {"name", "description", "type", "moreInfo", "extensions", "interactionType",
             "correctResponsesPattern", "choices", "scale", "source", "target", "steps"});
  for (const char* name : {"name", "description"}) {
    if (const Json* map = find_value(definition, name)) {
      want_language_map(*map, CheckPlace(at, name));
    }
  }
  for (const char* name : {"type", "moreInfo"}) {
    if (const Json* iri = find_value(definition, name)) {
      want_iri(*iri, CheckPlace(at, name));
    }
  }
  if (const Json* extensions = find_value(definition, "extensions")) {
    want_extensions(*extensions, CheckPlace(at, "extensions"));
  }
  check_interaction(definition, at);
}

} // namespace

void check_activity(const Json& value, const CheckPlace& at) {
  want_only(value, at, {"objectType", "id", "definition"});
  if (const Json* type = find_value(value, "objectType"); type && *type != "Activity") {
    refuse(CheckPlace(at, "objectType"), {"{0} 应为 Activity", "{0} must be Activity"});
  }
  want_iri(want_value(value, "id", at), CheckPlace(at, "id"));
  if (const Json* definition = find_value(value, "definition")) {
    check_definition(*definition, CheckPlace(at, "definition"));
  }
}

} // namespace jixia
