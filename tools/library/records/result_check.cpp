#include "records/result_check.h"

#include "records/xapi_values.h"

namespace jixia {
namespace {

std::optional<double> find_number(const Json& object, const char* name, const CheckPlace& at) {
  const Json* value = find_value(object, name);
  return value ? std::optional(want_number(*value, CheckPlace(at, name))) : std::nullopt;
}

void check_score(const Json& score, const CheckPlace& at) {
  want_only(score, at, {"scaled", "raw", "min", "max"});
  const std::optional<double> scaled = find_number(score, "scaled", at),
                              raw = find_number(score, "raw", at),
                              least = find_number(score, "min", at),
                              most = find_number(score, "max", at);
  if (scaled && (*scaled < -1 || *scaled > 1)) {
    refuse(CheckPlace(at, "scaled"), {"{0} 应在 -1 与 1 之间", "{0} must be from -1 to 1"});
  }
  if (least && most && *least >= *most) {
    refuse(CheckPlace(at, "min"), {"{0} 应小于 max", "{0} must be less than max"});
  }
  if (raw && ((least && *raw < *least) || (most && *raw > *most))) {
    refuse(CheckPlace(at, "raw"), {"{0} 应在 min 与 max 之间", "{0} must be from min to max"});
  }
}

} // namespace

void check_result(const Json& result, const CheckPlace& at) {
  want_only(result, at, {"score", "success", "completion", "response", "duration", "extensions"});
  if (const Json* score = find_value(result, "score")) {
    check_score(*score, CheckPlace(at, "score"));
  }
  for (const char* name : {"success", "completion"}) {
    if (const Json* value = find_value(result, name)) {
      want_boolean(*value, CheckPlace(at, name));
    }
  }
  if (const Json* response = find_value(result, "response")) {
    want_string(*response, CheckPlace(at, "response"));
  }
  if (const Json* duration = find_value(result, "duration")) {
    if (!is_duration(want_string(*duration, CheckPlace(at, "duration")))) {
      refuse(CheckPlace(at, "duration"), {"{0} 应为 ISO 8601 时长，如 PT4M30S",
                                          "{0} must be a duration of ISO 8601, e.g. PT4M30S"});
    }
  }
  if (const Json* extensions = find_value(result, "extensions")) {
    want_extensions(*extensions, CheckPlace(at, "extensions"));
  }
}

} // namespace jixia
