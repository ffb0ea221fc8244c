#include "exporting/csv_export.h"

#include <vector>

#include "exporting/report_words.h"
#include "exporting/safe_text.h"

namespace jixia {
namespace {

constexpr const char* kByteOrderMark = "\xEF\xBB\xBF";

std::string row(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    line += (line.empty() ? "" : ",") + field;
  }
  return line + "\r\n";
}

/// Our own number: never a formula, so it needs no apostrophe and stays a number.
std::string csv_number(double value) {
  return number_text(value, 10);
}

std::string time_field(const std::optional<SimTime>& time) {
  return time ? clock_text(*time) : "";
}

} // namespace

std::string csv_field(std::string_view text) {
  std::string field = clean_text(text);
  constexpr std::string_view kFormula = "=+-@\t\r";
  // Full-width signs and U+2212 start a formula in some spreadsheets too.
  const bool is_wide = field.starts_with("＝") || field.starts_with("＋") ||
                       field.starts_with("－") || field.starts_with("＠") || field.starts_with("−");
  if (!field.empty() && (kFormula.find(field.front()) != std::string_view::npos || is_wide)) {
    field.insert(0, "'");
  }
  if (field.find_first_of(",\"\r\n") == std::string::npos) {
    return field;
  }
  std::string quoted = "\"";
  for (const char letter : field) {
    quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  }
  return quoted + "\"";
}

std::string score_csv(const ReportData& data, Language language) {
  const auto in = [&](const Text& text) { return csv_field(text.in(language)); };
  std::string csv = kByteOrderMark;
  csv += row({in({"学号", "Learner"}), in({"姓名", "Name"}), in({"班级", "Class"}),
              in({"练习", "Exercise"}), in({"编号", "No."}), in(words::kItem), in(words::kKind),
              in(words::kState), in(words::kPoints), in({"满分", "Available"}),
              in({"开始", "Started"}), in({"结束", "Ended"}), in({"证据", "Evidence"})});
  for (const ScoreLine& line : data.sheet.lines) {
    std::string evidence;
    for (const Evidence& each : line.evidence) {
      evidence +=
          (evidence.empty() ? "" : "; ") + clock_text(each.time) + " " + each.reason.in(language);
    }
    csv += row({csv_field(data.header.learner_id), csv_field(data.header.learner_name),
                csv_field(data.header.class_name), in(data.exercise_title), csv_field(line.id),
                in(line.title), in(kind_name(line.kind)), in(state_name(line)),
                csv_number(line.points), csv_number(line.available), time_field(line.started),
                time_field(line.ended), csv_field(evidence)});
  }
  return csv;
}

std::string action_csv(const ReportData& data, Language language) {
  const auto in = [&](const Text& text) { return csv_field(text.in(language)); };
  std::string csv = kByteOrderMark;
  csv += row({in(words::kTime), in({"到", "Until"}), in({"次数", "Operations"}), in(words::kTag),
              in(words::kDescription), in(words::kValue), in({"操作者", "By"}),
              in({"拒绝原因", "Refused because"})});
  for (const ReportAction& action : data.actions) {
    csv += row({clock_text(action.time), clock_text(action.until), std::to_string(action.count),
                csv_field(action.tag), in(action.name), in(action.value),
                in(action.is_instructor ? words::kInstructor : Text{"学员", "learner"}),
                action.refusal ? in(*action.refusal) : ""});
  }
  return csv;
}

} // namespace jixia
