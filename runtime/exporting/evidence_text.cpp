#include "exporting/evidence_text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace jixia {
namespace {

/// The meaning of a port up to its first stop: what follows explains.
std::string short_meaning(const std::string& meaning) {
  constexpr std::array<std::string_view, 9> kStops{"。", "；", "：", "，", "（",
                                                   ". ", "; ", ": ", " ("};
  std::size_t end = meaning.size();
  for (const std::string_view stop : kStops) {
    end = std::min(end, meaning.find(stop));
  }
  return meaning.substr(0,
                        end > 0 && end == meaning.size() && meaning.back() == '.' ? end - 1 : end);
}

/// English behind a comma: "Travel" as "travel", but "PV" as it is.
std::string within_sentence(std::string text) {
  const auto is_in = [&](std::size_t k, char low, char high) {
    return text.size() > k && text[k] >= low && text[k] <= high;
  };
  if (is_in(0, 'A', 'Z') && is_in(1, 'a', 'z')) {
    text[0] = static_cast<char>(text[0] + 32);
  }
  return text;
}

bool is_part_of_tag(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= 'a' && letter <= 'z') || letter == '_' || letter == '.';
}

/// Where `tag` stands in `text` as a whole word; npos if nowhere.
std::size_t find_tag(const std::string& text, const std::string& tag) {
  for (std::size_t at = text.find(tag); at != std::string::npos; at = text.find(tag, at + 1)) {
    const std::size_t end = at + tag.size();
    if ((at == 0 || !is_part_of_tag(text[at - 1])) &&
        (end == text.size() || !is_part_of_tag(text[end]))) {
      return at;
    }
  }
  return std::string::npos;
}

/// `text` with `name` behind the first of `tags` that it has.
std::string named(std::string text, const std::array<std::string, 2>& tags,
                  const std::string& name) {
  for (const std::string& tag : tags) {
    const std::size_t at = tag.empty() ? std::string::npos : find_tag(text, tag);
    if (at != std::string::npos) {
      return text.insert(at + tag.size(), name);
    }
  }
  return text;
}

bool stands_for_component(const World& world, const Tag& tag) {
  return world.find_tag(world.components()[tag.component].tag) == &tag;
}

} // namespace

Text full_name(const World& world, const Tag& tag) {
  const Text& component = world.components()[tag.component].name;
  const Text own{short_meaning(tag.display.name.zh), short_meaning(tag.display.name.en)};
  if (component.empty() || own.empty()) {
    return component.empty() ? own : component;
  }
  return stands_for_component(world, tag)
             ? tag.display.name
             : Text{component.zh + " " + own.zh, component.en + ", " + within_sentence(own.en)};
}

Text named_reason(const World& world, const Evidence& evidence) {
  const Tag* tag = world.find_tag(evidence.tag);
  const Text name = tag != nullptr ? full_name(world, *tag) : Text();
  if (name.empty()) {
    return evidence.reason;
  }
  const std::array<std::string, 2> tags{tag->name, stands_for_component(world, *tag)
                                                       ? world.components()[tag->component].tag
                                                       : std::string()};
  return {named(evidence.reason.zh, tags, " " + name.zh),
          named(evidence.reason.en, tags, " (" + name.en + ")")};
}

} // namespace jixia
