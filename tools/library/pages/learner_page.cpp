#include "pages/learner_page.h"

#include <algorithm>

namespace jixia {
namespace {

void add_passed(Html& html, bool has_passed) {
  has_passed ? html.add("<span class=\"mark ok\">✓ {}</span>", Text{"及格", "passed"})
             : html.add("<span class=\"mark bad\">× {}</span>", Text{"未及格", "not passed"});
}

Html make_runs(const std::vector<Result>& results, Language language) {
  Html html(language);
  html.add(
      "<div class=\"table\"><table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th "
      "class=\"number\">{}</th><th>{}</th><th class=\"number\">{}</th><th>{}</th></tr></thead>"
      "<tbody>",
      Text{"时间", "Time"}, Text{"练习", "Exercise"}, Text{"资源包", "Pack"}, Text{"得分", "Score"},
      Text{"结果", "Result"}, Text{"用时", "Length"}, Text{"凭据", "Receipt"});
  for (const Result& result : results) {
    html.add("<tr><td class=\"date\">{}</td><td><a href=\"/results/attempts/{}\">{}</a>",
             minute_text(result.started_ms), result.attempt, result.title);
    html.add_if(result.is_exam, " <span class=\"mark wait\">{}</span>", Text{"考试", "exam"});
    html.add("</td><td>{}</td><td class=\"number\">{} / {}</td><td>", result.pack_title,
             decimal_text(result.score), decimal_text(result.max, 0));
    add_passed(html, result.has_passed);
    html.add(
        "</td><td class=\"number\">{}</td><td><a href=\"/results/attempts/{}/receipt\" "
        "download>{}</a></td></tr>",
        duration_text(result.length_s), result.attempt, Text{"下载", "Download"});
  }
  return html.add("</tbody></table></div>");
}

std::string_view step_class(Loss loss) {
  return loss == Loss::None ? "ok" : "bad";
}

Html make_steps(const ExerciseEdition& edition, const Result& result, Language language) {
  Html html(language);
  html.add(
      "<section class=\"card\"><h2>{}</h2><div class=\"table\"><table><thead><tr><th>{}</th><th>"
      "{}</th><th class=\"number\">{}</th><th>{}</th></tr></thead><tbody>",
      Text{"各步得分", "Step by step"}, Text{"步", "No."}, Text{"内容", "Step"},
      Text{"得分", "Points"}, Text{"失分原因", "Why points were lost"});
  for (std::size_t k = 0; k < edition.steps.size(); ++k) {
    const ExerciseEdition::Step& step = edition.steps[k];
    const double points = points_at(result, k);
    const Text reason = k < result.reasons.size() ? result.reasons[k] : Text();
    if (step.available <= 0 && reason.empty()) {
      continue; // a veto that did not come true
    }
    const Loss loss = calc_loss(points, step.available);
    html.add(
        "<tr><td class=\"small\">{}</td><td class=\"name\">{}</td><td class=\"number {}\">{} {} / "
        "{}</td><td>{}</td></tr>",
        k + 1, step.title, step_class(loss), loss == Loss::None ? "✓" : "×", decimal_text(points),
        decimal_text(step.available), reason);
  }
  return html.add("</tbody></table></div></section>");
}

[[noreturn]] void refuse_unknown() {
  throw Refusal{
      404, {"没有这次练习，或它还没有核验", "there is no such attempt, or it is not verified yet"}};
}

bool may_see(const Caller& caller, const Result& result, Hub& hub) {
  if (caller.may(Permission::ManagePeople) ||
      (caller.may(Permission::SeeOwnResults) && !caller.learner.empty() &&
       caller.learner == result.learner)) {
    return true;
  }
  if (!caller.may(Permission::SeeClassResults) || result.learner.empty()) {
    return false;
  }
  Classes classes(hub);
  for (const SchoolClass& one : classes.list_for(caller)) {
    const auto numbers = learner_numbers(classes.members(caller.school, one.id));
    if (std::find(numbers.begin(), numbers.end(), result.learner) != numbers.end()) {
      return true;
    }
  }
  return false;
}

} // namespace

HttpAnswer make_own_page(const HttpRequest& request, const Caller& caller,
                         const ResultSources& sources) {
  const Language language = request.language();
  const std::vector<Result> results =
      caller.learner.empty()
          ? std::vector<Result>()
          : ResultStore(sources.schools.of(caller.school)).of_learner(caller.learner);
  Html html(language);
  html.add(
      "<div class=\"top\"><h1>{}</h1><span class=\"small\">{}</span></div><section "
      "class=\"card\">",
      Text{"我的成绩", "My results"},
      count_text(static_cast<std::int64_t>(results.size()), {"{0} 次练习", "{0} attempt"},
                 "{0} attempts"));
  results.empty()
      ? html.add("<p class=\"empty\">{}</p>",
                 Text{"还没有核验过的练习。交卷后稍等片刻，成绩会出现在这里。",
                      "No verified attempts yet. They appear shortly after you hand in."})
      : html.add(make_runs(results, language));
  html.add("</section>");
  return make_page({{"我的成绩", "My results"}, Section::Results}, request, &caller, html);
}

Result find_visible_attempt(const std::string& attempt, const Caller& caller,
                            const ResultSources& sources) {
  std::optional<Result> result =
      ResultStore(sources.schools.of(caller.school)).find_attempt(attempt);
  if (!result || !may_see(caller, *result, sources.hub)) {
    refuse_unknown();
  }
  return *result;
}

HttpAnswer make_attempt_page(const HttpRequest& request, const Caller& caller,
                             const ResultSources& sources) {
  const Language language = request.language();
  const Result result = find_visible_attempt(request.path_values.at(0), caller, sources);
  const auto edition =
      ResultStore(sources.schools.of(caller.school)).find_edition(result.digest, result.exercise);
  const bool is_own = caller.may(Permission::SeeOwnResults);
  const std::string name = result.learner_name.empty() ? result.learner : result.learner_name;
  Html html(language);
  html.add(
      "<div class=\"top\"><h1>{} {}</h1><span class=\"small\">{}&ensp;{}</span><p "
      "class=\"actions\"><a class=\"button\" href=\"/results\">{}</a><a class=\"button primary\" "
      "href=\"/results/attempts/{}/receipt\" download>{}</a></p></div>",
      result.pack_title, result.title, is_own ? caller.name : name, minute_text(result.started_ms),
      Text{"全部成绩", "All results"}, result.attempt, Text{"下载凭据", "Download the receipt"});
  html.add(
      "<div class=\"figures\"><div class=\"figure\"><span class=\"name\">{}</span><span "
      "class=\"small\">{}</span><span class=\"value\">{}</span></div><div class=\"figure\"><span "
      "class=\"name\">{}</span><span class=\"value\">{}</span></div><div class=\"figure\"><span "
      "class=\"name\">{}</span><span class=\"value ok\">✓ {}</span></div><div "
      "class=\"figure\"><span "
      "class=\"name\">{}</span><span class=\"value {}\">{}</span></div></div>",
      Text{"得分", "Score"}, fill({"满分 {0}", "of {0}"}, {decimal_text(result.max, 0)}),
      decimal_text(result.score), Text{"用时（仿真）", "Length (simulated)"},
      duration_text(result.length_s), Text{"核验", "Verification"}, Text{"回放一致", "replayed"},
      Text{"结果", "Result"}, result.has_passed ? "ok" : "bad",
      result.has_passed ? Text{"及格", "passed"} : Text{"未及格", "not passed"});
  if (edition) {
    html.add(make_steps(*edition, result, language));
  }
  html.add("<p class=\"small\">{} <code>{}</code></p>", Text{"练习编号", "Attempt"},
           result.attempt);
  return make_page({result.title, Section::Results}, request, &caller, html);
}

} // namespace jixia
