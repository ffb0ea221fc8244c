#include "pages/arrivals_page.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "records/attempt_store.h"
#include "records/result_store.h"

namespace jixia {
namespace {

constexpr int kPerPage = 50;

struct StateText {
  const char* state;
  const char* style;
  Text name;
};

const std::array<StateText, 5>& state_texts() {
  static const std::array<StateText, 5> all{{
      {"verified", "ok", {"✓ 已核验", "✓ verified"}},
      {"departs", "bad", {"× 回放不一致", "× replay departs"}},
      {"refused", "bad", {"× 不能重算", "× cannot be re-run"}},
      {"running", "wait", {"… 正在重算", "… being re-run"}},
      {"waiting", "wait", {"… 等待重算", "… waiting"}},
  }};
  return all;
}

void add_state(Html& html, const AttemptRow& row) {
  const auto known = std::find_if(state_texts().begin(), state_texts().end(),
                                  [&](const StateText& one) { return row.state == one.state; });
  if (known != state_texts().end()) {
    html.add("<span class=\"mark {}\">{}</span>", known->style, known->name);
  }
  html.add_if(row.state == "departs" || row.state == "refused", " {}", row.verdict);
}

/// By their titles where the run told them, else as the attempt names them.
void add_row(Html& html, const AttemptRow& row, ResultStore& results) {
  const std::optional<Result> known =
      row.state == "verified" ? results.find_attempt(row.id) : std::nullopt;
  const bool has_score = row.state == "verified" || row.state == "departs";
  html.add(
      "<tr><td class=\"date\">{}</td><td>{}</td><td>{}</td><td>{}</td><td "
      "class=\"number\">{}</td><td>",
      minute_text(row.received_ms), row.learner, known ? known->pack_title : same_text(row.pack),
      known ? known->title : same_text(row.exercise),
      has_score ? decimal_text(row.score) + " / " + decimal_text(row.max) : "—");
  add_state(html, row);
  html.add("</td><td>");
  html.add_if(row.state == "verified", "<a href=\"/results/attempts/{}\">{}</a>", row.id,
              Text{"各步得分", "Steps"});
  html.add("</td></tr>");
}

int read_page(const HttpRequest& request) {
  int page = 1;
  const std::string text = request.parameter("page").value_or("");
  std::from_chars(text.data(), text.data() + text.size(), page);
  return std::clamp(page, 1, 1'000'000);
}

} // namespace

HttpAnswer make_arrivals_page(const HttpRequest& request, const Caller& caller,
                              const ResultSources& sources) {
  AttemptStore store(sources.schools.of(caller.school));
  ResultStore results(sources.schools.of(caller.school));
  const int page = read_page(request);
  const std::int64_t total = store.count();
  Html html(request.language());
  html.add(
      "<div class=\"top\"><h1>{}</h1><span class=\"small\">{}</span><p class=\"actions\"><a "
      "class=\"button\" href=\"/results\">{}</a></p></div><section class=\"card\">",
      Text{"收到的练习", "What came in"},
      count_text(total, {"共 {0} 次", "{0} attempt"}, "{0} attempts"),
      Text{"班级成绩", "Results by class"});
  if (total == 0) {
    html.add("<p class=\"empty\">{}</p>",
             Text{"还没有练习。学员交卷后，成绩会自动送到这里。",
                  "No attempts yet. They arrive by themselves when learners hand in."});
  } else {
    html.add(
        "<div class=\"table\"><table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th "
        "class=\"number\">{}</th><th>{}</th><th>{}</th></tr></thead><tbody>",
        Text{"收到时间", "Received"}, Text{"学员", "Learner"}, Text{"资源包", "Pack"},
        Text{"练习", "Exercise"}, Text{"得分", "Score"}, Text{"核验", "Verification"},
        Text{"明细", "Details"});
    for (const AttemptRow& row : store.list(kPerPage, (page - 1) * kPerPage)) {
      add_row(html, row, results);
    }
    html.add("</tbody></table></div>");
  }
  html.add("</section><p class=\"pages\">");
  html.add_if(page > 1, "<a class=\"button\" href=\"?page={}\">{}</a>", page - 1,
              Text{"上一页", "Newer"});
  html.add_if(static_cast<std::int64_t>(page) * kPerPage < total,
              "<a class=\"button\" href=\"?page={}\">{}</a>", page + 1, Text{"下一页", "Older"});
  html.add("</p>");
  return make_page({{"收到的练习", "What came in"}, Section::Results}, request, &caller, html);
}

} // namespace jixia
