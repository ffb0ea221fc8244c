#include "exporting/json_export.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "exporting/safe_text.h"

namespace jixia {
namespace {

using Json = nlohmann::ordered_json;

Json both(const Text& text) {
  return {{"zh", clean_text(text.zh)}, {"en", clean_text(text.en)}};
}
Json time_or_null(const std::optional<SimTime>& time) {
  return time ? Json(seconds(*time)) : Json();
}

Json evidence_json(const Evidence& evidence) {
  return {{"time", seconds(evidence.time)},
          {"until", seconds(evidence.until)},
          {"tag", clean_text(evidence.tag)},
          {"value", std::isfinite(evidence.value) ? Json(evidence.value) : Json()},
          {"reason", both(evidence.reason)}};
}

Json line_json(const ScoreLine& line) {
  Json evidence = Json::array();
  for (const Evidence& each : line.evidence) {
    evidence.push_back(evidence_json(each));
  }
  return {{"id", line.id},
          {"kind", kind_name(line.kind).en},
          {"title", both(line.title)},
          {"requirement", both(line.requirement)},
          {"group", line.group},
          {"state", state_name(line).en},
          {"points", line.points},
          {"available", line.available},
          {"started", time_or_null(line.started)},
          {"ended", time_or_null(line.ended)},
          {"evidence", std::move(evidence)}};
}

Json header_part(const ReportData& data) {
  const AttemptHeader& header = data.header;
  return {{"attempt", header.attempt_id},
          {"pack", header.pack_id},
          {"pack_version", header.pack_version},
          {"pack_digest", header.pack_digest},
          {"exercise", header.exercise},
          {"title", both(data.exercise_title)},
          {"seed", header.seed},
          {"is_exam", header.is_exam},
          {"learner_id", clean_text(header.learner_id)},
          {"learner_name", clean_text(header.learner_name)},
          {"class_name", clean_text(header.class_name)},
          {"started_at", clean_text(header.started_at)},
          {"build", clean_text(header.build_id)}};
}

Json alarm_json(const ReportAlarm& alarm) {
  return {{"tag", alarm.tag},
          {"name", both(alarm.name)},
          {"priority", alarm.priority},
          {"came", seconds(alarm.came)},
          {"acknowledged", time_or_null(alarm.acknowledged)},
          {"returned", time_or_null(alarm.returned)}};
}

Json action_json(const ReportAction& action) {
  return {{"time", seconds(action.time)},
          {"until", seconds(action.until)},
          {"count", action.count},
          {"tag", clean_text(action.tag)},
          {"value", both(action.value)},
          {"by", action.is_instructor ? "instructor" : "learner"},
          {"refusal", action.refusal ? both(*action.refusal) : Json()}};
}

template <typename List, typename Make>
Json list_json(const List& list, const Make& make) {
  Json json = Json::array();
  for (const auto& each : list) {
    json.push_back(make(each));
  }
  return json;
}

} // namespace

std::string report_json(const ReportData& data) {
  Json json = header_part(data);
  json["score"] = data.sheet.score;
  json["max"] = data.sheet.max;
  json["pass_mark"] = data.sheet.pass_mark;
  json["passed"] = data.has_passed;
  json["finished"] = data.sheet.is_finished;
  json["length"] = seconds(data.length);
  json["verified"] = data.verification.is_verified;
  json["verified_because"] = both(data.verification.reason);
  json["criteria"] = list_json(data.sheet.lines, line_json);
  json["alarms"] = list_json(data.alarms, alarm_json);
  json["actions"] = list_json(data.actions, action_json);
  json["advice"] = list_json(data.advice, [](const ReportAdvice& advice) {
    return Json{
        {"title", both(advice.title)}, {"hint", both(advice.hint)}, {"points", advice.points}};
  });
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace jixia
