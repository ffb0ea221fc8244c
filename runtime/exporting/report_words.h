#pragma once

#include <string>
#include <string_view>

#include "exporting/report_data.h"

namespace jixia::words {

// What HTML and PDF reports say alike.
inline const Text kReport{"成绩报告", "Score report"};
inline const Text kVerified{"成绩已核验", "Score verified"};
inline const Text kUnverified{"未核验", "Not verified"};
inline const Text kPassed{"通过", "Passed"};
inline const Text kFailed{"未通过", "Not passed"};
inline const Text kSteps{"评分表", "Score table"};
inline const Text kLost{"失分与证据", "Lost points and evidence"};
inline const Text kTimeline{"时间线", "Time line"};
inline const Text kTrends{"全程趋势", "Trends of the whole run"};
inline const Text kAlarms{"报警", "Alarms"};
inline const Text kActions{"操作", "Actions"};
inline const Text kAdvice{"改进建议", "Advice"};
inline const Text kNoLoss{"没有失分。", "No points were lost."};
inline const Text kNoAlarm{"没有报警。", "There were no alarms."};
inline const Text kNoAction{"没有操作。", "There were no actions."};
inline const Text kItem{"项目", "Item"};
inline const Text kKind{"类型", "Kind"};
inline const Text kState{"状态", "State"};
inline const Text kTime{"时刻", "Time"};
inline const Text kPoints{"得分", "Points"};
inline const Text kMinus{"扣分", "Lost"};
inline const Text kTag{"位号", "Tag"};
inline const Text kDescription{"描述", "Description"};
inline const Text kLimit{"限值", "Limit"};
inline const Text kSeen{"确认", "Acknowledged"};
inline const Text kGone{"恢复", "Returned"};
inline const Text kPriority{"级", "P."};
inline const Text kValue{"设为", "Set to"};
inline const Text kGain{"可得", "to gain"};
inline const Text kOther{"其他", "Other"};
inline const Text kInstructor{"教师", "instructor"};
inline const Text kRefused{"被拒绝：", "refused: "};
inline const Text kVeto{"否决", "Veto"};

/// "83.5 / 100"
std::string score_text(const ScoreSheet& sheet);

/// "及格线 60 · 用时 00:26:40 / 00:30:00 · 考试"
std::string summary_text(const ReportData& data, Language language);

/// "林一帆 2026001 化工2601", or 未登记 if nobody is named.
std::string learner_text(const ReportData& data, Language language);

/// "V102 · 泵 ×3": tag and name, once if they are the same.
std::string tag_and_name(const std::string& tag, const Text& name, Language language);

/// "00:08:20 – 00:09:02", or one time.
std::string span_text(SimTime from, SimTime until);

/// Value of an action with the number of operations of a ramp and the reason of a refusal.
std::string action_text(const ReportAction& action, Language language);

/// What a report keeps of a long run; the rest is counted. CSV has all.
inline constexpr std::size_t kMostRows = 120;

/// "另有 {n} 行，见 CSV 导出" for the rows beyond kMostRows; empty if there are none.
std::string rest_text(std::size_t rows, Language language);

} // namespace jixia::words
