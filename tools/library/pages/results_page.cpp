#include "pages/results_page.h"

#include <algorithm>

#include "pages/learner_page.h"

namespace jixia {
namespace {

void add_groups(Html& html, const std::string& class_id, const Text& name, std::size_t members,
                const std::vector<ResultGroup>& groups) {
  html.add("<section class=\"card\"><h2>{} <span class=\"small\">{}</span></h2>", name,
           count_text(static_cast<std::int64_t>(members), {"{0} 名学员", "{0} learner"},
                      "{0} learners"));
  if (groups.empty()) {
    html.add("<p class=\"quiet\">{}</p></section>",
             Text{"还没有核验过的成绩。学员交卷后，成绩会自动送到这里。",
                  "No verified results yet. They arrive by themselves when learners hand in."});
    return;
  }
  html.add(
      "<div class=\"table\"><table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th "
      "class=\"number\">{}</th><th class=\"number\">{}</th><th>{}</th></tr></thead><tbody>",
      Text{"练习", "Exercise"}, Text{"资源包", "Pack"}, Text{"版本", "Version"},
      Text{"学员", "Learners"}, Text{"次数", "Attempts"}, Text{"最近", "Latest"});
  for (const ResultGroup& group : groups) {
    html.add(
        "<tr><td><a href=\"/results/class?class={}&amp;digest={}&amp;exercise={}\">{}</a></td><td>"
        "{}</td><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td "
        "class=\"date\">{}</td></tr>",
        escape_query(class_id), escape_query(group.digest), escape_query(group.exercise),
        group.title, group.pack_title, group.version, group.learners, group.attempts,
        minute_text(group.newest_ms));
  }
  html.add("</tbody></table></div></section>");
}

} // namespace

HttpAnswer make_results_page(const HttpRequest& request, const Caller& caller,
                             const ResultSources& sources) {
  if (caller.may(Permission::SeeOwnResults)) {
    return make_own_page(request, caller, sources);
  }
  ResultStore store(sources.schools.of(caller.school));
  Classes classes(sources.hub);
  Html html(request.language());
  html.add("<div class=\"top\"><h1>{}</h1>", Text{"班级成绩", "Results by class"})
      .add_if(caller.may(Permission::ManagePeople),
              "<p class=\"actions\"><a class=\"button\" href=\"/results/arrivals\">{}</a></p>",
              Text{"收到的练习", "What came in"})
      .add("</div>");
  const std::vector<SchoolClass> own = classes.list_for(caller);
  for (const SchoolClass& one : own) {
    const std::vector<std::string> numbers =
        learner_numbers(classes.members(caller.school, one.id));
    add_groups(html, one.id, same_text(one.name), numbers.size(), store.groups(numbers, 20));
  }
  if (caller.may(Permission::ManagePeople)) {
    const std::vector<ResultGroup> all = store.groups(std::nullopt, 50);
    std::int64_t most = 0;
    for (const ResultGroup& group : all) {
      most = std::max(most, group.learners);
    }
    add_groups(html, "all", {"全校", "Whole school"}, static_cast<std::size_t>(most), all);
  } else if (own.empty()) {
    html.add("<p class=\"card empty\">{}</p>",
             Text{"你还没有班级。请学校管理员把你加进班级。",
                  "You teach no class yet. Ask the school's administrator to add you to one."});
  }
  return make_page({{"班级成绩", "Results by class"}, Section::Results}, request, &caller, html);
}

} // namespace jixia
