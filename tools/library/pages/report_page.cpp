#include "pages/report_page.h"

#include <map>

#include "http/form.h"
#include "pages/evidence_of_use.h"
#include "recording/identity.h"
#include "records/usage_store.h"

namespace jixia {
namespace {

using MonthRow = UsageStore::MonthRow;

bool is_month(const std::string& text) {
  return text.size() == 7 && text[4] == '-' && text.find_first_not_of("0123456789-") == text.npos &&
         text.substr(5) >= "01" && text.substr(5) <= "12";
}

std::string read_month(const HttpRequest& request) {
  const std::string asked = read_query_form(request).value("month");
  return is_month(asked) ? asked : month_text(wall_clock_ms());
}

/// The month before or after.
std::string shifted(const std::string& month, int by) {
  const int count = std::stoi(month.substr(0, 4)) * 12 + std::stoi(month.substr(5)) - 1 + by;
  const int number = count % 12 + 1;
  return std::to_string(count / 12) + (number < 10 ? "-0" : "-") + std::to_string(number);
}

/// Everything about one month, found once.
struct Found {
  std::string month;
  bool is_alliance = false;
  std::map<std::string, Text> schools;
  std::vector<MonthRow> totals;    ///< of each school
  std::vector<MonthRow> exercises; ///< of each school and exercise
};

Found find_report(const HttpRequest& request, const Caller& caller, Hub& hub) {
  Found found;
  found.month = read_month(request);
  found.is_alliance = caller.may(Permission::SeeAllianceReport);
  for (const School& school : hub.schools()) {
    found.schools[school.id] = {school.name_zh, school.name_en};
  }
  // An empty school means all of them: nobody but the alliance's people may come this far with one.
  if (!found.is_alliance && caller.school.empty()) {
    throw Refusal{403, {"这个账号无权这样做", "this account may not do this"}};
  }
  for (MonthRow& row :
       UsageStore(hub).of_month(found.month, found.is_alliance ? "" : caller.school)) {
    (row.use.pack.empty() ? found.totals : found.exercises).push_back(std::move(row));
  }
  return found;
}

/// Outside the school, no mean of few people.
bool may_show_mean(const Found& found, const MonthUse& use) {
  return use.attempts > 0 && (!found.is_alliance || is_enough(use.learners));
}

Sheet::Cell mean_of(const Found& found, const MonthUse& use, double sum) {
  return may_show_mean(found, use) ? Sheet::Cell(sum / static_cast<double>(use.attempts))
                                   : Sheet::Cell();
}

void add_numbers(std::vector<Sheet::Cell>& row, const Found& found, const MonthUse& use) {
  row.emplace_back(static_cast<double>(use.attempts));
  row.emplace_back(static_cast<double>(use.learners));
  row.push_back(mean_of(found, use, use.score_share));
  row.push_back(mean_of(found, use, static_cast<double>(use.passed)));
}

void add_number_columns(Sheet& sheet) {
  using Format = Sheet::Format;
  sheet.columns.push_back({{"练习次数", "Attempts"}, Format::Count});
  sheet.columns.push_back({{"学员", "Learners"}, Format::Count});
  sheet.columns.push_back({{"平均得分率", "Mean score"}, Format::Share});
  sheet.columns.push_back({{"及格率", "Passed"}, Format::Share});
}

Text school_name(const Found& found, const std::string& id) {
  const auto at = found.schools.find(id);
  return at != found.schools.end() ? at->second : same_text(id);
}

Sheet make_school_sheet(const Found& found, Language language) {
  Sheet sheet;
  sheet.title = {"各校", "By school"};
  sheet.columns = {{{"学校", "School"}}};
  add_number_columns(sheet);
  for (const MonthRow& row : found.totals) {
    sheet.rows.push_back({school_name(found, row.school).in(language)});
    add_numbers(sheet.rows.back(), found, row.use);
  }
  return sheet;
}

Sheet make_exercise_sheet(const Found& found, Language language) {
  Sheet sheet;
  sheet.name = "jixia-report-" + found.month;
  sheet.title = fill({"{0} 月报", "Report of {0}"}, {found.month});
  sheet.columns = {{{"资源包", "Pack"}}, {{"练习", "Exercise"}}};
  if (found.is_alliance) {
    sheet.columns.insert(sheet.columns.begin(), {{"学校", "School"}});
  }
  add_number_columns(sheet);
  for (const MonthRow& row : found.exercises) {
    std::vector<Sheet::Cell> cells{row.pack_title.in(language), row.title.in(language)};
    if (found.is_alliance) {
      cells.insert(cells.begin(), school_name(found, row.school).in(language));
    }
    add_numbers(cells, found, row.use);
    sheet.rows.push_back(std::move(cells));
  }
  return sheet;
}

Html make_top(const Found& found, const Caller& caller, Language language) {
  Html html(language);
  const std::string address = "?month=" + found.month;
  html.add(
      "<div class=\"top\"><h1>{}</h1><span class=\"small\">{}</span><p class=\"actions\"><a "
      "class=\"button\" href=\"/reports?month={}\">{}</a><a class=\"button\" "
      "href=\"/reports?month={}\">{}</a><a class=\"button\" href=\"/reports/month.csv{}\" "
      "download>CSV</a><a class=\"button\" href=\"/reports/month.xlsx{}\" download>XLSX</a>"
      "<button type=\"button\" class=\"primary\" data-print hidden>{}</button></p></div>",
      fill({"{0} 月报", "Report of {0}"}, {found.month}),
      found.is_alliance ? Text{"联盟", "the alliance"} : caller.school_name,
      shifted(found.month, -1), Text{"上月", "Month before"}, shifted(found.month, 1),
      Text{"下月", "Month after"}, address, address, Text{"打印", "Print"});
  return html;
}

Html make_figures(const Found& found, Language language) {
  MonthUse sum;
  for (const MonthRow& row : found.totals) {
    sum.attempts += row.use.attempts;
    sum.learners += row.use.learners;
    sum.passed += row.use.passed;
    sum.score_share += row.use.score_share;
  }
  Html html(language);
  html.add("<div class=\"figures\">");
  const auto add = [&](const Text& name, const std::string& value, const Text& remark) {
    html.add(
        "<div class=\"figure\"><span class=\"name\">{}</span><span class=\"small\">{}</span><span "
        "class=\"value\">{}</span></div>",
        name, remark, value);
  };
  using Format = Sheet::Format;
  add({"练习次数", "Attempts"}, std::to_string(sum.attempts), {"✓ 已核验", "✓ verified"});
  add({"学员", "Learners"}, std::to_string(sum.learners), {});
  add({"平均得分率", "Mean score"}, cell_text(mean_of(found, sum, sum.score_share), Format::Share),
      {});
  add({"及格率", "Passed"},
      cell_text(mean_of(found, sum, static_cast<double>(sum.passed)), Format::Share), {});
  if (found.is_alliance) {
    add({"学校", "Schools"}, std::to_string(found.totals.size()), {});
  }
  return html.add("</div>");
}

Html make_card(const Sheet& sheet, Language language) {
  Html html(language);
  html.add("<section class=\"card\"><h2>{}</h2>", sheet.title);
  sheet.rows.empty()
      ? html.add("<p class=\"empty\">{}</p>",
                 Text{"这个月没有核验过的练习。", "No verified attempts this month."})
      : html.add(sheet_table(sheet, language));
  return html.add("</section>");
}

std::vector<MonthRow> latest_months(const Found& found, const Caller& caller, Hub& hub) {
  return UsageStore(hub).months_until(found.month, found.is_alliance ? "" : caller.school);
}

Html make_months(const Found& found, const std::vector<MonthRow>& months, Language language) {
  Html html(language);
  html.add(
      "<section class=\"card\"><h2>{}</h2><figure class=\"chart\" data-chart=\"months\" "
      "data-source=\"/reports/month.json?month={}\" role=\"img\" aria-label=\"{}\"></figure>"
      "<details data-paper><summary>{}</summary>",
      Text{"最近 12 个月", "The last 12 months"}, found.month,
      Text{"每月的练习次数和学员数，数据见下表",
           "Attempts and learners by month; the table below has its data"},
      Text{"数据表", "Table"});
  Sheet sheet;
  sheet.title = {"最近 12 个月", "The last 12 months"};
  sheet.columns = {{{"月份", "Month"}}};
  add_number_columns(sheet);
  for (const MonthRow& row : months) {
    sheet.rows.push_back({row.use.month});
    add_numbers(sheet.rows.back(), found, row.use);
  }
  return html.add("{}</details></section>", sheet_table(sheet, language));
}

} // namespace

HttpAnswer make_report_page(const HttpRequest& request, const Caller& caller, Hub& hub) {
  const Language language = request.language();
  const Found found = find_report(request, caller, hub);
  Html html(language);
  html.add("{}{}<div class=\"columns\"><div>", make_top(found, caller, language),
           make_figures(found, language));
  Sheet exercises = make_exercise_sheet(found, language);
  exercises.title = {"各练习", "By exercise"};
  if (found.is_alliance) {
    html.add(make_card(make_school_sheet(found, language), language));
  }
  html.add(make_card(exercises, language))
      .add("</div><div>{}<section class=\"card\"><h2>{}</h2><p class=\"small\">{}</p>",
           make_months(found, latest_months(found, caller, hub), language),
           Text{"怎样统计", "How it is counted"},
           Text{"只计资源库重算后核验过的练习，月份按开始时间（北京时间）。得分率是每次得分除以满分"
                "的平均值。",
                "Verified attempts only, by the month in which they began (China's time). Mean "
                "score: of each attempt's score divided by its maximum."});
  html.add_if(
      found.is_alliance, "<p class=\"small\">{}</p>",
      Text{"学员少于 5 人的平均值不显示（—）。学员数按学校相加。",
           "Means of fewer than 5 learners are not shown (—). Learners are added up by school."});
  html.add("</section></div></div>");
  return make_page({{"月报", "Monthly report"}, Section::Reports, false, true}, request, &caller,
                   html);
}

HttpAnswer make_report_data(const HttpRequest& request, const Caller& caller, Hub& hub) {
  const Found found = find_report(request, caller, hub);
  Json months = Json::array();
  for (const MonthRow& row : latest_months(found, caller, hub)) {
    months.push_back(
        {{"month", row.use.month}, {"attempts", row.use.attempts}, {"learners", row.use.learners}});
  }
  HttpAnswer answer;
  answer.body = json_text({{"months", months}}) + "\n";
  return answer.with("Cache-Control", "no-store");
}

HttpAnswer make_report_file(const HttpRequest& request, const Caller& caller, Hub& hub,
                            const std::string& ending) {
  const Found found = find_report(request, caller, hub);
  return make_sheet_answer(make_exercise_sheet(found, request.language()), ending,
                           request.language());
}

} // namespace jixia
