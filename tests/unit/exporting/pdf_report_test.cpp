#include "exporting/pdf_report.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "example_run.h"

namespace jixia {
namespace {

std::string output_of(const std::string& command) {
  FILE* pipe = ::popen(command.c_str(), "r");
  std::string output;
  char block[4096];
  for (std::size_t count;
       pipe != nullptr && (count = std::fread(block, 1, sizeof block, pipe)) > 0;) {
    output.append(block, count);
  }
  return pipe != nullptr && ::pclose(pipe) == 0 ? output : "failed: " + command;
}

/// Writes the report into the build tree, for people to look at, and reads its text with poppler.
std::string text_of(const std::string& pdf, const std::string& name) {
  const std::string file = std::string(JIXIA_BINARY_DIR) + "/" + name;
  std::ofstream(file, std::ios::binary) << pdf;
  return output_of("pdftotext -layout '" + file + "' - 2>&1");
}

TEST(PdfReport, HoldsScoreStepsAndEvidenceAsChineseText) {
  const std::string text =
      text_of(pdf_report(ExampleRun().report(), Language::Chinese), "example-report.pdf");
  for (const char* part : {"83.5 / 100", "成绩已核验", "离心泵单元", "冷态开车", "林一帆", "评分表",
                           "−6.5", "改进建议", "联锁未复位", "1/3"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(PdfReport, IsTheSameForTheSameData) {
  const ExampleRun run;
  EXPECT_EQ(pdf_report(run.report(), Language::English),
            pdf_report(run.report(), Language::English));
}

TEST(PdfReport, LongAndHostileTextsStayOnThePage) {
  ReportData data = ExampleRun().report();
  std::string evil = "\xff<b>%s%n\x1b";
  for (int k = 0; k < 300; ++k) {
    evil += "超长";
  }
  data.header.learner_name = data.school = evil;
  for (ScoreLine& line : data.sheet.lines) {
    line.title = line.requirement = {evil, evil};
  }
  for (int k = 0; k < 500; ++k) {
    data.actions.push_back(data.actions[0]);
    data.alarms.push_back(data.alarms[0]);
  }
  const std::string text = text_of(pdf_report(data, Language::Chinese), "hostile-report.pdf");
  EXPECT_NE(text.find("CSV"), std::string::npos); // "383 more rows: see the CSV export"
}

} // namespace
} // namespace jixia
