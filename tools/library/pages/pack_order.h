#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "registry/pack_store.h"

namespace jixia {

/// How the catalogue is ordered.
enum class PackOrder { Newest, MostUsed, Name };

PackOrder read_pack_order(const std::string& word); ///< Newest if it is none
const char* pack_order_word(PackOrder order);       ///< as it stands in an address
Text pack_order_name(PackOrder order);

/// By school and pack: the learners that may be named (`shown_learners`) of its most used exercise
/// in one version, which that version's page shows too, so that a list says nothing new.
using ShownUse = std::map<std::pair<std::string, std::string>, std::int64_t>;
ShownUse find_shown_use(Hub& hub);

/// Orders `packs`, which come newest first; what is equal stays in that order. Packs whose use may
/// not be shown count as not used.
/// @param use  needed for MostUsed only
void sort_packs(std::vector<PackStore::Match>& packs, PackOrder order, const ShownUse& use,
                Language language);

/// What names are compared by: English without regard to capitals; Chinese by GB 18030, whose 3755
/// common characters stand in the order of pinyin.
std::string name_key(const Text& name, Language language);

} // namespace jixia
