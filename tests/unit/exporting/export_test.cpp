#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "example_run.h"
#include "exporting/csv_export.h"
#include "exporting/ilab_x.h"
#include "exporting/json_export.h"
#include "exporting/safe_text.h"
#include "exporting/xapi_statements.h"
#include "recording/identity.h"

namespace jixia {
namespace {

using Json = nlohmann::json;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

std::string joined(const std::vector<Text>& lines) {
  std::string text;
  for (const Text& line : lines) {
    text += line.en + "\n";
  }
  return text;
}

class Exports : public ::testing::Test {
 protected:
  Json statements(const ReportData& data) { return Json::parse(xapi_statements(data, options_)); }
  Json record(const ReportData& data) { return Json::parse(ilab_x_record(data, {})); }

  ReportData data_ = ExampleRun().report();
  XapiOptions options_{"https://school.example", "https://jixia.example/xapi", "secret"};
};

TEST_F(Exports, XapiFollowsTheRulesOfTheSpecification) {
  EXPECT_EQ(joined(check_xapi_statements(xapi_statements(data_, options_))), "");
}

TEST_F(Exports, XapiTellsTheSessionInTheOrderOfCmi5) {
  const Json all = statements(data_);
  std::vector<std::string> verbs;
  for (const Json& statement : all) {
    const auto id = statement["verb"]["id"].get<std::string>();
    verbs.push_back(id.substr(id.rfind('/') + 1));
  }
  // initialized, 7 criteria with points (the veto did not happen), completed, passed, terminated
  EXPECT_EQ(verbs, (std::vector<std::string>{"initialized", "completed", "completed", "completed",
                                             "completed", "completed", "failed", "answered",
                                             "completed", "passed", "terminated"}));
  const Json& passed = all[9];
  EXPECT_EQ(passed["result"]["score"]["raw"], 83.5);
  EXPECT_DOUBLE_EQ(passed["result"]["score"]["scaled"].get<double>(), 0.835);
  EXPECT_EQ(passed["result"]["duration"], "PT1600.00S");
  EXPECT_EQ(passed["context"]["registration"], data_.header.attempt_id);
  EXPECT_EQ(passed["timestamp"], "2026-11-20T06:31:40.000Z"); // 06:05:00 + 26 min 40 s
}

TEST_F(Exports, XapiIsTheSameWhenItIsSentAgain) {
  EXPECT_EQ(xapi_statements(data_, options_), xapi_statements(ExampleRun().report(), options_));
  ReportData other = data_;
  other.header.attempt_id = make_uuid();
  EXPECT_NE(statements(data_)[0]["id"], statements(other)[0]["id"]);
}

TEST_F(Exports, XapiNamesNoLearner) {
  const std::string text = xapi_statements(data_, options_);
  EXPECT_EQ(text.find("林一帆"), std::string::npos);
  EXPECT_EQ(text.find("\"2026001\""), std::string::npos);
  EXPECT_EQ(pseudonym(data_.header, options_).size(), 32u);
  XapiOptions other = options_;
  other.pseudonym_secret = "another";
  EXPECT_NE(pseudonym(data_.header, options_), pseudonym(data_.header, other));
}

// From Python's hmac, an independent implementation:
// hmac.new(b'Jefe', b'https://s.example\n42', 'sha256').hexdigest()[:32]
TEST(Pseudonym, IsTheHmacThatOtherToolsCompute) {
  AttemptHeader header;
  header.learner_id = "42";
  EXPECT_EQ(pseudonym(header, {"https://s.example", "", "Jefe"}),
            "8396033cb3e02bd139f15adc32fb205e");
}

TEST_F(Exports, XapiOfAnUnfinishedRunIsAbandoned) {
  data_.sheet.is_finished = false;
  const Json all = statements(data_);
  EXPECT_EQ(all.back()["verb"]["id"], "https://w3id.org/xapi/adl/verbs/abandoned");
  EXPECT_EQ(joined(check_xapi_statements(all.dump())), "");
}

TEST_F(Exports, XapiReportsAVetoThatCameTrue) {
  data_.sheet.lines[7].state = ScoreLine::State::Lost;
  const Json all = statements(data_);
  EXPECT_EQ(all[8]["verb"]["id"], "https://jixia.invalid/xapi/verbs/violated");
  EXPECT_EQ(all[8]["result"]["success"], false);
  EXPECT_EQ(joined(check_xapi_statements(all.dump())), "");
}

TEST_F(Exports, XapiStaysRightWithHostileNames) {
  const std::string evil = "\xff\" <> {}|\\^` \n</script>";
  data_.header.pack_id = data_.header.exercise = data_.header.learner_id = data_.header.class_name =
      evil;
  data_.header.started_at = "yesterday";
  data_.sheet.lines[0].id = evil;
  data_.sheet.lines[0].title = {evil, evil};
  EXPECT_EQ(joined(check_xapi_statements(xapi_statements(data_, options_))), "");
}

TEST_F(Exports, TheXapiCheckFindsEveryKindOfMistake) {
  const Json good = statements(data_);
  const auto problems = [&](const char* pointer, const Json& value) {
    Json bad = good;
    bad[9][Json::json_pointer(pointer)] = value;
    return check_xapi_statements(bad.dump()).size();
  };
  EXPECT_EQ(problems("/id", "not-a-uuid"), 1u);
  EXPECT_EQ(problems("/id", good[0]["id"]), 1u);
  EXPECT_EQ(problems("/extra", 1), 1u);
  EXPECT_EQ(problems("/verb/id", "passed"), 1u);
  EXPECT_EQ(problems("/verb/display/zh_CN", "x"), 1u);
  EXPECT_EQ(problems("/actor/mbox", "mailto:a@b.cn"), 1u);
  EXPECT_EQ(problems("/object/definition/type", "a b"), 1u);
  EXPECT_EQ(problems("/result/score/scaled", 1.5), 1u);
  EXPECT_EQ(problems("/result/score/raw", 101), 1u);
  EXPECT_EQ(problems("/result/duration", "26 min"), 1u);
  EXPECT_EQ(problems("/result/success", nullptr), 2u);
  EXPECT_EQ(problems("/context/registration", "x"), 1u);
  EXPECT_EQ(problems("/context/extensions/plain", 1), 1u);
  EXPECT_EQ(problems("/timestamp", "2026-02-30T00:00:00Z"), 1u);
  EXPECT_EQ(check_xapi_statements("{}").size(), 1u);
  EXPECT_EQ(check_xapi_statements("[1]").size(), 1u);
}

TEST_F(Exports, IlabXFollowsItsFieldRules) {
  EXPECT_EQ(joined(check_ilab_x(ilab_x_record(data_, {}))), "");
}

TEST_F(Exports, IlabXSplitsStepsWhenThereAreFewerThanTen) {
  // 7 criteria with points: 4 steps become 8, with hold, time and question 11.
  const Json all = record(data_);
  EXPECT_EQ(all["steps"].size(), 11u);
  EXPECT_EQ(all["steps"][0]["title"], "盘车，检查润滑 完成");
  EXPECT_EQ(all["steps"][0]["maxScore"], 6); // 10 points, quality share 0.4
  EXPECT_EQ(all["steps"][1]["title"], "盘车，检查润滑 质量");
  EXPECT_EQ(all["steps"][1]["maxScore"], 4);
  EXPECT_EQ(all["score"], 84);
  EXPECT_EQ(all["originId"], "1b4e28ba_2fa1_4d21_883f_0016d3cca427");
  EXPECT_EQ(all["startTime"], 1'795'154'700'000); // date -u -d 2026-11-20T06:05:00Z +%s
}

TEST_F(Exports, IlabXKeepsStepsWholeWhenThereAreEnough) {
  for (int k = 0; k < 5; ++k) {
    data_.sheet.lines.push_back(data_.sheet.lines[0]);
    data_.criteria.push_back(data_.criteria[0]);
  }
  const Json all = record(data_);
  EXPECT_EQ(all["steps"].size(), 12u);
  EXPECT_EQ(joined(check_ilab_x(all.dump())), ""); // the same title six times, the same times too
  EXPECT_EQ(all["steps"][5]["title"], "盘车，检查润滑（6）");
}

TEST_F(Exports, IlabXOfATinyExerciseIsReportedNotPadded) {
  data_.sheet.lines.resize(2);
  data_.criteria.resize(2);
  EXPECT_EQ(joined(check_ilab_x(ilab_x_record(data_, {}))),
            "steps: at least 10 steps, there are 4\n");
}

TEST_F(Exports, IlabXShortensLongTexts) {
  std::string endless;
  for (int k = 0; k < 400; ++k) {
    endless += "长";
  }
  for (ScoreLine& line : data_.sheet.lines) {
    line.title = line.requirement = {endless, endless};
    line.evidence = {{sim_time(1), sim_time(1), "", 0.0, {endless, endless}}};
  }
  data_.pack_title = {endless, endless};
  EXPECT_EQ(joined(check_ilab_x(ilab_x_record(data_, {}))), "");
}

TEST_F(Exports, TheIlabXCheckFindsEveryKindOfMistake) {
  const Json good = record(data_);
  const auto problems = [&](const char* pointer, const Json& value) {
    Json bad = good;
    bad[Json::json_pointer(pointer)] = value;
    return check_ilab_x(bad.dump()).size();
  };
  EXPECT_EQ(problems("/username", ""), 1u);
  EXPECT_EQ(problems("/title", std::string(101, 'x')), 1u);
  EXPECT_EQ(problems("/status", 3), 1u);
  EXPECT_EQ(problems("/score", 83.5), 1u);
  EXPECT_EQ(problems("/score", 101), 1u);
  EXPECT_EQ(problems("/startTime", 1'795'154'700), 1u); // seconds
  EXPECT_EQ(problems("/timeUsed", 0), 1u);
  EXPECT_EQ(problems("/originId", "a-b"), 1u);
  EXPECT_EQ(problems("/steps/1/title", good["steps"][0]["title"]), 1u);
  EXPECT_EQ(problems("/steps/1/startTime", good["steps"][0]["startTime"]), 1u);
  EXPECT_EQ(problems("/steps/1/endTime", good["steps"][1]["startTime"]), 1u);
  EXPECT_EQ(problems("/steps/1/score", 50), 1u);
  EXPECT_EQ(problems("/steps/1/expectTime", 0), 1u);
  EXPECT_EQ(problems("/steps/1/remarks", std::string(201, 'x')), 1u);
  EXPECT_EQ(problems("/steps/1", 7), 1u);
  EXPECT_EQ(check_ilab_x("[]").size(), 1u);
}

TEST(CsvField, QuotesAsRfc4180AndDisarmsFormulas) {
  EXPECT_EQ(csv_field("plain"), "plain");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"hi\"\n"), "\"say \"\"hi\"\"\n\"");
  EXPECT_EQ(csv_field("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
  for (const char* start : {"=1", "+1", "-1", "@x", "\tx", "＝1", "−3"}) {
    EXPECT_EQ(csv_field(start), "'" + std::string(start));
  }
}

TEST_F(Exports, CsvHasOneRowPerCriterionAndABomForExcel) {
  data_.header.learner_name = "=cmd|' /C calc'!A0";
  const std::string csv = score_csv(data_, Language::Chinese);
  EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF学号,姓名,"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 9); // head and 8 criteria
  EXPECT_NE(csv.find("H1,PIC101 压力 0.45–0.55,保持,完成，有失分,13.5,20,00:10:00,00:13:20,"),
            std::string::npos)
      << csv;
  EXPECT_NE(csv.find(",'=cmd|"), std::string::npos);
  EXPECT_EQ(csv.find(",=cmd"), std::string::npos);
}

TEST_F(Exports, ActionCsvKeepsRampsAndRefusals) {
  const std::string csv = action_csv(data_, Language::English);
  EXPECT_NE(csv.find("00:10:00,00:10:04,5,HV104.DEMAND,Discharge valve,70 %,learner,\r\n"),
            std::string::npos)
      << csv;
  EXPECT_NE(csv.find("I-101 is not reset; cannot open fully"), std::string::npos);
}

TEST_F(Exports, JsonHoldsScoreAndEvidence) {
  const Json json = Json::parse(report_json(data_));
  EXPECT_EQ(json["score"], 83.5);
  EXPECT_EQ(json["criteria"].size(), 8u);
  EXPECT_EQ(json["criteria"][3]["evidence"][0]["tag"], "PIC101.PV");
  EXPECT_EQ(json["criteria"][3]["evidence"][0]["time"], 500.0);
  EXPECT_EQ(json["alarms"].size(), 2u);
  EXPECT_EQ(json["verified"], true);
}

} // namespace
} // namespace jixia
