#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assessment/score_sheet.h"
#include "recording/attempt.h"
#include "recording/run_log.h"
#include "scenario/scenario.h"
#include "world/world.h"

namespace jixia {

/// Whether a replay and the signature have proved the score. Nobody but the caller who did both may
/// say so; reports show the grey 未核验 with the reason otherwise.
struct Verification {
  bool is_verified = false;
  Text reason;        ///< e.g. 回放一致 签名有效
  std::string number; ///< short sign of the run, e.g. the log's fingerprint
};

/// A trend ready to draw: numbers in display units.
struct ReportChart {
  std::string tag;
  Text name;
  std::string unit;
  int decimals = 2;
  double range_low = 0.0, range_high = 1.0; ///< of the tag's display; the drawing may widen it
  SimTime begin{0}, end{0};
  RunLog::Series series;                       ///< thinned; a value holds until the next
  std::optional<double> low, high;             ///< the band asked for
  std::optional<SimTime> span_begin, span_end; ///< where points were lost
  std::vector<SimTime> actions;                ///< of the learner, within the window
};

struct ReportEvidence {
  Evidence evidence;
  Text value; ///< as displayed, e.g. "0.58 MPa"; empty if it is about no tag
  std::optional<ReportChart> chart;
};

/// Points lost on one criterion.
struct ReportLoss {
  std::size_t line = 0; ///< index into ScoreSheet::lines
  double points = 0.0;
  std::vector<ReportEvidence> evidence;
};

/// Lines of the sheet that belong to one phase of the procedure.
struct ReportPhase {
  Text title; ///< empty for criteria of no phase
  std::vector<std::size_t> lines;
  double points = 0.0, available = 0.0;
};

/// One alarm from its coming to its going.
struct ReportAlarm {
  std::string tag; ///< of the alarm
  Text name;
  int priority = 3; ///< 1 urgent to 4
  SimTime came{0};
  std::optional<SimTime> acknowledged, returned;
  Text limit; ///< e.g. "> 0.55 MPa"; empty if it has none
};

/// One action, or a run of them on one tag (a ramp) of which the last value counts.
struct ReportAction {
  SimTime time{0}, until{0};
  int count = 1;
  std::string tag;
  Text name, value;
  bool is_instructor = false;
  std::optional<Text> refusal;
};

/// What to practise, most to gain first.
struct ReportAdvice {
  Text title, hint;
  double points = 0.0;
};

/// Everything that reports and exports say about one attempt: plain data, no file, no world.
struct ReportData {
  AttemptHeader header;
  Text pack_title, exercise_title, mode, goal;
  std::string school;
  SimTime duration{0};             ///< what the exercise allows
  SimTime length{0};               ///< how long the run was
  std::vector<Criterion> criteria; ///< in the order of the sheet's lines
  ScoreSheet sheet;
  bool has_passed = false;
  Verification verification;
  std::vector<ReportPhase> phases;
  std::vector<ReportLoss> losses; ///< most points first
  std::vector<ReportAlarm> alarms;
  std::vector<ReportAction> actions;
  std::vector<ReportAdvice> advice;
  std::vector<ReportChart> trends; ///< of the whole run: the pack's first trend group
};

/// Collects a report from a run. Pure: the same arguments give the same data.
///
/// Alarms are the components whose type ends in "Alarm" and that have a STATE in the log
/// (control/alarm_state.h: 1 unacknowledged, 2 acknowledged, 3 returned unacknowledged).
/// Charts are made of tags that the log holds; others are left out.
ReportData collect_report(const Scenario& scenario, const Exercise& exercise,
                          const AttemptHeader& header, const RunLog& log, const ScoreSheet& sheet,
                          const World& world, const Verification& verification);

/// 冷态开车, 正常运行, 正常停车 or 事故处理.
Text mode_name(Exercise::Mode mode);

/// 步骤, 保持, 限值, 顺序, 时间, 禁止 or 问题.
Text kind_name(Criterion::Kind kind);

/// 完成, 失分, 进行中 or 未做.
Text state_name(const ScoreLine& line);

} // namespace jixia
