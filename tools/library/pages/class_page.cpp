#include "pages/class_page.h"

#include <algorithm>

namespace jixia {
namespace {

constexpr std::size_t kShownSteps = 8;      // in the item analysis, the hardest
constexpr std::size_t kShownLearners = 5;   // who need help
constexpr double kWeakDiscrimination = 0.2; // usual bound below which an item is looked at again

void add_figure(Html& html, const Text& name, const std::string& value, const Text& remark) {
  html.add(
      "<div class=\"figure\"><span class=\"name\">{}</span><span class=\"small\">{}</span><span "
      "class=\"value\">{}</span></div>",
      name, remark, value);
}

Html make_figures(const ClassQuestion& found, Language language) {
  const ClassResults& results = found.results;
  const std::size_t count = results.learners.size();
  Html html(language);
  html.add("<div class=\"figures\">");
  const std::string shown = std::to_string(count);
  const std::size_t absent = found.members > count ? found.members - count : 0;
  add_figure(html, {"交卷", "Handed in"},
             found.members > 0 ? shown + " / " + std::to_string(found.members) : shown,
             absent > 0 ? fill({"缺 {0} 人", "{0} missing"}, {std::to_string(absent)}) : Text());
  const double max = count > 0 ? results.learners.front().max : 0.0;
  add_figure(html, {"平均分", "Mean score"}, decimal_text(results.mean_score),
             fill({"满分 {0}", "of {0}"}, {decimal_text(max, 0)}));
  add_figure(html, {"及格率", "Passed"}, percent_text(results.passed), {});
  add_figure(html, {"平均用时", "Mean time"}, duration_text(results.mean_length_s),
             {"仿真时间", "simulated"});
  add_figure(html, {"成绩已核验", "Verified"}, shown + " / " + shown, {"回放一致", "replayed"});
  return html.add("</div>");
}

Html make_take(const ClassQuestion& found, Language language) {
  Html html(language);
  html.add("<span class=\"segments\" role=\"group\" aria-label=\"{}\">",
           Text{"每人算哪一次", "Which attempt counts"});
  for (const auto& [counted, name] : {std::pair{CountedAttempt::Latest, Text{"最近一次", "Latest"}},
                                      std::pair{CountedAttempt::Best, Text{"最好一次", "Best"}},
                                      std::pair{CountedAttempt::First, Text{"第一次", "First"}}}) {
    html.add("<a href=\"{}\"", found.address("/results/class", counted))
        .add_if(counted == found.counted, " aria-current=\"true\"")
        .add(">{}</a>", name);
  }
  return html.add("</span>");
}

Html make_top(const ClassQuestion& found, const Text& school, Language language) {
  Html html(language);
  html.add(
      "<div class=\"top\"><h1>{} {}</h1><span class=\"small\"><span class=\"paper\">{}&ensp;</span>"
      "{}&ensp;{}</span>{}<p "
      "class=\"actions\"><a class=\"button\" href=\"/results\">{}</a><a class=\"button\" "
      "href=\"{}\" download>CSV</a><a class=\"button\" href=\"{}\" download>XLSX</a><button "
      "type=\"button\" data-print hidden>{}</button></p></div>",
      found.edition.pack_title, found.edition.title, school,
      found.class_name.empty() ? Text{"全校", "Whole school"} : same_text(found.class_name),
      fill({"{0} 版", "version {0}"}, {found.edition.version}), make_take(found, language),
      Text{"换班级", "Other class"}, found.address("/results/class.csv", found.counted),
      found.address("/results/class.xlsx", found.counted), Text{"打印", "Print"});
  return html;
}

std::string_view heat_class(Loss loss) {
  constexpr std::string_view kNames[] = {"heat0", "heat1", "heat2", "heat3"};
  return kNames[static_cast<int>(loss)];
}

Html make_heat_table(const ClassQuestion& found, Language language) {
  Html html(language);
  html.add(
      "<details data-paper><summary>{}</summary><div class=\"table\" tabindex=\"0\" "
      "role=\"region\" "
      "aria-label=\"{}\"><table class=\"heat\"><thead><tr><th>{}</th>",
      Text{"数据表：每人每步的得分", "Table: points of each learner and step"},
      Text{"每人每步的得分", "Points of each learner and step"}, Text{"学员", "Learner"});
  for (const StepStatistics& step : found.results.steps) {
    html.add("<th class=\"number\" title=\"{}\">{}</th>", found.edition.steps[step.place].title,
             step.place + 1);
  }
  html.add("<th class=\"number\">{}</th></tr></thead><tbody>", Text{"得分", "Score"});
  for (const Result& result : found.results.learners) {
    html.add("<tr><th><a href=\"{}\">{}</a></th>", attempt_address(result), found.name_of(result));
    for (const StepStatistics& step : found.results.steps) {
      const double points = points_at(result, step.place);
      html.add("<td class=\"number {}\">{}</td>",
               heat_class(calc_loss(points, found.edition.steps[step.place].available)),
               decimal_text(points));
    }
    html.add("<td class=\"number\">{}</td></tr>", decimal_text(result.score));
  }
  return html.add("</tbody></table></div></details>");
}

Html make_heat_map(const ClassQuestion& found, Language language) {
  Html html(language);
  html.add(
      "<section class=\"card\"><h2>{} <span class=\"small\">{}</span></h2><ul "
      "class=\"legend\"><li><i class=\"heat0\"></i>{}</li><li><i class=\"heat1\"></i>{}</li>"
      "<li><i class=\"heat2\"></i>{}</li><li><i class=\"heat3\"></i>{}</li></ul><figure "
      "class=\"chart heat rows-{}\" data-chart=\"heat\" data-source=\"{}\" role=\"img\" "
      "aria-label=\"{}\"></figure><p class=\"small screen\">{}</p>{}</section>",
      Text{"步骤得分热图", "Step heat map"},
      Text{"每格一人一步，按总分从高到低", "one cell per learner and step, best score first"},
      Text{"满分", "full"}, Text{"失分 ≤ 1/3", "lost ≤ 1/3"}, Text{"失分 ＞ 1/3", "lost > 1/3"},
      Text{"零分", "none"}, std::min<std::size_t>(40, found.results.steps.size()),
      found.address("/results/class.json", found.counted),
      Text{"步骤得分热图，数据见下表", "Heat map of steps; the table below has its data"},
      Text{"点一格看这名学员的这次练习。", "Select a cell to see the learner's attempt."},
      make_heat_table(found, language));
  return html;
}

Html make_rate(double share, Language language) {
  Html html(language);
  return html.add(
      "<svg class=\"rate\" viewBox=\"0 0 84 10\" aria-hidden=\"true\"><rect "
      "class=\"ground\" width=\"84\" height=\"10\" rx=\"1\"/><rect class=\"value{}\" "
      "width=\"{}\" height=\"10\" rx=\"1\"/></svg>",
      share < 0.65 ? " low" : "", static_cast<int>(std::clamp(share, 0.0, 1.0) * 84.0 + 0.5));
}

std::string discrimination_text(const StepStatistics& step) {
  return step.discrimination ? decimal_text(*step.discrimination, 2) : "—";
}

std::vector<StepStatistics> hardest_first(const ClassResults& results) {
  std::vector<StepStatistics> steps = results.steps;
  std::stable_sort(steps.begin(), steps.end(),
                   [](const auto& a, const auto& b) { return a.difficulty < b.difficulty; });
  return steps;
}

/// What to talk about first, in two sentences.
void add_advice(Html& html, const std::vector<StepStatistics>& steps) {
  if (steps.empty() || steps.front().lost == 0) {
    return;
  }
  const StepStatistics& worst = steps.front();
  html.add("<p class=\"note\">{}",
           fill({"第 {0} 步：{1} 人失分，其中 {2} 人零分，建议先讲这一步。",
                 worst.lost == 1
                     ? "Step {0}: 1 learner lost points, {2} earned none; talk about it first."
                     : "Step {0}: {1} learners lost points, {2} earned none; talk about it first."},
                {std::to_string(worst.place + 1), std::to_string(worst.lost),
                 std::to_string(worst.none)}));
  const auto weak = std::min_element(steps.begin(), steps.end(), [](const auto& a, const auto& b) {
    return a.discrimination.value_or(2.0) < b.discrimination.value_or(2.0);
  });
  if (weak->discrimination && *weak->discrimination < kWeakDiscrimination) {
    html.add("<br>{}", fill({"第 {0} 步区分度 {1} 最低，检查评分条件。",
                             "Step {0} discriminates least ({1}): look at its criterion again."},
                            {std::to_string(weak->place + 1), discrimination_text(*weak)}));
  }
  html.add("</p>");
}

void add_item(Html& html, const ClassQuestion& found, const StepStatistics& step, bool is_worst) {
  html.add(is_worst ? Markup("<tr class=\"selected\">") : Markup("<tr>"));
  html.add(
      "<td class=\"place small\">{}</td><td class=\"name\">{}<span "
      "class=\"small\">{}</span></td><td "
      "class=\"share\"><span class=\"bar-cell\">{}<span class=\"number\">{}</span></span></td><td "
      "class=\"number {}\">{}</td></tr>",
      step.place + 1, found.edition.steps[step.place].title, step.reason,
      make_rate(step.difficulty, html.language()), percent_text(step.difficulty),
      step.discrimination.value_or(1.0) < kWeakDiscrimination ? "bad" : "",
      discrimination_text(step));
}

Html make_items(const ClassQuestion& found, Language language) {
  const std::vector<StepStatistics> steps = hardest_first(found.results);
  Html html(language);
  html.add(
      "<section class=\"card\"><h2>{} <span class=\"small\">{}</span></h2><div class=\"table\" "
      "tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"items\"><thead><tr><th "
      "class=\"place\">{}</th><th>{}</th><th class=\"share\">{}</th><th "
      "class=\"number\">{}</th></tr></thead><tbody>",
      Text{"步骤分析", "Item analysis"}, Text{"得分率从低到高", "the hardest first"},
      Text{"步骤分析", "Item analysis"}, Text{"步", "No."},
      Text{"内容，常见失分", "Step, usual loss"}, Text{"得分率 p", "Points p"},
      Text{"区分度 r", "Discr. r"});
  for (std::size_t k = 0; k < std::min(kShownSteps, steps.size()); ++k) {
    add_item(html, found, steps[k], k == 0);
  }
  html.add("</tbody></table></div>");
  if (steps.size() > kShownSteps) {
    html.add(
        "<details data-paper><summary>{}</summary><div class=\"table\"><table "
        "class=\"items\"><tbody>",
        fill({"其余 {0} 步", "{0} more"}, {std::to_string(steps.size() - kShownSteps)}));
    for (std::size_t k = kShownSteps; k < steps.size(); ++k) {
      add_item(html, found, steps[k], false);
    }
    html.add("</tbody></table></div></details>");
  }
  add_advice(html, steps);
  return html.add(
      "<details data-paper><summary>{}</summary><p class=\"small\">{}</p><p class=\"small\">{}</p>"
      "</details></section>",
      Text{"怎样计算", "How it is calculated"},
      Text{"得分率 p：全班在这一步得到的分数除以能得到的分数，1 表示人人满分，越小越难。",
           "p: the points that the class earned on the step, divided by those it could "
           "earn; 1: all earned all, the smaller the harder."},
      Text{"区分度 r：这一步的得分与其余各步得分之和的相关系数（校正的题总相关）。"
           "0.3 以上好，0.2 以下应检查评分条件；不足 3 人或得分全都一样时不计算（—）。",
           "r: correlation of the step's points with the sum of all other steps "
           "(corrected item-total correlation). Above 0.3 good; below 0.2 look at the "
           "criterion again; not calculated (—) for fewer than 3 learners or where all "
           "earned the same."});
}

Html make_distribution(const ClassQuestion& found, Language language) {
  Html html(language);
  html.add(
      "<section class=\"card\"><h2>{}</h2><figure class=\"chart low\" "
      "data-chart=\"distribution\" data-source=\"{}\" role=\"img\" aria-label=\"{}\"></figure>"
      "<details><summary>{}</summary><div class=\"table\"><table><thead><tr><th>{}</th><th "
      "class=\"number\">{}</th></tr></thead><tbody>",
      Text{"分数分布", "Score distribution"}, found.address("/results/class.json", found.counted),
      Text{"每段分数的人数，数据见下表", "Learners by score; the table below has its data"},
      Text{"数据表", "Table"}, Text{"得分率", "Score"}, Text{"人数", "Learners"});
  for (std::size_t k = 0; k < found.results.distribution.size(); ++k) {
    html.add("<tr><td>{}–{} %</td><td class=\"number\">{}</td></tr>", k * 10, k * 10 + 10,
             found.results.distribution[k]);
  }
  return html.add("</tbody></table></div></details></section>");
}

Html make_help(const ClassQuestion& found, Language language) {
  Html html(language);
  std::vector<const Result*> weak;
  for (auto at = found.results.learners.rbegin(); at != found.results.learners.rend(); ++at) {
    if (!at->has_passed) {
      weak.push_back(&*at);
    }
  }
  html.add("<section class=\"card\"><h2>{} <span class=\"small\">{}</span></h2>",
           Text{"需要帮助", "Need help"},
           fill({"{0} 人没有及格", "{0} did not pass"}, {std::to_string(weak.size())}));
  if (weak.empty()) {
    return html.add("<p class=\"quiet\">{}</p></section>",
                    Text{"全班都及格了。", "Everybody who handed in passed."});
  }
  html.add("<ul class=\"people\">");
  for (std::size_t k = 0; k < std::min(kShownLearners, weak.size()); ++k) {
    std::string steps;
    for (const StepStatistics& step : found.results.steps) {
      const double points = points_at(*weak[k], step.place);
      if (calc_loss(points, found.edition.steps[step.place].available) >= Loss::More) {
        steps += " " + std::to_string(step.place + 1);
      }
    }
    html.add(
        "<li><a href=\"{}\">{}</a><span class=\"number bad\">{}</span><span "
        "class=\"small\">{}</span></li>",
        attempt_address(*weak[k]), found.name_of(*weak[k]), decimal_text(weak[k]->score),
        steps.empty() ? Text() : fill({"步{0}", "steps{0}"}, {steps}));
  }
  return html.add("</ul></section>");
}

} // namespace

HttpAnswer make_class_page(const HttpRequest& request, const Caller& caller,
                           const ResultSources& sources) {
  const Language language = request.language();
  const ClassQuestion found = find_class(request, caller, sources);
  Html html(language);
  html.add(make_top(found, caller.school_name, language));
  if (found.results.learners.empty()) {
    html.add(
        "<p class=\"card empty\">{}</p>",
        Text{"班里还没有人做过这个练习。", "Nobody in this class has done this exercise yet."});
  } else {
    html.add(
        "<div class=\"results\"><div>{}{}</div><div>{}<div class=\"halves\">{}{}</div></div></div>",
        make_figures(found, language), make_heat_map(found, language), make_items(found, language),
        make_distribution(found, language), make_help(found, language));
  }
  return make_page({found.edition.title, Section::Results, false, !found.results.learners.empty()},
                   request, &caller, html);
}

} // namespace jixia
