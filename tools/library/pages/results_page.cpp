#include "pages/results_page.h"

#include "pages/page_frame.h"
#include "recording/identity.h"

namespace jixia {
namespace {

constexpr const char* kStyle = R"css(
:root{color-scheme:light}
body{margin:0;background:#E9ECEE;color:#1B2227;font:16px/1.5 "Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
nav{height:56px;background:#20272D;color:#fff;display:flex;align-items:center;padding:0 24px;gap:24px}
nav b{font-weight:400;font-size:20px}nav a{color:#D3E4EF;margin-left:auto}
main{max-width:1120px;margin:24px auto;padding:0 16px}
section{background:#fff;border:1px solid #BBC3C9;border-radius:4px;overflow-x:auto}
h1{font-size:24px;font-weight:400;margin:0 0 16px}
table{border-collapse:collapse;width:100%}th{background:#DCE1E4;font-weight:400;text-align:left}
th,td{padding:8px 12px;white-space:nowrap}tr:nth-child(even) td{background:#F2F4F5}
.n{text-align:right;font-variant-numeric:tabular-nums}
.ok{color:#176A4E}.bad{color:#A83217}.wait{color:#525D65}
p{color:#3E4950;padding:24px;margin:0}footer{margin:16px 0;color:#3E4950}
footer a{color:#0B5C8C;margin-right:16px}
)css";

struct StateText {
  const char* state;
  const char* style;
  const char* mark;
  Text name;
};

const std::vector<StateText>& state_texts() {
  static const std::vector<StateText> all{
      {"verified", "ok", "✓", {"已核验", "verified"}},
      {"departs", "bad", "×", {"回放不一致", "replay departs"}},
      {"refused", "bad", "×", {"不能重算", "cannot be re-run"}},
      {"running", "wait", "…", {"正在重算", "being re-run"}},
      {"waiting", "wait", "…", {"等待重算", "waiting"}},
  };
  return all;
}

std::string state_cell(const AttemptRow& row, Language language) {
  for (const StateText& known : state_texts()) {
    if (row.state == known.state) {
      return std::string("<td class=\"") + known.style + "\" title=\"" + escape_html(row.verdict.in(language)) +
             "\">" + known.mark + " " + known.name.in(language) + "</td>";
    }
  }
  return "<td>" + escape_html(row.state) + "</td>";
}

std::string row_html(const AttemptRow& row, Language language) {
  const bool has_score = row.state == "verified" || row.state == "departs";
  const std::string score =
      has_score ? number_text(row.score, 4) + " / " + number_text(row.max, 4) : "—";
  std::string cells;
  for (const std::string& text : {rfc3339_text(row.received_ms).substr(0, 16), row.learner, row.pack, row.exercise}) {
    cells += "<td>" + escape_html(text) + "</td>";
  }
  return "<tr>" + cells + "<td class=\"n\">" + score + "</td>" + state_cell(row, language) + "</tr>";
}

std::string table_html(const std::vector<AttemptRow>& rows, Language language) {
  if (rows.empty()) {
    return "<p>" +
           Text{"还没有成绩。学员交卷后，成绩会自动送到这里。",
                "No results yet. They arrive by themselves when learners hand in."}
               .in(language) +
           "</p>";
  }
  std::string html = "<table><thead><tr>";
  for (const Text& head : std::vector<Text>{{"收到时间", "Received"}, {"学员", "Learner"},
                                            {"单元", "Unit"}, {"练习", "Exercise"}}) {
    html += "<th>" + head.in(language) + "</th>";
  }
  html += "<th class=\"n\">" + Text{"得分", "Score"}.in(language) + "</th><th>" +
          Text{"核验", "Verification"}.in(language) + "</th></tr></thead><tbody>";
  for (const AttemptRow& row : rows) {
    html += row_html(row, language);
  }
  return html + "</tbody></table>";
}

std::string pages_html(std::int64_t total, std::size_t shown, int page, Language language) {
  const std::string lang = language == Language::Chinese ? "zh" : "en";
  const auto link = [&](int to, const Text& text) {
    return "<a href=\"/?page=" + std::to_string(to) + "&lang=" + lang + "\">" + text.in(language) +
           "</a>";
  };
  std::string html = fill({"共 {0} 次", "{0} attempts"}, std::vector{std::to_string(total)}).in(language);
  html += " &nbsp; ";
  if (page > 1) {
    html += link(page - 1, {"上一页", "Newer"});
  }
  if (static_cast<std::int64_t>(page) * 50 < total && shown > 0) {
    html += link(page + 1, {"下一页", "Older"});
  }
  return html;
}

} // namespace

std::string make_results_page(const std::vector<AttemptRow>& rows, std::int64_t total, int page,
                              Language language) {
  const bool is_chinese = language == Language::Chinese;
  const std::string title = Text{"实训成绩", "Training results"}.in(language);
  return std::string("<!doctype html><html lang=\"") + (is_chinese ? "zh-CN" : "en") +
         "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
         "<title>" + title + "</title><style>" + kStyle + "</style></head><body><nav><b>" +
         Text{"稷下资源库", "Jixia library"}.in(language) + "</b><a href=\"/?lang=" +
         (is_chinese ? "en\">English" : "zh\">中文") + "</a></nav><main><h1>" + // texts: one language
         title + "</h1><section>" + table_html(rows, language) + "</section><footer>" +
         pages_html(total, rows.size(), page, language) + "</footer></main></body></html>\n";
}

} // namespace jixia
