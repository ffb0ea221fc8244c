#include "records/json_text.h"

#include <vector>

namespace jixia {

std::optional<Json> parse_json(std::string_view text) {
  bool is_good = true;
  int open = 0;                   // objects and arrays around what is read
  std::vector<std::size_t> names; // how many were read in each open object
  const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
        names.push_back(0);
        [[fallthrough]];
      case Json::parse_event_t::array_start:
        is_good = is_good && ++open <= kDeepestJson;
        break;
      case Json::parse_event_t::key:
        ++names.back();
        break;
      case Json::parse_event_t::object_end:
        is_good = is_good && parsed.size() == names.back(); // fewer: a name stood twice
        names.pop_back();
        [[fallthrough]];
      case Json::parse_event_t::array_end:
        --open;
        break;
      default:
        break;
    }
    return true;
  };
  // The parser keeps no stack of its own calls, so depth costs it memory, bounded by the body.
  Json parsed = Json::parse(text, watch, false);
  return parsed.is_discarded() || !is_good ? std::nullopt : std::optional(std::move(parsed));
}

std::string json_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace jixia
