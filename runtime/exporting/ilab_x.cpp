#include "exporting/ilab_x.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "exporting/safe_text.h"
#include "recording/identity.h"

namespace jixia {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFewestSteps = 10, kLongestTitle = 100, kLongestNote = 200;
constexpr std::int64_t kGapMs = 1000;

/// One step of the record before its times are moved apart.
struct IlabStep {
  std::string title, evaluation, model, remarks;
  std::int64_t start_ms = 0, end_ms = 0;
  std::int64_t expected_s = 1;
  double score = 0.0, max_score = 0.0;
  int repeats = 1;
};

std::string remarks_of(const ScoreLine& line) {
  std::string text;
  for (const Evidence& each : line.evidence) {
    text += (text.empty() ? "" : "；") + clock_text(each.time) + " " + each.reason.zh;
  }
  return shortened(text, kLongestNote);
}

std::string evaluation_of(const ScoreLine& line) {
  return shortened(
      state_name(line).zh + " " + points_text(line.points) + "/" + points_text(line.available),
      kLongestNote);
}

/// Turns the lines of a sheet into steps.
class StepMaker {
 public:
  StepMaker(const ReportData& data, std::int64_t start_ms) : data_(data), start_ms_(start_ms) {}

  std::vector<IlabStep> make() {
    const auto& lines = data_.sheet.lines;
    const auto scored = static_cast<std::size_t>(std::count_if(
        lines.begin(), lines.end(), [](const ScoreLine& line) { return line.available > 0.0; }));
    const bool is_split = scored < kFewestSteps;
    for (std::size_t k = 0; k < lines.size(); ++k) {
      if (lines[k].available > 0.0) {
        add(lines[k], data_.criteria[k], is_split);
      }
    }
    for (std::size_t k = 0; k < lines.size() && steps_.size() < kFewestSteps; ++k) {
      if (lines[k].available <= 0.0) {
        steps_.push_back(whole(lines[k], data_.criteria[k]));
      }
    }
    move_apart();
    name_apart();
    return steps_;
  }

 private:
  std::int64_t wall(SimTime time) const { return start_ms_ + time.count() / 1'000'000; }

  int count_operations(SimTime from, SimTime to, const std::vector<std::string>& focus) const {
    int count = 0;
    for (const ReportAction& action : data_.actions) {
      const bool is_ours = std::any_of(focus.begin(), focus.end(), [&](const std::string& tag) {
        return action.tag == tag || action.tag.starts_with(tag + ".");
      });
      count +=
          is_ours && !action.refusal && action.time >= from && action.time <= to ? action.count : 0;
    }
    return std::max(count, 1);
  }

  IlabStep whole(const ScoreLine& line, const Criterion& criterion) const {
    const SimTime begin = line.started.value_or(line.ended.value_or(data_.length));
    const SimTime end = std::max(line.ended.value_or(data_.length), begin);
    IlabStep step;
    step.title = line.title.zh.empty() ? line.id : line.title.zh;
    step.evaluation = evaluation_of(line);
    step.model = shortened(kind_name(line.kind).zh + "：" + line.requirement.zh, kLongestNote);
    step.remarks = remarks_of(line);
    step.start_ms = wall(begin);
    step.end_ms = wall(end);
    step.expected_s = expected_seconds(criterion);
    step.score = line.points;
    step.max_score = line.available;
    step.repeats = count_operations(begin, end, criterion.focus);
    return step;
  }

  /// What the criterion expects, or its share of the exercise's time.
  std::int64_t expected_seconds(const Criterion& criterion) const {
    const double share = seconds(data_.duration) /
                         static_cast<double>(std::max<std::size_t>(data_.sheet.lines.size(), 1));
    const double expected = criterion.expected > SimTime{0} ? seconds(criterion.expected) : share;
    return std::max<std::int64_t>(std::llround(expected), 1);
  }

  void add(const ScoreLine& line, const Criterion& criterion, bool is_split) {
    IlabStep step = whole(line, criterion);
    const double quality = std::clamp(criterion.quality_share, 0.0, 1.0) * line.available;
    if (!is_split || line.kind != Criterion::Kind::Step || quality <= 0.0 ||
        quality >= line.available) {
      steps_.push_back(std::move(step));
      return;
    }
    IlabStep second = step;
    step.title += " 完成"; // texts: one language, ilab-x is Chinese
    step.max_score = line.available - quality;
    step.score = std::min(line.points, step.max_score);
    second.title += " 质量"; // texts: one language
    second.max_score = quality;
    second.score = line.points - step.score;
    steps_.push_back(std::move(step));
    steps_.push_back(std::move(second));
  }

  /// Orders by time; start at least 1 s after the last start, end at least 1 s after its start.
  void move_apart() {
    std::stable_sort(steps_.begin(), steps_.end(),
                     [](const IlabStep& a, const IlabStep& b) { return a.start_ms < b.start_ms; });
    std::int64_t next = start_ms_;
    for (IlabStep& step : steps_) {
      step.start_ms = std::max(step.start_ms, next);
      step.end_ms = std::max(step.end_ms, step.start_ms + kGapMs);
      next = step.start_ms + kGapMs;
    }
  }

  void name_apart() {
    std::set<std::string> taken;
    for (IlabStep& step : steps_) {
      const std::string wanted = shortened(step.title, kLongestTitle);
      step.title = wanted;
      for (int k = 2; !taken.insert(step.title).second; ++k) {
        const std::string number = "（" + std::to_string(k) + "）";
        step.title = shortened(wanted, kLongestTitle - character_count(number)) + number;
      }
    }
  }

  const ReportData& data_;
  std::int64_t start_ms_;
  std::vector<IlabStep> steps_;
};

Json step_json(const IlabStep& step, std::size_t seq) {
  return {{"seq", seq},
          {"title", step.title},
          {"startTime", step.start_ms},
          {"endTime", step.end_ms},
          {"timeUsed", std::max<std::int64_t>((step.end_ms - step.start_ms) / 1000, 1)},
          {"expectTime", step.expected_s},
          {"maxScore", std::lround(step.max_score)},
          {"score", std::lround(std::clamp(step.score, 0.0, step.max_score))},
          {"repeatCount", step.repeats},
          {"evaluation", step.evaluation},
          {"scoringModel", step.model},
          {"remarks", step.remarks}};
}

/// Letters, digits and _ only: the attempt's id, so that a second upload is known as the same.
std::string origin_id(std::string text) {
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

/// Collects what breaks a rule.
class RecordChecker {
 public:
  std::vector<Text> check(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
      return {{"不是 JSON 对象", "not a JSON object"}};
    }
    length(json, "username", 1, 100, "");
    length(json, "title", 1, kLongestTitle, "");
    length(json, "originId", 1, 64, "");
    whole(json, "status", 1, 2, "");
    whole(json, "score", 0, 100, "");
    times(json, "");
    origin(json);
    if (json.contains("appid")) {
      length(json, "appid", 1, 100, "");
    }
    if (!json.contains("steps") || !json["steps"].is_array()) {
      problem("", "steps", {"缺少", "is missing"});
      return problems_;
    }
    steps(json["steps"]);
    return problems_;
  }

 private:
  void problem(const std::string& where, const char* field, const Text& what) {
    problems_.push_back(fill({"{0}{1}：{2}", "{0}{1}: {2}"},
                             std::vector<Text>{same_text(where), same_text(field), what}));
  }

  void length(const Json& json, const char* field, std::size_t least, std::size_t most,
              const std::string& where) {
    const bool is_text = json.contains(field) && json[field].is_string();
    const std::size_t count = is_text ? character_count(json[field].get<std::string>()) : 0;
    if (!is_text || count < least || count > most) {
      problem(where, field,
              fill({"应有 {0} 到 {1} 个字符", "should have {0} to {1} characters"},
                   {std::to_string(least), std::to_string(most)}));
    }
  }

  bool whole(const Json& json, const char* field, std::int64_t least, std::int64_t most,
             const std::string& where) {
    const bool is_right = json.contains(field) && json[field].is_number_integer() &&
                          json[field].get<std::int64_t>() >= least &&
                          json[field].get<std::int64_t>() <= most;
    if (!is_right) {
      problem(where, field,
              fill({"应为 {0} 到 {1} 的整数", "should be a whole number from {0} to {1}"},
                   {std::to_string(least), std::to_string(most)}));
    }
    return is_right;
  }

  void times(const Json& json, const std::string& where) {
    constexpr std::int64_t kLeast = 1'000'000'000'000, kMost = 9'999'999'999'999; // 13 digits
    const bool has_start = whole(json, "startTime", kLeast, kMost, where);
    const bool has_end = whole(json, "endTime", kLeast, kMost, where);
    whole(json, "timeUsed", 1, 30 * 24 * 3600, where);
    if (has_start && has_end &&
        json["endTime"].get<std::int64_t>() - json["startTime"].get<std::int64_t>() < kGapMs) {
      problem(where, "endTime",
              {"应比 startTime 晚至少 1 s", "should be at least 1 s after startTime"});
    }
  }

  void origin(const Json& json) {
    const std::string id = json.contains("originId") && json["originId"].is_string()
                               ? json["originId"].get<std::string>()
                               : "";
    if (id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") !=
        std::string::npos) {
      problem("", "originId", {"只能有字母、数字和下划线", "may hold letters, digits and _ only"});
    }
  }

  void steps(const Json& list) {
    if (list.size() < kFewestSteps) {
      problem("", "steps",
              fill({"至少 {0} 步，现有 {1} 步", "at least {0} steps, there are {1}"},
                   {std::to_string(kFewestSteps), std::to_string(list.size())}));
    }
    std::set<std::string> titles;
    std::int64_t last_start = 0;
    for (std::size_t k = 0; k < list.size(); ++k) {
      const std::string where = "steps[" + std::to_string(k) + "].";
      if (!list[k].is_object()) {
        problem(where, "", {"应为对象", "should be an object"});
        continue;
      }
      step(list[k], where);
      if (list[k].contains("title") &&
          !titles.insert(list[k]["title"].dump(-1, ' ', false, Json::error_handler_t::replace))
               .second) {
        problem(where, "title",
                {"重名，后一步会覆盖前一步", "used twice: the later step overwrites the earlier"});
      }
      const auto start = list[k].value("startTime", Json(0));
      const std::int64_t start_ms = start.is_number_integer() ? start.get<std::int64_t>() : 0;
      if (k > 0 && start_ms - last_start < kGapMs) {
        problem(where, "startTime",
                {"应比前一步晚至少 1 s", "should be at least 1 s after the step before"});
      }
      last_start = start_ms;
    }
  }

  void step(const Json& json, const std::string& where) {
    whole(json, "seq", 1, 10'000, where);
    length(json, "title", 1, kLongestTitle, where);
    times(json, where);
    whole(json, "expectTime", 1, 30 * 24 * 3600, where);
    const bool has_max = whole(json, "maxScore", 0, 100, where);
    const bool has_score = whole(json, "score", 0, 100, where);
    if (has_max && has_score && json["score"].get<int>() > json["maxScore"].get<int>()) {
      problem(where, "score", {"大于 maxScore", "is more than maxScore"});
    }
    whole(json, "repeatCount", 0, 1'000'000, where);
    for (const char* field : {"evaluation", "scoringModel", "remarks"}) {
      length(json, field, 0, kLongestNote, where);
    }
  }

  std::vector<Text> problems_;
};

} // namespace

std::string ilab_x_record(const ReportData& data, const IlabXOptions& options) {
  const std::int64_t start_ms = std::max<std::int64_t>(read_rfc3339(data.header.started_at), 0);
  const std::vector<IlabStep> steps = StepMaker(data, start_ms).make();
  std::int64_t end_ms = std::max(start_ms + data.length.count() / 1'000'000, start_ms + kGapMs);
  Json list = Json::array();
  for (const IlabStep& step : steps) {
    end_ms = std::max(end_ms, step.end_ms);
    list.push_back(step_json(step, list.size() + 1));
  }
  const std::string& known =
      data.header.learner_id.empty() ? data.header.learner_name : data.header.learner_id;
  const double share = data.sheet.max > 0.0 ? data.sheet.score / data.sheet.max : 0.0;
  Json json{{"username", clean_text(options.username.empty() ? known : options.username)},
            {"title",
             shortened(options.title.empty() ? data.pack_title.zh : options.title, kLongestTitle)},
            {"childProjectTitle", shortened(data.exercise_title.zh, kLongestTitle)},
            {"status", data.sheet.is_finished ? 1 : 2},
            {"score", std::lround(100.0 * std::clamp(share, 0.0, 1.0))},
            {"startTime", start_ms},
            {"endTime", end_ms},
            {"timeUsed", std::max<std::int64_t>((end_ms - start_ms) / 1000, 1)},
            {"originId", origin_id(data.header.attempt_id)},
            {"steps", std::move(list)}};
  if (!options.appid.empty()) {
    json["appid"] = options.appid;
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<Text> check_ilab_x(const std::string& json) {
  return RecordChecker().check(json);
}

} // namespace jixia
