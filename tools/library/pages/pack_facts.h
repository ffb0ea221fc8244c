#pragma once

#include <string>
#include <vector>

#include "pages/html.h"
#include "registry/pack_row.h"

namespace jixia {

/// What a pack says of itself, read from what its admission found; unknown members are left out.
struct PackFacts {
  struct Exercise {
    std::string id;
    Text title;
  };
  Text title, summary;
  std::string domain, author, community, licence;
  std::vector<std::string> occupations, specialities, units, languages;
  std::vector<Text> objectives;
  std::vector<Exercise> exercises;
};

PackFacts read_pack_facts(const PackRow& row);

/// "3 个练习".
Text exercise_count(const PackFacts& facts);

/// The name of a domain, e.g. 化工; the word itself if it has none.
Text domain_name(const std::string& domain);
/// The name of a code, value or type that packs are searched by, as people say it.
/// @param kind  domain, speciality, occupation, unit, language, community or school
Text facet_value_name(const std::string& kind, const std::string& value);

/// Address of a pack's page, of its newest or of one version.
std::string pack_address(const std::string& school, const std::string& id,
                         const std::string& version = "");

/// The picture of a pack as <img>: drawn from it when it was admitted, else a drawing of its
/// domain.
Html pack_picture(const PackRow& row, const PackFacts& facts, Language language);

} // namespace jixia
