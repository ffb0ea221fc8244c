#include "exporting/report_words.h"

#include "exporting/safe_text.h"

namespace jixia::words {

std::string score_text(const ScoreSheet& sheet) {
  return points_text(sheet.score) + " / " + points_text(sheet.max);
}

std::string summary_text(const ReportData& data, Language language) {
  const Text exam = data.header.is_exam ? Text{"考试", "exam"} : Text{"练习", "practice"};
  return fill({"及格线 {0} · 用时 {1} / {2} · {3}", "pass mark {0} · took {1} of {2} · {3}"},
              std::vector<Text>{same_text(points_text(data.sheet.pass_mark)),
                                same_text(clock_text(data.length)),
                                same_text(clock_text(data.duration)), exam})
      .in(language);
}

std::string learner_text(const ReportData& data, Language language) {
  std::string text;
  for (const std::string* part :
       {&data.header.learner_name, &data.header.learner_id, &data.header.class_name}) {
    if (!part->empty()) {
      text += (text.empty() ? "" : "  ") + *part;
    }
  }
  return text.empty() ? Text{"学员未登记", "learner not named"}.in(language) : text;
}

std::string tag_and_name(const std::string& tag, const Text& name, Language language) {
  const std::string& spoken = name.in(language);
  return spoken.empty() || spoken == tag ? tag : tag + " " + spoken;
}

std::string span_text(SimTime from, SimTime until) {
  return until > from ? clock_text(from) + " – " + clock_text(until) : clock_text(from);
}

std::string action_text(const ReportAction& action, Language language) {
  std::string text = action.value.in(language);
  if (action.count > 1) {
    text += fill({"（{0} 次操作）", " ({0} operations)"}, std::vector{std::to_string(action.count)})
                .in(language);
  }
  if (action.is_instructor) {
    text += " · " + kInstructor.in(language);
  }
  if (action.refusal) {
    text += " · " + kRefused.in(language) + action.refusal->in(language);
  }
  return text;
}

std::string rest_text(std::size_t rows, Language language) {
  if (rows <= kMostRows) {
    return {};
  }
  return fill({"另有 {0} 行，见 CSV 导出。", "{0} more rows: see the CSV export."},
              std::vector{std::to_string(rows - kMostRows)})
      .in(language);
}

} // namespace jixia::words
