#include "exporting/xapi_statements.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "exporting/safe_text.h"
#include "recording/identity.h"

namespace jixia {
namespace {

using Json = nlohmann::ordered_json;

const std::string kAdl = "http://adlnet.gov/expapi/";
const std::string kCmi5 = "https://w3id.org/xapi/cmi5/context/";
const std::string kSeriousGames = "https://w3id.org/xapi/seriousgames/";

/// Space of the statement ids: the version 5 UUID of "jixia statement" in the URL space.
constexpr std::string_view kUrlSpace = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

std::string hmac_sha256_hex(std::string key, std::string_view message) {
  const auto bytes = [](const std::string& hex) {
    std::string text;
    for (std::size_t k = 0; k < hex.size(); k += 2) {
      text += static_cast<char>(std::stoi(hex.substr(k, 2), nullptr, 16));
    }
    return text;
  };
  if (key.size() > 64) {
    key = bytes(sha256_hex(key));
  }
  key.resize(64, '\0');
  std::string inner = key, outer = key;
  for (std::size_t k = 0; k < key.size(); ++k) {
    inner[k] = static_cast<char>(key[k] ^ 0x36);
    outer[k] = static_cast<char>(key[k] ^ 0x5c);
  }
  return sha256_hex(outer + bytes(sha256_hex(inner + std::string(message))));
}

/// ISO 8601 with hundredths of a second, e.g. "PT1600.25S".
std::string duration_text(SimTime time) {
  const std::int64_t hundredths = std::max<std::int64_t>(time.count() / 10'000'000, 0);
  const std::string part = std::to_string(hundredths % 100);
  return "PT" + std::to_string(hundredths / 100) + "." + (part.size() < 2 ? "0" : "") + part + "S";
}

/// `text` as part of an IRI: letters, digits, - _ . stay, every other byte becomes %XX.
std::string iri_part(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string part;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                          (byte >= 'a' && byte <= 'z') || letter == '-' || letter == '_' ||
                          letter == '.';
    part += is_plain ? std::string(1, letter)
                     : std::string{'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return part;
}

Json language_map(const Text& text) {
  return {{"zh-CN", clean_text(text.zh)}, {"en", clean_text(text.en)}};
}

/// Builds the statements of one attempt.
class StatementWriter {
 public:
  StatementWriter(const ReportData& data, const XapiOptions& options)
      : data_(data),
        options_(options),
        pack_(options.base + "/packs/" + iri_part(data.header.pack_id)),
        exercise_(pack_ + "/exercises/" + iri_part(data.header.exercise)),
        start_ms_(read_rfc3339(data.header.started_at)) {}

  std::string write() {
    add("initialized", cmi5_verb("initialized"), exercise(), SimTime{0}, {}, true);
    for (std::size_t k = 0; k < data_.sheet.lines.size(); ++k) {
      add_criterion(data_.sheet.lines[k], data_.criteria[k]);
    }
    add_end();
    return statements_.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }

 private:
  static Json verb(const std::string& id, const char* display) {
    return {{"id", id}, {"display", {{"en", display}}}};
  }
  static Json adl_verb(const char* name) { return verb(kAdl + "verbs/" + name, name); }
  static Json cmi5_verb(const std::string& name) {
    const bool is_w3id = name == "abandoned";
    return verb(is_w3id ? "https://w3id.org/xapi/adl/verbs/abandoned" : kAdl + "verbs/" + name,
                name.c_str());
  }

  Json activity(const std::string& id, const std::string& type, const Text& name,
                const Text& description) const {
    Json definition{{"type", type}, {"name", language_map(name)}};
    if (!description.empty()) {
      definition["description"] = language_map(description);
    }
    return {{"objectType", "Activity"}, {"id", id}, {"definition", definition}};
  }
  Json exercise() const {
    return activity(exercise_, kAdl + "activities/simulation", data_.exercise_title, data_.goal);
  }

  Json context(bool is_cmi5) const {
    Json activities{{"grouping", Json::array({{{"id", pack_}}})}};
    activities["category"] = Json::array({{{"id", kSimulationTrainingVersion}}});
    if (is_cmi5) {
      activities["category"].push_back({{"id", kCmi5 + "categories/cmi5"}});
    } else {
      activities["parent"] = Json::array({{{"id", exercise_}}});
    }
    Json extensions{{kCmi5 + "extensions/sessionid", data_.header.attempt_id},
                    {extension("mode"), data_.header.is_exam ? "exam" : "practice"}};
    if (data_.sheet.max > 0.0) {
      extensions[kCmi5 + "extensions/masteryscore"] = data_.sheet.pass_mark / data_.sheet.max;
    }
    if (!data_.header.class_name.empty()) {
      extensions[extension("class")] = clean_text(data_.header.class_name);
    }
    return {{"registration", data_.header.attempt_id},
            {"contextActivities", activities},
            {"platform", "Jixia"},
            {"language", "zh-CN"},
            {"extensions", extensions}};
  }

  static std::string extension(const std::string& name) {
    return kSimulationVocabulary + ("/extensions/" + name);
  }

  void add(const std::string& name, const Json& what, const Json& object, SimTime time,
           const Json& result, bool is_cmi5) {
    Json statement{
        {"id", make_named_uuid(make_named_uuid(kUrlSpace, data_.header.attempt_id), name)},
        {"actor",
         {{"objectType", "Agent"},
          {"account",
           {{"homePage", options_.home_page}, {"name", pseudonym(data_.header, options_)}}}}},
        {"verb", what},
        {"object", object}};
    if (!result.is_null()) {
      statement["result"] = result;
    }
    statement["context"] = context(is_cmi5);
    if (start_ms_ >= 0) {
      statement["timestamp"] = rfc3339_text(start_ms_ + time.count() / 1'000'000);
    }
    statements_.push_back(std::move(statement));
  }

  static Json score(double raw, double max) {
    const double kept = std::clamp(raw, 0.0, max);
    return {{"scaled", max > 0.0 ? kept / max : 0.0}, {"raw", kept}, {"min", 0}, {"max", max}};
  }

  Json evidence(const ScoreLine& line) const {
    Json list = Json::array();
    for (const Evidence& each : line.evidence) {
      Json entry{{"time", seconds(each.time)},
                 {"until", seconds(each.until)},
                 {"tag", clean_text(each.tag)},
                 {"reason", language_map(each.reason)}};
      if (std::isfinite(each.value)) {
        entry["value"] = each.value;
      }
      list.push_back(std::move(entry));
    }
    return list;
  }

  void add_criterion(const ScoreLine& line, const Criterion& criterion) {
    const bool is_veto = line.available <= 0.0;
    const bool is_violated = line.state == ScoreLine::State::Lost || !line.evidence.empty();
    if (is_veto && !is_violated) {
      return;
    }
    const bool is_question = line.kind == Criterion::Kind::Question;
    const bool has_points = line.points > 0.0;
    const Json what = is_veto
                          ? verb(kSimulationVocabulary + std::string("/verbs/violated"), "violated")
                      : is_question ? adl_verb("answered")
                                    : adl_verb(has_points ? "completed" : "failed");
    Json result{{"success", !is_veto && line.available - line.points < 1e-9}};
    if (!is_veto) {
      result["score"] = score(line.points, line.available);
    }
    if (line.started && line.ended) {
      result["duration"] = duration_text(*line.ended - *line.started);
    }
    result["extensions"] = {{extension("kind"), kind_name(line.kind).en},
                            {extension("evidence"), evidence(line)}};
    if (criterion.expected > SimTime{0}) {
      result["extensions"][extension("expected-time")] = seconds(criterion.expected);
    }
    const std::string id = exercise_ + "/criteria/" + iri_part(line.id);
    const char* type = is_question ? "activities/question" : "activities/performance";
    add("criterion " + line.id, what,
        activity(id, is_question ? kAdl + "activities/question" : kAdl + type, line.title,
                 line.requirement),
        line.ended.value_or(data_.length), result, false);
  }

  /// Which share of the criteria was decided, 0 to 1.
  double decided_share() const {
    const auto is_decided = [](const ScoreLine& line) {
      return line.state == ScoreLine::State::Done || line.state == ScoreLine::State::Lost;
    };
    const std::vector<ScoreLine>& lines = data_.sheet.lines;
    const auto decided = std::count_if(lines.begin(), lines.end(), is_decided);
    return lines.empty() ? 0.0 : static_cast<double>(decided) / static_cast<double>(lines.size());
  }

  void add_end() {
    const Json duration = duration_text(data_.length);
    if (!data_.sheet.is_finished) {
      add("abandoned", cmi5_verb("abandoned"), exercise(), data_.length,
          {{"duration", duration},
           {"extensions", {{kSeriousGames + "extensions/progress", decided_share()}}}},
          true);
      return;
    }
    add("completed", cmi5_verb("completed"), exercise(), data_.length,
        {{"completion", true}, {"duration", duration}}, true);
    Json result{{"score", score(data_.sheet.score, data_.sheet.max)},
                {"success", data_.has_passed},
                {"duration", duration},
                {"extensions",
                 {{extension("verified"), data_.verification.is_verified},
                  {extension("determinism"),
                   {{"seed", std::to_string(data_.header.seed)},
                    {"packVersion", clean_text(data_.header.pack_version)},
                    {"packDigest", clean_text(data_.header.pack_digest)},
                    {"build", clean_text(data_.header.build_id)}}}}}};
    const char* verdict = data_.has_passed ? "passed" : "failed";
    add("verdict", cmi5_verb(verdict), exercise(), data_.length, result, true);
    add("terminated", cmi5_verb("terminated"), exercise(), data_.length, {{"duration", duration}},
        true);
  }

  const ReportData& data_;
  const XapiOptions& options_;
  std::string pack_, exercise_;
  std::int64_t start_ms_;
  Json statements_ = Json::array();
};

} // namespace

std::string pseudonym(const AttemptHeader& header, const XapiOptions& options) {
  const std::string& known = header.learner_id.empty() ? header.learner_name : header.learner_id;
  if (known.empty()) {
    return header.attempt_id;
  }
  return hmac_sha256_hex(options.pseudonym_secret, options.home_page + "\n" + known).substr(0, 32);
}

std::string xapi_statements(const ReportData& data, const XapiOptions& options) {
  return StatementWriter(data, options).write();
}

} // namespace jixia
