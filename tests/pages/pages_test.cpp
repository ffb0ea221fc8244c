// What the library's pages say, without a browser: escaping, languages, who sees what, figures.
#include <gtest/gtest.h>

#include <set>

#include "catalogue/equipment_names.h"
#include "factory/register_factory.h"
#include "pages/catalogue_page.h"
#include "pages/class_page.h"
#include "pages/class_results.h"
#include "pages/course_page.h"
#include "pages/evidence_of_use.h"
#include "pages/learner_page.h"
#include "pages/markdown.h"
#include "pages/pack_order.h"
#include "pages/pack_page.h"
#include "pages/report_page.h"
#include "pages/results_page.h"
#include "process/register_process.h"
#include "support/temporary_folder.h"
#include "support/test_databases.h"

namespace jixia {
namespace {

constexpr const char* kDigest = "d1d1";

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// ---- Pieces of pages

TEST(Html, WhatPeopleWriteIsEscapedInTextAndAttributes) {
  Html html(Language::Chinese);
  html.add("<a title=\"{}\">{}</a>", "\" onclick=\"x", "<script>'&");
  EXPECT_EQ(html.text(), "<a title=\"&quot; onclick=&quot;x\">&lt;script&gt;&#39;&amp;</a>");
}

TEST(Html, TextsGoInInTheLanguageOfThePage) {
  EXPECT_EQ(Html(Language::English).add("<b>{}</b>", Text{"得分", "Score"}).text(), "<b>Score</b>");
}

TEST(Html, TimesAreThoseOfChina) {
  EXPECT_EQ(minute_text(1'763'999'999'000), "2025-11-24 23:59"); // 15:59:59 UTC
  EXPECT_EQ(month_text(1'764'518'400'000), "2025-12"); // 30 November, 16:00 UTC: midnight in China
}

TEST(Html, EnglishCountsOneOfAThingAsOne) {
  const auto packs = [](std::int64_t count) {
    return count_text(count, {"{0} 个包", "{0} pack"}, "{0} packs");
  };
  EXPECT_EQ(packs(1).en, "1 pack");
  EXPECT_EQ(packs(0).en, "0 packs");
  EXPECT_EQ(packs(22).zh, "22 个包");
}

TEST(EquipmentNames, EveryPieceOfEquipmentHasANameToSearchBy) {
  // Piping, the edges of a plant and what hosts a domain's components: nobody looks for them.
  const std::set<std::string> unnamed{"Flowsheet", "Header", "Junction", "Pipe", "RigidBodyWorld"};
  ComponentRegistry registry;
  process::register_process(registry);
  factory::register_factory(registry);
  for (const auto& [type, spec] : registry.all()) {
    EXPECT_EQ(equipment_name(type).empty(), unnamed.contains(type)) << type;
    for (const char* mark : {"，", "。", "（", " "}) { // a name, not a sentence
      EXPECT_FALSE(has(equipment_name(type).zh, mark)) << type;
    }
  }
  EXPECT_TRUE(equipment_name("LevelAlarm").empty());
}

TEST(PackOrder, ChineseNamesFollowPinyinAndEnglishOnesTheAlphabet) {
  const auto key = [](const char* zh, const char* en, Language language) {
    return name_key({zh, en}, language);
  };
  // bengzhan, chuchen, jingliu, xiangti: not the order of their code points.
  const std::vector<const char*> names{"泵站", "除尘", "精馏", "箱体"};
  for (std::size_t k = 1; k < names.size(); ++k) {
    EXPECT_LT(key(names[k - 1], "", Language::Chinese), key(names[k], "", Language::Chinese));
  }
  EXPECT_LT(key("", "absorber", Language::English), key("", "Box line", Language::English));
  EXPECT_LT(key("", "Box line", Language::English), key("", "column", Language::English));
}

TEST(Markdown, HasNoRawHtmlAndNoScriptLinks) {
  const std::string html = markdown_html(
      "# A\n<script>x</script>\n\n[a](javascript:alert(1)) <b>c</b>\n\n|x|\n|-|\n|1|");
  EXPECT_FALSE(has(html, "<script"));
  EXPECT_FALSE(has(html, "javascript:"));
  EXPECT_FALSE(has(html, "<b>"));
  EXPECT_TRUE(has(html, "<h2>A</h2>"));
  EXPECT_TRUE(has(html, "<td>1</td>"));
}

Sheet two_lines() {
  using Format = Sheet::Format;
  return {"s",
          {"表", "Sheet"},
          {{{"姓名", "Name"}},
           {{"得分", "Score"}, Format::Score},
           {{"及格率", "Passed"}, Format::Share}},
          {{std::string("=HYPERLINK(\"http://x\")"), -1.5, Sheet::Cell()},
           {std::string("李, \"明\""), 60.25, 0.875}}};
}

TEST(Sheet, CsvHoldsNoFormulaAndIsReadAsUtf8) {
  EXPECT_EQ(csv_text(two_lines(), Language::Chinese),
            "\xef\xbb\xbf姓名,得分,及格率\r\n"
            "\"'=HYPERLINK(\"\"http://x\"\")\",-1.50,\r\n"
            "\"李, \"\"明\"\"\",60.25,0.8750\r\n");
}

TEST(Sheet, EveryStartOfAFormulaIsDisarmed) {
  for (const char* start : {"=", "+", "-", "@", "\t", "\r"}) {
    Sheet sheet = two_lines();
    sheet.rows = {{std::string(start) + "1", 1.0, 1.0}};
    EXPECT_TRUE(has(csv_text(sheet, Language::English), std::string("'") + start)) << int(*start);
  }
}

TEST(Sheet, XlsxIsAZipWithTheWordsInItAsTexts) {
  const std::string bytes = xlsx_bytes(two_lines(), Language::Chinese);
  EXPECT_EQ(bytes.substr(0, 4), "PK\x03\x04");
  EXPECT_TRUE(has(bytes, "xl/worksheets/sheet1.xml"));
}

// ---- Figures

Result result(const std::string& learner, std::vector<double> points, std::int64_t started = 1000) {
  Result made;
  made.attempt = learner + "-" + std::to_string(started);
  made.learner = learner;
  made.digest = kDigest;
  made.exercise = "start";
  made.started_ms = started;
  for (const double point : points) {
    made.score += point;
    made.reasons.push_back(point < 10 ? Text{"慢", "slow"} : Text());
  }
  made.points = std::move(points);
  made.max = 30;
  made.has_passed = made.score >= 18;
  return made;
}

ExerciseEdition three_steps() {
  ExerciseEdition edition{kDigest, "start", "pump", "1.0.0", {"泵", "Pump"}, {"开车", "Start"}, {}};
  for (const char* id : {"a", "b", "c"}) {
    edition.steps.push_back(
        {id, "step", {std::string("步") + id, std::string("step ") + id}, 10.0});
  }
  edition.steps.push_back({"veto", "forbidden", {"禁", "veto"}, 0.0});
  return edition;
}

TEST(ClassResults, DifficultyAndDiscriminationFollowTheirDefinitions) {
  const ClassResults found =
      calc_class_results(three_steps(),
                         {result("1", {10, 10, 10}), result("2", {10, 5, 10}),
                          result("3", {5, 5, 0}), result("4", {0, 10, 5})},
                         CountedAttempt::Latest);
  ASSERT_EQ(found.steps.size(), 3u); // a veto has no points
  EXPECT_DOUBLE_EQ(found.steps[0].difficulty, 25.0 / 40.0);
  // Of 10, 10, 5, 0 with 20, 15, 5, 15: 31.25 / sqrt(68.75 * 118.75), by hand.
  EXPECT_NEAR(found.steps[0].discrimination.value(), 0.345857, 1e-6);
  EXPECT_EQ(found.steps[0].lost, 2);
  EXPECT_EQ(found.steps[0].none, 1);
  EXPECT_EQ(found.steps[0].reason.en, "slow");
  EXPECT_EQ(found.distribution, (std::vector<int>{0, 0, 0, 1, 0, 1, 0, 0, 1, 1}));
  EXPECT_EQ(found.learners.front().learner, "1"); // the best first
  EXPECT_DOUBLE_EQ(found.mean_score, 20.0);
  EXPECT_DOUBLE_EQ(found.passed, 0.5);
}

TEST(ClassResults, DiscriminationIsLeftOutWhereNothingVariesOrFewTookPart) {
  const ClassResults same = calc_class_results(
      three_steps(), {result("1", {10, 0, 1}), result("2", {10, 5, 2}), result("3", {10, 7, 9})},
      CountedAttempt::Latest);
  EXPECT_FALSE(same.steps[0].discrimination);
  EXPECT_TRUE(same.steps[1].discrimination);
  const ClassResults two = calc_class_results(
      three_steps(), {result("1", {0, 0, 1}), result("2", {10, 5, 2})}, CountedAttempt::Latest);
  EXPECT_FALSE(two.steps[1].discrimination);
}

TEST(ClassResults, OneAttemptOfEachLearnerCounts) {
  const std::vector<Result> twice{result("1", {10, 0, 0}, 1), result("1", {10, 10, 10}, 2),
                                  result("1", {5, 5, 5}, 3)};
  const auto score = [&](CountedAttempt counted) {
    const ClassResults found = calc_class_results(three_steps(), twice, counted);
    return found.learners.size() == 1 ? found.learners[0].score : -1.0;
  };
  EXPECT_EQ(score(CountedAttempt::First), 10.0);
  EXPECT_EQ(score(CountedAttempt::Best), 30.0);
  EXPECT_EQ(score(CountedAttempt::Latest), 15.0);
}

TEST(ClassResults, ALossOfExactlyAThirdIsALightOne) {
  EXPECT_EQ(calc_loss(3, 3), Loss::None);
  EXPECT_EQ(calc_loss(2, 3), Loss::UpToThird);
  EXPECT_EQ(calc_loss(1.9, 3), Loss::More);
  EXPECT_EQ(calc_loss(0, 3), Loss::All);
}

UsageStore::ExerciseUses uses(const std::vector<std::int64_t>& learners) {
  UsageStore::ExerciseUses all{"start", {"开车", "Start"}, three_steps().steps, {}};
  for (const std::int64_t count : learners) {
    const auto of_all = static_cast<double>(count);
    all.schools.push_back({"s" + std::to_string(count),
                           {count,
                            count / 2,
                            0.52 * of_all,
                            {0.49 * of_all, of_all, 0, 0},
                            {count / 2, 0, count, 0}}});
  }
  return all;
}

TEST(EvidenceOfUse, IsShownOnlyIfFiveAreLeftWhicheverSchoolTakesItsOwnAway) {
  EXPECT_FALSE(calc_evidence(uses({50})));
  EXPECT_FALSE(calc_evidence(uses({50, 4})));
  EXPECT_FALSE(calc_evidence(uses({50, 0})));
  EXPECT_TRUE(calc_evidence(uses({50, 5})));
  EXPECT_TRUE(calc_evidence(uses({5, 3, 2})));
  EXPECT_FALSE(calc_evidence(uses({6, 3, 1})));
}

TEST(EvidenceOfUse, ShowsRoundedFiguresOnly) {
  const auto evidence = calc_evidence(uses({6, 8}));
  ASSERT_TRUE(evidence);
  EXPECT_EQ(evidence->learners, 10);        // of 14
  EXPECT_NEAR(evidence->score, 0.50, 1e-9); // of 0.52
  ASSERT_EQ(evidence->steps.size(), 3u);
  EXPECT_NEAR(evidence->steps[0].share, 0.50, 1e-9); // of 0.49
  EXPECT_NEAR(evidence->steps[2].losers, 1.0, 1e-9);
}

// ---- Pages

class PagesTest : public testing::Test {
 protected:
  PagesTest() {
    hub_.add_school({"linzi", "临淄职校", "Linzi School"});
    teacher_ = caller(add("linzi", "wang", Role::Teacher), Role::Teacher);
    administrator_ =
        caller(add("linzi", "admin", Role::SchoolAdministrator), Role::SchoolAdministrator);
    office_ = {"", ""};
    office_.person = "office";
    office_.role = Role::AllianceOffice;
  }

  std::string add(const std::string& school, const std::string& login, Role role) {
    Person person;
    person.school = school;
    person.login = login;
    person.name = "<" + login + ">";
    person.role = role;
    person.learner = role == Role::Learner ? login : "";
    return people_.add(person, "start-pass-7", kBy).value_or("");
  }

  static Caller caller(const std::string& person, Role role, const std::string& school = "linzi") {
    Caller made{school, ""};
    made.person = person;
    made.role = role;
    made.name = "王老师";
    made.csrf_token = "token7";
    return made;
  }

  static HttpRequest request(const std::string& path, const std::string& query = "",
                             std::vector<std::string> values = {}) {
    HttpRequest made;
    made.method = "GET";
    made.path = path;
    made.query = query;
    made.path_values = std::move(values);
    made.headers.emplace("Host", "127.0.0.1");
    return made;
  }

  static HttpRequest english(HttpRequest asked) {
    asked.parameters.emplace("lang", "en");
    return asked;
  }

  /// A listed pack, as an admission found it.
  void list_pack(const std::string& id, const std::string& version, const std::string& title,
                 const std::string& title_en = "Pump", const std::string& digest = kDigest) {
    PackRow row;
    row.name = {"linzi", id, version};
    PackManifest manifest;
    manifest.digest = digest;
    row.number = registry_.packs().announce(row, manifest);
    row.digest = digest;
    row.facts = R"({"title":{"zh":")" + title + R"(","en":")" + title_en +
                R"("},"domain":"chemical","units":["CentrifugalPump","LevelAlarm"]})";
    row.report = R"({"passed":true,"problems":[],"runs":[]})";
    registry_.packs().set_listed(row, title,
                                 {{"domain", "chemical"},
                                  {"school", "linzi"},
                                  {"unit", "CentrifugalPump"},
                                  {"unit", "LevelAlarm"}},
                                 [](const std::vector<PackRow>&) {});
  }

  /// So many learners of each school did the exercise.
  void put_use(const std::string& digest, const std::vector<std::int64_t>& learners) {
    ExerciseEdition edition = three_steps();
    edition.digest = digest;
    for (std::size_t k = 0; k < learners.size(); ++k) {
      ExerciseUse use;
      use.learners = learners[k];
      UsageStore(hub_).put_exercise("school" + std::to_string(k), edition, use);
    }
  }

  /// The packs of the catalogue in the order in which they are shown.
  std::string order_of(const std::string& page) {
    std::string order;
    constexpr std::string_view kLink = "<h3><a href=\"/packs/linzi/";
    for (std::size_t at = page.find(kLink); at != std::string::npos;
         at = page.find(kLink, at + 1)) {
      const std::size_t begin = at + kLink.size();
      order += (order.empty() ? "" : " ") + page.substr(begin, page.find('"', begin) - begin);
    }
    return order;
  }

  void put_result(const std::string& learner, std::vector<double> points,
                  const std::string& school = "linzi") {
    AttemptJudgement found;
    found.learner = learner;
    found.learner_name = "<i>" + learner;
    found.pack = "pump";
    found.pack_version = "1.0.0";
    found.pack_digest = kDigest;
    found.exercise = "start";
    found.pack_title = {"泵", "Pump"};
    found.exercise_title = {"开车", "Start"};
    found.started_ms = 1'763'000'000'000; // November 2025
    found.max = 30;
    for (const ExerciseEdition::Step& step : three_steps().steps) {
      const double earned = found.steps.size() < points.size() ? points[found.steps.size()] : 0.0;
      found.steps.push_back({step.id, step.kind, step.title, earned, step.available, {}});
      found.score += earned;
    }
    found.has_passed = found.score >= 18;
    ResultStore results(schools_.of(school));
    results.put("attempt-" + learner, found);
    UsageStore(hub_).put_month(school, results.month_use("2025-11", "pump", "start"),
                               found.pack_title, found.exercise_title);
    UsageStore(hub_).put_month(school, results.month_use("2025-11", "", ""), {}, {});
  }

  std::string catalogue(const std::string& query = "", bool is_english = false) {
    const HttpRequest asked = request("/", query);
    return make_catalogue_page(is_english ? english(asked) : asked, nullptr, registry_.packs(),
                               hub_)
        .body;
  }

  std::string class_query(const std::string& id) const {
    return "class=" + id + "&digest=" + kDigest + "&exercise=start";
  }

  const Actor kBy{kCommandLine, ""};
  TemporaryFolder folder_;
  TestDatabases databases_;
  Hub hub_{databases_.hub()};
  PasswordHashing hashing_{HashingCost{1, 8192}};
  People people_{hub_, hashing_};
  Classes classes_{hub_};
  SchoolDatabases schools_{[this](const std::string& school) { return databases_.school(school); }};
  Registry registry_{folder_.path(), hub_,
                     [](const std::filesystem::path&) { return Admission(); }};
  ResultSources results_{hub_, schools_};
  Caller teacher_, administrator_, office_;
};

TEST_F(PagesTest, TheCatalogueEscapesWhatAPackSays) {
  list_pack("pump", "1.0.0", "<script>alert(1)</script>");
  const std::string page = catalogue();
  EXPECT_TRUE(has(page, "&lt;script&gt;"));
  EXPECT_FALSE(has(page, "<script>alert"));
}

TEST_F(PagesTest, TheCatalogueShowsEachPackOnceWithItsNewestVersion) {
  list_pack("pump", "1.0.0", "离心泵");
  list_pack("pump", "1.1.0", "离心泵");
  EXPECT_TRUE(has(catalogue(), "1.1.0"));
  EXPECT_FALSE(has(catalogue(), "1.0.0"));
  EXPECT_TRUE(has(catalogue("q=%E5%BF%83%E6%B3%B5"), "/packs/linzi/pump\""));
  EXPECT_TRUE(has(catalogue("q=none"), "没有符合条件"));
  EXPECT_TRUE(has(catalogue("domain=manufacturing&domain=chemical"), "/packs/linzi/pump\""));
  EXPECT_FALSE(has(catalogue("domain=manufacturing"), "/packs/linzi/pump\""));
}

TEST_F(PagesTest, TheCatalogueNamesEquipmentInThePagesLanguageAndNoControlBlocks) {
  list_pack("pump", "1.0.0", "离心泵");
  EXPECT_TRUE(has(catalogue(), "<span>离心泵</span>"));
  EXPECT_TRUE(has(catalogue("", true), "<span>Centrifugal pump</span>"));
  EXPECT_FALSE(has(catalogue(), "LevelAlarm"));
  const std::string chosen = catalogue("unit=CentrifugalPump", true);
  EXPECT_TRUE(has(chosen, "Centrifugal pump <span aria-hidden"));
  EXPECT_FALSE(has(chosen, ">CentrifugalPump<"));
}

TEST_F(PagesTest, TheCatalogueIsOrderedByTimeUseOrName) {
  list_pack("used", "1.0.0", "箱体", "Absorber", "d1");
  list_pack("hidden", "1.0.0", "精馏", "Column", "d2");
  list_pack("more-used", "1.0.0", "泵站", "pump", "d3");
  list_pack("new", "1.0.0", "除尘", "Box line", "d4");
  put_use("d1", {5, 5});   // 10 may be shown
  put_use("d2", {400, 4}); // 4 are left if the first school takes its own away: hidden
  put_use("d3", {9, 8});   // 15 of 17
  EXPECT_EQ(order_of(catalogue()), "new more-used hidden used");
  EXPECT_EQ(order_of(catalogue("order=used")), "more-used used new hidden");
  EXPECT_TRUE(has(catalogue("order=used"), "15 人以上用过"));
  EXPECT_FALSE(has(catalogue("order=used"), "40"));
  EXPECT_EQ(order_of(catalogue("order=name")), "more-used new hidden used");
  EXPECT_EQ(order_of(catalogue("order=name", true)), "used new hidden more-used");
  EXPECT_EQ(order_of(catalogue("order=name&skip=3")), "used");
  // A filter, a search and the order go on together.
  const std::string page = catalogue("order=used&domain=chemical&q=%E7%AE%B1");
  EXPECT_EQ(order_of(page), "used");
  EXPECT_TRUE(has(page, "<input type=\"hidden\" name=\"order\" value=\"used\">"));
  EXPECT_TRUE(has(page, "href=\"/?q=%E7%AE%B1&amp;domain=chemical&amp;order=name\""));
}

TEST_F(PagesTest, ANewVersionDoesNotForgetThatItsPackWasUsed) {
  list_pack("used", "1.0.0", "箱体", "Box", "d1");
  put_use("d1", {5, 5});
  list_pack("used", "1.1.0", "箱体", "Box", "d2");
  list_pack("new", "1.0.0", "除尘", "Dust", "d3");
  EXPECT_EQ(order_of(catalogue("order=used")), "used new");
}

TEST_F(PagesTest, PagesAreChineseFirstAndEnglishWhenAsked) {
  list_pack("pump", "1.0.0", "离心泵");
  EXPECT_TRUE(has(catalogue(), "<html lang=\"zh-CN\">"));
  const std::string page = catalogue("", true);
  EXPECT_TRUE(has(page, "<html lang=\"en\">"));
  EXPECT_TRUE(has(page, ">Pump<"));
  // Nothing Chinese is left but the way back to Chinese.
  std::string rest = page;
  rest.erase(rest.find("中文"), std::string_view("中文").size());
  EXPECT_EQ(std::find_if(rest.begin(), rest.end(),
                         [](char c) {
                           return static_cast<unsigned char>(c) >= 0xe4 &&
                                  static_cast<unsigned char>(c) <= 0xe9;
                         }),
            rest.end());
  HttpAnswer answer = make_catalogue_page(english(request("/")), nullptr, registry_.packs(), hub_);
  EXPECT_TRUE(std::any_of(answer.headers.begin(), answer.headers.end(), [](const auto& header) {
    return header.first == "Set-Cookie" && has(header.second, "jixia_lang=en");
  }));
}

TEST_F(PagesTest, APacksPageSaysWhatWasWithdrawnAndWhy) {
  list_pack("pump", "1.0.0", "离心泵");
  list_pack("pump", "1.1.0", "离心泵");
  registry_.packs().set_withdrawn(registry_.packs().find({"linzi", "pump", "1.1.0"})->number,
                                  "recalled", {"联锁有错<b>", "wrong"},
                                  [](const std::vector<PackRow>&) {});
  const HttpAnswer page =
      make_pack_page(request("/packs/linzi/pump", "", {"linzi", "pump"}), nullptr, registry_, hub_);
  EXPECT_TRUE(has(page.body, "linzi/pump@1.0.0")); // the newest that may be used
  EXPECT_TRUE(has(page.body, "已召回"));
  EXPECT_TRUE(has(page.body, "联锁有错&lt;b&gt;"));
  EXPECT_THROW(make_pack_page(request("", "", {"linzi", "none"}), nullptr, registry_, hub_),
               Refusal);
}

TEST_F(PagesTest, ATeacherSeesOwnClassesOnlyAndNamesEscaped) {
  const std::string li = add("linzi", "2026001", Role::Learner);
  const std::string own = classes_.add("linzi", "一班", kBy).value();
  const std::string other = classes_.add("linzi", "二班", kBy).value();
  classes_.add_member("linzi", own, li, kBy);
  classes_.add_member("linzi", own, teacher_.person, kBy);
  put_result("2026001", {10, 10, 5});
  put_result("2026002", {0, 0, 5}); // in no class of hers
  const HttpAnswer page =
      make_class_page(request("/results/class", class_query(own)), teacher_, results_);
  EXPECT_TRUE(has(page.body, "&lt;2026001&gt;"));
  EXPECT_FALSE(has(page.body, "2026002"));
  EXPECT_THROW(make_class_page(request("", class_query(other)), teacher_, results_), Refusal);
  EXPECT_THROW(make_class_page(request("", class_query("all")), teacher_, results_), Refusal);
  const HttpAnswer all = make_class_page(request("", class_query("all")), administrator_, results_);
  EXPECT_TRUE(has(all.body, "&lt;i&gt;2026002"));
  EXPECT_NO_THROW(find_visible_attempt("attempt-2026001", teacher_, results_));
  EXPECT_THROW(find_visible_attempt("attempt-2026002", teacher_, results_), Refusal);
}

TEST_F(PagesTest, ALearnerSeesOwnResultsOnly) {
  Caller li = caller("p1", Role::Learner);
  li.learner = "2026001";
  put_result("2026001", {10, 10, 5});
  put_result("2026002", {0, 0, 5});
  const HttpAnswer page = make_results_page(request("/results"), li, results_);
  EXPECT_TRUE(has(page.body, "attempt-2026001"));
  EXPECT_FALSE(has(page.body, "attempt-2026002"));
  EXPECT_THROW(find_visible_attempt("attempt-2026002", li, results_), Refusal);
  Caller nobody = caller("p2", Role::Learner); // without a number: not those of everybody
  EXPECT_FALSE(has(make_results_page(request("/results"), nobody, results_).body, "attempt-"));
}

TEST_F(PagesTest, AnErasedLearnerIsNoLongerFound) {
  put_result("2026001", {10, 10, 5});
  ResultStore store(schools_.of("linzi"));
  store.erase_learner("2026001");
  EXPECT_TRUE(store.of_learner("2026001").empty());
  EXPECT_FALSE(store.find_attempt("attempt-2026001"));
}

TEST_F(PagesTest, TheAllianceSeesNoMeanOfFewLearnersAndASchoolItsOwn) {
  for (int k = 0; k < 4; ++k) {
    put_result("202600" + std::to_string(k), {10, 10, 10});
  }
  const auto report = [&](const Caller& who) {
    return make_report_file(request("/reports/month.csv", "month=2025-11"), who, hub_, "csv").body;
  };
  EXPECT_TRUE(has(report(office_), "临淄职校,泵,开车,4,4,,\r\n"));
  EXPECT_TRUE(has(report(teacher_), "泵,开车,4,4,1.0000,1.0000\r\n"));
  put_result("2026005", {0, 0, 0});
  EXPECT_TRUE(has(report(office_), "临淄职校,泵,开车,5,5,0.8000,0.8000\r\n"));
  hub_.add_school({"zibo", "淄博", "Zibo"});
  EXPECT_FALSE(has(report(caller("p", Role::Teacher, "zibo")), "开车"));
}

TEST_F(PagesTest, ACourseIsChangedByItsOwnerOnly) {
  list_pack("pump", "1.0.0", "离心泵");
  const CourseSources sources{hub_, registry_};
  const auto post = [&](const std::string& body, const std::string& id) {
    HttpRequest made = request("/courses/" + id, "", {id});
    made.method = "POST";
    made.body = body;
    made.headers.emplace("Content-Type", "application/x-www-form-urlencoded");
    return made;
  };
  make_course(post("title_zh=%E5%BC%80%E8%BD%A6", ""), teacher_, sources);
  const Course course = CourseStore(hub_).list().at(0);
  EXPECT_EQ(course.title.en, "开车"); // the other language falls back
  change_course(post("action=add&pack=linzi%2Fpump", course.id), teacher_, sources);
  EXPECT_THROW(change_course(post("action=add&pack=linzi%2Fnone", course.id), teacher_, sources),
               Refusal);
  EXPECT_EQ(CourseStore(hub_).find(course.id)->packs.size(), 1u);
  EXPECT_THROW(change_course(post("action=drop&place=0", course.id), caller("other", Role::Teacher),
                             sources),
               Refusal);
  EXPECT_THROW(change_course(post("action=drop&place=7", course.id), teacher_, sources), Refusal);
  const HttpRequest look = request("/courses/" + course.id, "", {course.id});
  EXPECT_FALSE(has(make_course_page(look, nullptr, sources).body,
                   "<form method=\"post\" action=\"/courses"));
  EXPECT_TRUE(
      has(make_course_page(look, &teacher_, sources).body, "name=\"csrf\" value=\"token7\""));
  EXPECT_THROW(make_course(post("title_zh=", ""), teacher_, sources), Refusal);
}

TEST_F(PagesTest, TheCourseEditorNamesWhatItMovesAndGoesOnThere) {
  list_pack("pump", "1.0.0", "离心泵");
  list_pack("line", "1.0.0", "输送线", "Line");
  const CourseSources sources{hub_, registry_};
  Course course;
  course.id = "00000000-0000-4000-8000-000000000001";
  course.school = "linzi";
  course.owner = teacher_.person;
  course.title = {"入门", "入门"}; // nobody wrote an English one
  course.packs = {{"linzi", "pump"}};
  CourseStore(hub_).put(course);
  const auto change = [&](const std::string& body) {
    HttpRequest made = request("/courses/" + course.id, "", {course.id});
    made.method = "POST";
    made.body = body;
    made.headers.emplace("Content-Type", "application/x-www-form-urlencoded");
    return change_course(made, teacher_, sources).headers.front().second;
  };
  const auto page = [&](bool is_english) {
    const HttpRequest look = request("/courses/" + course.id, "", {course.id});
    return make_course_page(is_english ? english(look) : look, &teacher_, sources).body;
  };
  EXPECT_TRUE(has(page(false), "name=\"title_en\" value=\"\""));
  EXPECT_FALSE(has(page(false), "<option value=\"linzi/pump\"")); // it is in the course
  EXPECT_TRUE(has(page(false), "<option value=\"linzi/line\">输送线&ensp;临淄职校"));
  EXPECT_EQ(change("action=add&pack=linzi%2Fline"), "/courses/" + course.id + "#add");
  EXPECT_TRUE(has(page(false), "资源库的包都在课程里了"));
  EXPECT_TRUE(has(page(true), "aria-label=\"Move up: Line\""));
  EXPECT_TRUE(has(page(true), "Linzi School"));
  EXPECT_EQ(change("action=up&place=1"), "/courses/" + course.id + "#place-1");
  EXPECT_EQ(change("action=down&place=0"), "/courses/" + course.id + "#place-2");
  EXPECT_EQ(change("action=drop&place=1"), "/courses/" + course.id + "#place-1");
}

} // namespace
} // namespace jixia
