#include "pages/class_export.h"

namespace jixia {
namespace {

Sheet make_sheet(const ClassQuestion& found, Language language) {
  Sheet sheet;
  sheet.name = "results-" + found.edition.exercise;
  sheet.title = fill({"{0}成绩", "{0}: results"}, {found.edition.title});
  using Format = Sheet::Format;
  sheet.columns = {{{"学号", "Number"}},
                   {{"姓名", "Name"}},
                   {{"得分", "Score"}, Format::Score},
                   {{"满分", "Maximum"}, Format::Score},
                   {{"及格", "Passed"}},
                   {{"时间", "Time"}},
                   {{"用时/s", "Length/s"}, Format::Count},
                   {{"练习编号", "Attempt"}}};
  for (const StepStatistics& step : found.results.steps) {
    sheet.columns.push_back({found.edition.steps[step.place].title, Format::Score});
  }
  for (const Result& result : found.results.learners) {
    std::vector<Sheet::Cell> row{
        result.learner,
        found.name_of(result),
        result.score,
        result.max,
        (result.has_passed ? Text{"是", "yes"} : Text{"否", "no"}).in(language),
        minute_text(result.started_ms),
        result.length_s,
        result.attempt};
    for (const StepStatistics& step : found.results.steps) {
      row.emplace_back(points_at(result, step.place));
    }
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

} // namespace

HttpAnswer make_class_data(const HttpRequest& request, const Caller& caller,
                           const ResultSources& sources) {
  const Language language = request.language();
  const ClassQuestion found = find_class(request, caller, sources);
  Json steps = Json::array(), learners = Json::array();
  for (const StepStatistics& step : found.results.steps) {
    steps.push_back({{"number", step.place + 1},
                     {"title", found.edition.steps[step.place].title.in(language)},
                     {"share", step.difficulty}});
  }
  for (const Result& result : found.results.learners) {
    Json levels = Json::array(), points = Json::array();
    for (const StepStatistics& step : found.results.steps) {
      const double earned = points_at(result, step.place);
      levels.push_back(
          static_cast<int>(calc_loss(earned, found.edition.steps[step.place].available)));
      points.push_back(earned);
    }
    learners.push_back({{"name", found.name_of(result)},
                        {"score", result.score},
                        {"address", attempt_address(result)},
                        {"levels", levels},
                        {"points", points}});
  }
  HttpAnswer answer;
  answer.body = json_text({{"steps", steps},
                           {"learners", learners},
                           {"distribution", found.results.distribution}}) +
                "\n";
  return answer.with("Cache-Control", "no-store");
}

HttpAnswer make_class_file(const HttpRequest& request, const Caller& caller,
                           const ResultSources& sources, const std::string& ending) {
  const ClassQuestion found = find_class(request, caller, sources);
  return make_sheet_answer(make_sheet(found, request.language()), ending, request.language());
}

} // namespace jixia
