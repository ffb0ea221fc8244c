#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "example_run.h"
#include "exporting/html_report.h"
#include "exporting/report_band.h"
#include "exporting/report_chart.h"
#include "exporting/safe_text.h"

namespace jixia {
namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(SafeText, EscapesEveryCharacterThatHtmlGivesAMeaning) {
  EXPECT_EQ(html_text("<script a='b' c=\"d\">&"),
            "&lt;script a=&#39;b&#39; c=&quot;d&quot;&gt;&amp;");
}

TEST(SafeText, ReplacesBrokenUtf8AndDropsControlsAndDirectionMarks) {
  EXPECT_EQ(clean_text("a\xff\xc0\x80z"), "a���z"); // overlong NUL: three bytes that are none
  EXPECT_EQ(clean_text("\xed\xa0\x80"), "���");     // a surrogate
  EXPECT_EQ(clean_text("\xe7\xa8"), "��");          // cut off
  EXPECT_EQ(clean_text(std::string_view("a\0\x1b[31mb\xe2\x80\xae"
                                        "c",
                                        12)),
            "a[31mbc");
  EXPECT_EQ(clean_text("稷下 𠮷\n\t"), "稷下 𠮷\n\t");
}

TEST(SafeText, ShortensByCharactersNotBytes) {
  EXPECT_EQ(shortened("稷下学宫", 4), "稷下学宫");
  EXPECT_EQ(shortened("稷下学宫", 3), "稷下…");
  EXPECT_EQ(shortened("", 3), "");
  EXPECT_EQ(character_count("稷下 a"), 4u);
}

TEST(SafeText, NumbersHaveATrueMinusAndNoNegativeZero) {
  EXPECT_EQ(fixed_text(-1.25, 1), "−1.2");
  EXPECT_EQ(fixed_text(-0.01, 1), "0.0");
  EXPECT_EQ(fixed_text(INFINITY, 1), "—");
  EXPECT_EQ(points_text(10.0), "10");
  EXPECT_EQ(points_text(6.5), "6.5");
}

TEST(AxisTicks, AreRoundNumbersAroundTheRange) {
  const auto ticks = axis_ticks(0.31, 0.69, 5);
  ASSERT_EQ(ticks.size(), 5u);
  EXPECT_DOUBLE_EQ(ticks.front(), 0.3);
  EXPECT_DOUBLE_EQ(ticks.back(), 0.7);
  EXPECT_EQ(axis_ticks(0.0, 10.0, 5), (std::vector<double>{0, 2, 4, 6, 8, 10}));
  EXPECT_EQ(axis_ticks(NAN, 1.0, 5), (std::vector<double>{0, 1}));
  EXPECT_EQ(axis_ticks(3.0, 3.0, 5), (std::vector<double>{0, 1}));
  for (double size = 1e-6; size < 1e9; size *= 3.7) {
    const auto wide = axis_ticks(-0.3 * size, size, 5);
    EXPECT_LE(wide.front(), -0.3 * size);
    EXPECT_GE(wide.back(), size);
    EXPECT_LE(wide.size(), 6u);
  }
}

class Report : public ::testing::Test {
 protected:
  const ExampleRun run_;
  const ReportData data_ = run_.report();
};

TEST_F(Report, BandIsReadFromTheComparisonsOfACondition) {
  const World& world = *run_.world;
  const auto band = [&](const char* text) {
    return find_band(Condition{text, {}}, "PIC101.PV", world);
  };
  EXPECT_DOUBLE_EQ(*band("PIC101.PV >= 450000 Pa").low, 450000.0);
  EXPECT_FALSE(band("PIC101.PV >= 450000 Pa").high);
  const Band around = band("for(abs(PIC101.PV - 0.5 MPa(g)) <= 50 kPa, 60 s) and LIC101.PV > 10 %");
  EXPECT_NEAR(*around.low, 551325.0, 1e-6);
  EXPECT_NEAR(*around.high, 651325.0, 1e-6);
  const Band chain = band("0.4 MPa(g) < PIC101.PV < 0.5 MPa(g)");
  EXPECT_NEAR(*chain.low, 501325.0, 1e-6);
  EXPECT_NEAR(*chain.high, 601325.0, 1e-6);
  EXPECT_TRUE(band("LIC101.PV > 10 %").empty());
  EXPECT_TRUE(band("not PIC101.PV >= 450000 Pa").empty());
  EXPECT_TRUE(band("no such thing >").empty());
}

TEST_F(Report, LossesComeWithPointsEvidenceBandAndSpan) {
  ASSERT_EQ(data_.losses.size(), 2u);
  EXPECT_EQ(data_.losses[0].points, 10.0); // the most first
  const ReportLoss& loss = data_.losses[1];
  EXPECT_EQ(loss.points, 6.5);
  EXPECT_EQ(data_.sheet.lines[loss.line].id, "H1");
  EXPECT_EQ(loss.evidence[0].value.en.substr(0, 6), "0.594 ") << loss.evidence[0].value.en;
  const ReportChart& chart = loss.evidence[0].chart.value();
  EXPECT_NEAR(*chart.low, 0.45, 1e-9);
  EXPECT_NEAR(*chart.high, 0.55, 1e-9);
  EXPECT_EQ(chart.begin, sim_time(440)); // 60 s around the span
  EXPECT_EQ(chart.end, sim_time(602));
  EXPECT_EQ(*chart.span_begin, sim_time(500));
  EXPECT_FALSE(data_.losses[0].evidence[0].chart);
}

TEST_F(Report, PhasesHoldEveryLineOnceAndAddUp) {
  std::size_t lines = 0;
  double points = 0.0;
  for (const ReportPhase& phase : data_.phases) {
    lines += phase.lines.size();
    points += phase.points;
  }
  EXPECT_EQ(lines, data_.sheet.lines.size());
  EXPECT_DOUBLE_EQ(points, 83.5);
  EXPECT_TRUE(data_.phases.back().title.empty());
}

TEST_F(Report, AlarmsTellWhenTheyCameWereSeenAndWent) {
  // PIC101 above 0.55 MPa(g) around 521 s, acknowledged at 531 s; at 701 s again, gone at 730 s
  // unseen, acknowledged at 760 s.
  ASSERT_EQ(data_.alarms.size(), 2u);
  EXPECT_EQ(data_.alarms[0].tag, "PAH101");
  EXPECT_EQ(data_.alarms[0].priority, 2);
  EXPECT_EQ(data_.alarms[0].limit.en, "> 0.550 MPa(g)");
  EXPECT_NEAR(seconds(*data_.alarms[0].acknowledged), 531, 1);
  EXPECT_GT(*data_.alarms[0].returned, *data_.alarms[0].acknowledged);
  EXPECT_NEAR(seconds(data_.alarms[1].came), 701, 1);
  EXPECT_NEAR(seconds(*data_.alarms[1].returned), 730, 1);
  EXPECT_NEAR(seconds(*data_.alarms[1].acknowledged), 760, 1);
}

TEST_F(Report, ARampIsOneActionAndARefusalKeepsItsReason) {
  ASSERT_EQ(data_.actions.size(), 3u);
  EXPECT_EQ(data_.actions[1].count, 5);
  EXPECT_EQ(data_.actions[1].value.en, "70 %");
  EXPECT_EQ(data_.actions[1].until, sim_time(604));
  EXPECT_EQ(data_.actions[2].refusal->zh, "I-101 联锁未复位，不能全开");
}

TEST_F(Report, AdviceIsSortedByPointsToGain) {
  ASSERT_EQ(data_.advice.size(), 2u);
  EXPECT_EQ(data_.advice[0].points, 10.0);
  EXPECT_EQ(data_.advice[1].hint.zh.substr(0, 6), "充压");
}

TEST_F(Report, HtmlHoldsScoreStepsEvidenceAndAdviceInTheLanguageAsked) {
  const std::string zh = html_report(data_, Language::Chinese);
  for (const char* part :
       {"83.5 / 100", "成绩已核验", "7C41-09AE", "PIC101 最高 0.594 MPa", "改进建议", "−6.5",
        "林一帆", "联锁未复位", "&gt; 0.550 MPa(g)", "<svg", "一 开车准备", "lang=\"zh-CN\""}) {
    EXPECT_NE(zh.find(part), std::string::npos) << part;
  }
  const std::string en = html_report(data_, Language::English);
  EXPECT_NE(en.find("Score verified"), std::string::npos);
  EXPECT_EQ(en.find("成绩"), std::string::npos);
  std::ofstream(JIXIA_BINARY_DIR "/example-report.html") << zh;
}

TEST_F(Report, HtmlNeedsNothingFromOutsideAndRunsNothing) {
  const std::string html = html_report(data_, Language::Chinese);
  for (const char* part : {"<script", "src=", "href=", "url(", "@import", "javascript:"}) {
    EXPECT_EQ(html.find(part), std::string::npos) << part;
  }
  // The one address is the name of the SVG format.
  EXPECT_EQ(count_of(html, "http"),
            count_of(html, "http://www.w3.org/2000/svg") + count_of(html, "http-equiv"));
}

TEST_F(Report, HtmlIsUnverifiedUnlessTheCallerProvedIt) {
  const std::string html =
      html_report(run_.report({false, {"签名无效", "bad signature"}, ""}), Language::Chinese);
  EXPECT_EQ(html.find("成绩已核验"), std::string::npos);
  EXPECT_NE(html.find("未核验"), std::string::npos);
  EXPECT_NE(html.find("签名无效"), std::string::npos);
}

TEST_F(Report, HostileNamesStayText) {
  const std::string evil =
      "</title></style><script>alert(1)</script><img src=x onerror='x'>\"&\xff";
  const Text both{evil, evil};
  ReportData data = data_;
  for (std::string* field :
       {&data.header.learner_name, &data.header.learner_id, &data.header.class_name,
        &data.header.attempt_id, &data.header.pack_id, &data.header.pack_version,
        &data.header.pack_digest, &data.header.build_id, &data.header.started_at, &data.school,
        &data.verification.number, &data.actions[0].tag, &data.alarms[0].tag, &data.trends[0].tag,
        &data.trends[0].unit}) {
    *field = evil;
  }
  for (Text* field :
       {&data.pack_title, &data.exercise_title, &data.mode, &data.goal, &data.verification.reason,
        &data.phases[0].title, &data.actions[0].name, &data.actions[0].value, &data.alarms[0].name,
        &data.alarms[0].limit, &data.advice[0].title, &data.advice[0].hint, &data.trends[0].name}) {
    *field = both;
  }
  data.actions[2].refusal = both;
  data.losses[1].evidence[0].evidence.reason = both;
  for (ScoreLine& line : data.sheet.lines) {
    line.title = line.requirement = both;
    line.id = evil;
  }
  const std::string html = html_report(data, Language::Chinese);
  EXPECT_EQ(count_of(html, "<script"), 0u);
  EXPECT_EQ(count_of(html, "<img"), 0u);
  EXPECT_EQ(count_of(html, "</style>"), 1u);
  EXPECT_EQ(count_of(html, "</title>"), 1u);
  EXPECT_GT(count_of(html, "&lt;script&gt;"), 30u);
}

TEST_F(Report, AnEmptyRunStillMakesAPage) {
  const RunLog empty({}, {});
  const ReportData data = collect_report({}, {}, {}, empty, {}, *run_.world, {});
  EXPECT_NE(html_report(data, Language::Chinese).find("没有失分"), std::string::npos);
}

} // namespace
} // namespace jixia
