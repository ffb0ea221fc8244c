#include "pages/catalogue_page.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "catalogue/equipment_names.h"
#include "http/form.h"
#include "pages/pack_facts.h"
#include "pages/pack_order.h"

namespace jixia {
namespace {

constexpr int kPerPage = 22;             // two large cards and five rows of four
constexpr std::size_t kMostFilters = 20; // of one question
constexpr std::size_t kShownValues = 6;  // of one facet, before "more"
constexpr int kMostOrdered = 5000;       // packs, in another order than the newest first

struct Facet {
  const char* kind;
  Text name;
};

const std::array<Facet, 7>& facets() {
  static const std::array<Facet, 7> all{{
      {"domain", {"领域", "Domain"}},
      {"speciality", {"专业", "Speciality"}},
      {"occupation", {"职业", "Occupation"}},
      {"community", {"实践共同体", "Community"}},
      {"school", {"发布学校", "Published by"}},
      {"language", {"语言", "Language"}},
      {"unit", {"单元设备", "Equipment"}},
  }};
  return all;
}

/// Names of schools by their ids.
using SchoolNames = std::map<std::string, Text>;

Text value_name(const SchoolNames& schools, const std::string& kind, const std::string& value) {
  const auto school = kind == "school" ? schools.find(value) : schools.end();
  return school != schools.end() ? school->second : facet_value_name(kind, value);
}

/// What was asked for, and the addresses of what could be asked for next.
struct Question {
  std::string words;
  std::vector<std::pair<std::string, std::string>> chosen;
  PackOrder order = PackOrder::Newest;
  std::int64_t before = 0; ///< the newest first: number of the last pack of the page before
  int skip = 0;            ///< in other orders: packs on the pages before

  bool is_first_page() const { return before == 0 && skip == 0; }
  bool has(const std::string& kind, const std::string& value) const {
    return std::find(chosen.begin(), chosen.end(), std::pair(kind, value)) != chosen.end();
  }
  std::string address() const {
    std::string text = words.empty() ? "" : "&q=" + escape_query(words);
    for (const auto& [kind, value] : chosen) {
      text += "&" + kind + "=" + escape_query(value);
    }
    if (order != PackOrder::Newest) {
      text += std::string("&order=") + pack_order_word(order);
    }
    return text.empty() ? "/" : "/?" + text.substr(1);
  }
  Question first_page() const {
    Question other = *this;
    other.before = other.skip = 0;
    return other;
  }
  Question ordered(PackOrder by) const {
    Question other = first_page();
    other.order = by;
    return other;
  }
  Question with(const std::string& kind, const std::string& value) const {
    Question other = first_page();
    const auto at = std::find(other.chosen.begin(), other.chosen.end(), std::pair(kind, value));
    at == other.chosen.end() ? other.chosen.emplace_back(kind, value) : *other.chosen.erase(at);
    return other;
  }
};

Question read_question(const HttpRequest& request) {
  const Form form = read_query_form(request);
  Question question;
  question.words = form.value("q").substr(0, 200);
  for (const Facet& facet : facets()) {
    for (const std::string& value : form.values(facet.kind)) {
      if (!value.empty() && question.chosen.size() < kMostFilters) {
        question.chosen.emplace_back(facet.kind, value);
      }
    }
  }
  question.order = read_pack_order(form.value("order"));
  const std::string before = form.value("before"), skip = form.value("skip");
  std::from_chars(before.data(), before.data() + before.size(), question.before);
  std::from_chars(skip.data(), skip.data() + skip.size(), question.skip);
  question.skip = std::clamp(question.skip, 0, kMostOrdered);
  return question;
}

void add_facet(Html& html, const Facet& facet, const Question& question,
               const std::vector<PackStore::FacetCount>& counts, const SchoolNames& schools) {
  std::vector<PackStore::FacetCount> own;
  std::copy_if(counts.begin(), counts.end(), std::back_inserter(own), [&](const auto& count) {
    return count.kind == facet.kind &&
           (count.kind != "unit" || !equipment_name(count.value).empty());
  });
  if (own.empty()) {
    return;
  }
  html.add("<h2 id=\"f-{}\">{}</h2><ul aria-labelledby=\"f-{}\">", facet.kind, facet.name,
           facet.kind);
  for (std::size_t k = 0; k < own.size(); ++k) {
    if (k == kShownValues) {
      html.add("</ul><details><summary>{}</summary><ul>",
               fill({"另外 {0} 项", "{0} more"}, {std::to_string(own.size() - k)}));
    }
    html.add("<li><a href=\"{}\"", question.with(facet.kind, own[k].value).address())
        .add_if(question.has(facet.kind, own[k].value), " aria-current=\"true\"")
        .add("><span>{}</span><span class=\"small\">{}</span></a></li>",
             value_name(schools, facet.kind, own[k].value), own[k].packs);
  }
  html.add("</ul>").add_if(own.size() > kShownValues, "</details>");
}

Html make_filters(const Question& question, const PackStore& packs, const SchoolNames& schools,
                  Language language) {
  Html html(language);
  const std::vector<PackStore::FacetCount> counts = packs.facet_counts();
  html.add("<nav class=\"filters\" id=\"filters\" aria-label=\"{}\">", Text{"筛选", "Filters"});
  for (const Facet& facet : facets()) {
    add_facet(html, facet, question, counts, schools);
  }
  return html.add("</nav>");
}

Html make_orders(const Question& question, Language language) {
  Html html(language);
  html.add(
      "<div class=\"order\"><span id=\"order\">{}</span><span class=\"segments\" role=\"group\" "
      "aria-labelledby=\"order\">",
      Text{"排序", "Order"});
  for (const PackOrder order : {PackOrder::Newest, PackOrder::MostUsed, PackOrder::Name}) {
    html.add("<a href=\"{}\"", question.ordered(order).address())
        .add_if(order == question.order, " aria-current=\"true\"")
        .add(">{}</a>", pack_order_name(order));
  }
  return html.add("</span></div>");
}

Html make_toolbar(const Question& question, std::size_t shown, const SchoolNames& schools,
                  Language language) {
  Html html(language);
  html.add(
      "<div class=\"toolbar\"><form class=\"search\" role=\"search\" action=\"/\">"
      "<label class=\"hidden\" for=\"q\">{}</label><input type=\"search\" id=\"q\" name=\"q\" "
      "value=\"{}\" placeholder=\"{}\" maxlength=\"200\">",
      Text{"搜索", "Search"}, question.words,
      Text{"搜单元、练习、学校", "Units, exercises, schools"});
  for (const auto& [kind, value] : question.chosen) {
    html.add("<input type=\"hidden\" name=\"{}\" value=\"{}\">", kind, value);
  }
  html.add_if(question.order != PackOrder::Newest,
              "<input type=\"hidden\" name=\"order\" value=\"{}\">",
              pack_order_word(question.order));
  html.add("<button>{}</button></form><a class=\"button to-filters\" href=\"#filters\">{}</a>",
           Text{"搜索", "Search"}, Text{"筛选", "Filters"});
  for (const auto& [kind, value] : question.chosen) {
    html.add(
        "<a class=\"chip\" href=\"{}\" title=\"{}\">{} <span aria-hidden=\"true\">×</span></a>",
        question.with(kind, value).address(), Text{"去掉这个条件", "Remove this filter"},
        value_name(schools, kind, value));
  }
  const bool asks = !question.words.empty() || !question.chosen.empty();
  html.add_if(
      asks, "<span class=\"small\">{}</span>",
      fill({"找到 {0} 个", "{0} found"}, {std::to_string(shown) + (shown == kPerPage ? "+" : "")}));
  html.add_if(question.chosen.size() > 1 || (asks && shown == 0),
              "<a class=\"small\" href=\"/\">{}</a>", Text{"清除条件", "Clear all"});
  return html.add("{}</div>", make_orders(question, language));
}

std::string joined(const std::vector<Text>& texts, Language language) {
  std::string all;
  for (const Text& text : texts) {
    all += (all.empty() ? "" : Text{"、", ", "}.in(language)) + text.in(language);
  }
  return all;
}

std::vector<Text> names_of(const char* kind, const std::vector<std::string>& values) {
  std::vector<Text> names;
  for (const std::string& value : values) {
    names.push_back(facet_value_name(kind, value));
  }
  return names;
}

Html checked_shield(Language language) {
  Html html(language);
  return html.add(
      "<img class=\"shield\" src=\"{}\" alt=\"{}\" title=\"{}\">", static_address("shield.svg"),
      Text{"已核验", "checked"},
      Text{"资源库已重建并跑通全部操作员", "the library has rebuilt it and played every operator"});
}

/// "10 人以上用过"; empty if the number may not be shown.
Text use_text(std::int64_t learners) {
  return learners > 0 ? fill({"{0} 人以上用过", "{0} or more learners"}, {std::to_string(learners)})
                      : Text();
}

void add_large_card(Html& html, const PackRow& row, const PackFacts& facts, const Text& school,
                    const Text& use) {
  std::vector<Text> exercises;
  for (const PackFacts::Exercise& exercise : facts.exercises) {
    exercises.push_back(exercise.title);
  }
  const Language language = html.language();
  html.add(
      "<li class=\"pack large\"><div class=\"title\"><h3><a href=\"{}\">{}</a></h3>"
      "<span class=\"mark ok\">{}</span><span class=\"small\">{}&ensp;{}</span></div>{}",
      pack_address(row.name.school, row.name.id), facts.title, Text{"已核验", "checked"}, school,
      fill({"{0} 版", "version {0}"}, {row.name.version}), pack_picture(row, facts, language));
  html.add("<div class=\"body\"><dl class=\"facts\">");
  const auto fact = [&](const Text& name, const std::string& value) {
    html.add_if(!value.empty(), "<dt>{}</dt><dd>{}</dd>", name, value);
  };
  fact({"练习", "Exercises"}, joined(exercises, language));
  fact({"领域", "Domain"}, domain_name(facts.domain).in(language));
  fact({"专业", "Speciality"}, joined(names_of("speciality", facts.specialities), language));
  fact({"对标", "Occupation"}, joined(names_of("occupation", facts.occupations), language));
  fact({"使用", "Use"}, use.in(language));
  html.add("</dl><hr><p class=\"summary\">{}</p></div></li>", facts.summary);
}

void add_card(Html& html, const PackRow& row, const PackFacts& facts, const Text& school,
              const Text& use) {
  html.add(
      "<li class=\"pack\">{}<div class=\"body\"><div class=\"title\"><h3><a href=\"{}\">{}</a>"
      "</h3>{}</div><div class=\"source\"><span>{}</span><span class=\"small\">{}</span></div>"
      "<p class=\"summary\">{}</p></div></li>",
      pack_picture(row, facts, html.language()), pack_address(row.name.school, row.name.id),
      facts.title, checked_shield(html.language()), school,
      use.empty() ? exercise_count(facts) : use, facts.summary);
}

struct Listed {
  std::vector<PackRow> rows;
  ShownUse use; ///< of the packs, where they stand in its order
  bool has_more = false;
};

Listed find_listed(const Question& question, const PackStore& packs, Hub& hub, Language language) {
  PackSearch search{.words = question.words, .facets = question.chosen, .only_newest = true};
  Listed listed;
  if (question.order == PackOrder::Newest) {
    search.before = question.before;
    search.limit = kPerPage;
    listed.rows = packs.search(search);
    listed.has_more = listed.rows.size() == kPerPage;
    return listed;
  }
  search.limit = kMostOrdered;
  std::vector<PackStore::Match> found = packs.matches(search);
  if (question.order == PackOrder::MostUsed) {
    listed.use = find_shown_use(hub);
  }
  sort_packs(found, question.order, listed.use, language);
  const std::size_t begin = std::min<std::size_t>(question.skip, found.size());
  const std::size_t end = std::min<std::size_t>(begin + kPerPage, found.size());
  for (std::size_t k = begin; k < end; ++k) {
    if (std::optional<PackRow> row = packs.find(found[k].number)) {
      listed.rows.push_back(std::move(*row));
    }
  }
  listed.has_more = end < found.size();
  return listed;
}

Html make_more(const Listed& listed, const Question& question, Language language) {
  const std::string address = question.address() + (question.address() == "/" ? "?" : "&");
  const bool is_newest = question.order == PackOrder::Newest;
  Html html(language);
  return html.add("<p class=\"pages\"><a class=\"button\" href=\"{}{}={}\">{}</a></p>", address,
                  is_newest ? "before" : "skip",
                  is_newest ? listed.rows.back().number : question.skip + kPerPage,
                  is_newest ? Text{"更早发布的", "Older packs"} : Text{"下一页", "More packs"});
}

Html make_list(const Listed& listed, const Question& question, const SchoolNames& schools,
               Language language) {
  const std::vector<PackRow>& rows = listed.rows;
  Html html(language);
  if (rows.empty()) {
    return html.add("<p class=\"card empty\">{}</p>",
                    question.words.empty() && question.chosen.empty()
                        ? Text{"还没有资源包。教师用 jixia-pack publish 发布后，会显示在这里。",
                               "No packs yet. They appear when teachers run jixia-pack publish."}
                        : Text{"没有符合条件的资源包。减少条件或换一个词再搜。",
                               "Nothing matches. Remove a filter or try another word."});
  }
  html.add("<ul class=\"packs\">");
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const PackFacts facts = read_pack_facts(rows[k]);
    const Text school = value_name(schools, "school", rows[k].name.school);
    const auto used = listed.use.find({rows[k].name.school, rows[k].name.id});
    const Text use = used != listed.use.end() ? use_text(used->second) : Text();
    k < 2 && question.is_first_page() ? add_large_card(html, rows[k], facts, school, use)
                                      : add_card(html, rows[k], facts, school, use);
  }
  html.add("</ul>");
  return listed.has_more ? html.add(make_more(listed, question, language)) : html;
}

} // namespace

HttpAnswer make_catalogue_page(const HttpRequest& request, const Caller* caller,
                               const PackStore& packs, Hub& hub) {
  SchoolNames schools;
  for (const School& school : hub.schools()) {
    schools[school.id] = {school.name_zh, school.name_en};
  }
  const Language language = request.language();
  const Question question = read_question(request);
  const Listed listed = find_listed(question, packs, hub, language);
  Html html(language);
  html.add(
      "<div class=\"catalogue\"><h1>{} <span class=\"small\">{}</span></h1><div "
      "class=\"found\">{}{}</div>{}</div>",
      Text{"资源库", "Catalogue"},
      count_text(packs.count_packs(), {"{0} 个包", "{0} pack"}, "{0} packs"),
      make_toolbar(question, listed.rows.size(), schools, language),
      make_list(listed, question, schools, language),
      make_filters(question, packs, schools, language));
  return make_page({{"资源库", "Catalogue"}, Section::Catalogue}, request, caller, html);
}

} // namespace jixia
