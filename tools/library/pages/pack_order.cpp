#include "pages/pack_order.h"

#include <iconv.h>

#include <algorithm>
#include <functional>

#include "pages/evidence_of_use.h"
#include "pages/pack_facts.h"

namespace jixia {
namespace {

/// `text` in GB 18030; as it is if it cannot be converted.
std::string gb18030_bytes(std::string text) {
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    return text;
  }
  std::string bytes(text.size() * 4, '\0');
  char *read = text.data(), *written = bytes.data();
  std::size_t in_left = text.size(), out_left = bytes.size();
  const bool is_done =
      iconv(converter, &read, &in_left, &written, &out_left) != static_cast<std::size_t>(-1);
  iconv_close(converter);
  bytes.resize(bytes.size() - out_left);
  return is_done ? bytes : text;
}

template <typename Key, typename Before>
void sort_by_key(std::vector<PackStore::Match>& packs, Key key_of, Before before) {
  std::vector<std::pair<decltype(key_of(packs.front())), PackStore::Match>> keyed;
  for (PackStore::Match& pack : packs) {
    auto key = key_of(pack);
    keyed.emplace_back(std::move(key), std::move(pack));
  }
  std::stable_sort(keyed.begin(), keyed.end(),
                   [&](const auto& a, const auto& b) { return before(a.first, b.first); });
  std::transform(keyed.begin(), keyed.end(), packs.begin(),
                 [](auto& pair) { return std::move(pair.second); });
}

} // namespace

PackOrder read_pack_order(const std::string& word) {
  return word == "used"   ? PackOrder::MostUsed
         : word == "name" ? PackOrder::Name
                          : PackOrder::Newest;
}

const char* pack_order_word(PackOrder order) {
  return order == PackOrder::MostUsed ? "used" : order == PackOrder::Name ? "name" : "newest";
}

Text pack_order_name(PackOrder order) {
  return order == PackOrder::MostUsed ? Text{"用得最多", "Most used"}
         : order == PackOrder::Name   ? Text{"名称", "Name"}
                                      : Text{"最新发布", "Newest"};
}

ShownUse find_shown_use(Hub& hub) {
  ShownUse use;
  for (const UsageStore::PackCount& count : UsageStore(hub).pack_counts()) {
    std::int64_t& most = use[{count.school, count.id}];
    most = std::max(most, shown_learners(count.learners, count.largest, count.schools));
  }
  return use;
}

void sort_packs(std::vector<PackStore::Match>& packs, PackOrder order, const ShownUse& use,
                Language language) {
  if (order == PackOrder::MostUsed) {
    const auto learners = [&](const PackStore::Match& pack) {
      const auto at = use.find({pack.school, pack.id});
      return at != use.end() ? at->second : 0;
    };
    sort_by_key(packs, learners, std::greater<>());
  } else if (order == PackOrder::Name) {
    const auto name = [&](const PackStore::Match& pack) {
      PackRow row;
      row.name.id = pack.id;
      row.facts = pack.facts;
      return name_key(read_pack_facts(row).title, language);
    };
    sort_by_key(packs, name, std::less<>());
  }
}

std::string name_key(const Text& name, Language language) {
  std::string key = name.in(language);
  std::transform(key.begin(), key.end(), key.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  });
  return language == Language::Chinese ? gb18030_bytes(std::move(key)) : key;
}

} // namespace jixia
