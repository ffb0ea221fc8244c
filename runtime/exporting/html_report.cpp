#include "exporting/html_report.h"

#include <algorithm>

#include "exporting/report_chart.h"
#include "exporting/report_words.h"
#include "exporting/safe_text.h"
#include "exporting/svg_canvas.h"

namespace jixia {
namespace {

constexpr const char* kStyle = R"(
*{box-sizing:border-box}
body{margin:0;background:#E9ECEE;color:#1B2227;font:14px/1.55 "Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
main{max-width:960px;margin:0 auto;padding:16px}
section,header{background:#fff;border:1px solid #BBC3C9;border-radius:4px;margin:0 0 12px;overflow:hidden}
h1,h2{font-weight:400;margin:0}h1{font-size:24px}h2{font-size:16px;background:#DCE1E4;border-bottom:1px solid #BBC3C9;padding:4px 12px}
header{padding:16px;display:flex;gap:24px;align-items:flex-start;flex-wrap:wrap}
header>div:first-child{flex:1 1 340px}
.score{text-align:right}.score b{font-size:36px;font-weight:400;line-height:1.2}.muted{color:#525D65}
.badge{border:1px solid #87929A;border-radius:3px;padding:8px 12px;background:#F2F4F5;min-width:190px;display:flex;gap:10px;align-items:center}
.badge.ok{background:#D5E8E0;border-color:#176A4E;color:#176A4E}.badge svg{width:28px;height:32px;flex:none}.badge .muted{color:inherit;font-size:13px}
.chip{display:inline-block;border-radius:2px;padding:0 6px;border:1px solid}
.pass{color:#176A4E;background:#D5E8E0}.fail{color:#A83217;background:#F5DDD6}
table{border-collapse:collapse;width:100%;font-size:13px}th{font-weight:400;text-align:left;background:#E5E9EB;color:#3E4950}
th,td{padding:3px 10px;border-bottom:1px solid #E5E9EB;vertical-align:top}tbody tr:nth-child(even){background:#F7F8F9}
tr.phase td{background:#EAEDEF;font-size:14px}td.n,th.n{text-align:right;white-space:nowrap}td.t{white-space:nowrap}
.req{color:#525D65}.bad{color:#A83217}.ok{color:#176A4E}.mark{width:18px;display:inline-block;text-align:center}
.loss{padding:10px 12px;border-bottom:1px solid #E5E9EB;break-inside:avoid}.loss:last-child{border:0}
.loss h3{font-weight:400;font-size:15px;margin:0;display:flex;justify-content:space-between;gap:12px}
ul{margin:4px 0;padding-left:20px}svg{display:block;width:100%;height:auto;font-family:inherit}
.box{padding:8px 12px}.grid{display:grid;grid-template-columns:1fr 1fr;gap:8px 12px;padding:8px 12px}
ol{margin:0;padding:8px 12px 8px 36px}li{margin:2px 0}footer{color:#525D65;font-size:12px;padding:0 4px 16px;overflow-wrap:anywhere}
td,h3,li,h1{overflow-wrap:anywhere}
.sign{width:16px;height:16px;display:inline-block;vertical-align:-3px}
@media(max-width:640px){.grid{grid-template-columns:1fr}}
@media print{body{background:#fff}main{max-width:none;padding:0}section,header{border-color:#999}h2,tr,.loss{break-inside:avoid}}
@page{size:A4;margin:14mm}
)";

/// Writes the page part by part; every text passes through text().
class HtmlWriter {
 public:
  HtmlWriter(const ReportData& data, Language language) : data_(data), language_(language) {}

  std::string page() {
    open();
    header();
    advice();
    steps();
    losses();
    timeline();
    trends();
    alarms();
    actions();
    close();
    return std::move(html_);
  }

 private:
  void raw(const std::string& html) { html_ += html; }
  void text(const std::string& words) { html_ += html_text(words); }
  const std::string& in(const Text& words) const { return words.in(language_); }

  void cell(const std::string& words, const char* kind = "") {
    raw(*kind != '\0' ? std::string("<td class=\"") + kind + "\">" : "<td>");
    text(words);
    raw("</td>");
  }

  void table_head(const std::vector<std::pair<Text, const char*>>& names) {
    raw("<table><thead><tr>");
    for (const auto& [name, kind] : names) {
      raw(*kind != '\0' ? std::string("<th class=\"") + kind + "\">" : "<th>");
      text(in(name));
      raw("</th>");
    }
    raw("</tr></thead><tbody>");
  }

  void begin_section(const Text& title) {
    raw("<section><h2>");
    text(in(title));
    raw("</h2>");
  }

  void paragraph(const std::string& words) {
    if (!words.empty()) {
      raw("<p class=\"box muted\" style=\"margin:0\">");
      text(words);
      raw("</p>");
    }
  }

  void open() {
    raw("<!DOCTYPE html>\n<html lang=\"");
    raw(language_ == Language::Chinese ? "zh-CN" : "en");
    raw("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\"><title>");
    text(in(words::kReport) + " · " + in(data_.exercise_title));
    raw(std::string("</title><style>") + kStyle + "</style></head><body><main>");
  }

  void badge() {
    const Verification& verification = data_.verification;
    raw(verification.is_verified ? "<div class=\"badge ok\">" : "<div class=\"badge\">");
    raw("<svg viewBox=\"0 0 28 32\" aria-hidden=\"true\"><path d=\"M14 1 27 6v10c0 8-6 13-13 15C7 "
        "29 1 24 1 16V6z\" fill=\"");
    raw(verification.is_verified ? "#176A4E" : "#87929A");
    raw(verification.is_verified ? "\"/><path d=\"M8 16l4 5 8-10\" fill=\"none\" stroke=\"#fff\" "
                                   "stroke-width=\"2.5\"/></svg><div>"
                                 : "\"/><path d=\"M8 16h12\" fill=\"none\" stroke=\"#fff\" "
                                   "stroke-width=\"2.5\"/></svg><div>");
    text(in(verification.is_verified ? words::kVerified : words::kUnverified));
    for (const std::string& line : {in(verification.reason), verification.number}) {
      if (!line.empty()) {
        raw("<br><span class=\"muted\">");
        text(line);
        raw("</span>");
      }
    }
    raw("</div></div>");
  }

  void header() {
    raw("<header><div><span class=\"muted\">");
    text(in(words::kReport) + (data_.school.empty() ? "" : " · " + data_.school));
    raw("</span><h1>");
    text(in(data_.pack_title) + "  " + in(data_.exercise_title));
    raw("</h1><div>");
    text(words::learner_text(data_, language_));
    raw("</div><div class=\"muted\">");
    text(in(data_.mode) + " · " + data_.header.started_at);
    raw("</div></div>");
    badge();
    raw("<div class=\"score\"><b>");
    text(words::score_text(data_.sheet));
    raw(std::string("</b> <span class=\"chip ") + (data_.has_passed ? "pass" : "fail") + "\">");
    text(in(data_.has_passed ? words::kPassed : words::kFailed));
    raw("</span><div class=\"muted\">");
    text(words::summary_text(data_, language_));
    raw("</div></div></header>");
  }

  void step_row(std::size_t index) {
    const ScoreLine& line = data_.sheet.lines[index];
    const double lost = line.available - line.points;
    const bool is_full = line.state == ScoreLine::State::Done && lost < 1e-9;
    raw("<tr><td>");
    text(line.id);
    raw("</td><td>");
    text(in(line.title));
    raw("<br><span class=\"req\">");
    text(in(line.requirement));
    raw("</span></td>");
    cell(in(kind_name(line.kind)));
    raw(is_full                                ? "<td class=\"ok\">✓ "
        : line.state == ScoreLine::State::Lost ? "<td class=\"bad\">✗ "
                                               : "<td>");
    text(in(state_name(line)));
    raw("</td>");
    cell(line.ended ? clock_text(*line.ended) : "—", "t");
    cell(line.available > 0.0 ? points_text(line.points) + " / " + points_text(line.available)
                              : points_text(line.points),
         "n");
    raw("</tr>");
  }

  void steps() {
    begin_section(words::kSteps);
    table_head({{Text{"编号", "No."}, ""},
                {words::kItem, ""},
                {words::kKind, ""},
                {words::kState, ""},
                {words::kTime, "t"},
                {words::kPoints, "n"}});
    for (const ReportPhase& phase : data_.phases) {
      raw("<tr class=\"phase\"><td colspan=\"5\">");
      text(in(phase.title.empty() ? words::kOther : phase.title));
      raw("</td>");
      cell(points_text(phase.points) + " / " + points_text(phase.available), "n");
      raw("</tr>");
      for (const std::size_t index : phase.lines) {
        step_row(index);
      }
    }
    raw("</tbody></table></section>");
  }

  void loss(const ReportLoss& loss) {
    const ScoreLine& line = data_.sheet.lines[loss.line];
    raw("<div class=\"loss\"><h3><span>");
    text(line.id + "  " + in(line.title));
    raw("</span><span class=\"bad\">");
    text(loss.points > 0.0 ? "−" + points_text(loss.points) : in(words::kVeto));
    raw("</span></h3><div class=\"req\">");
    text(in(line.requirement));
    raw("</div><ul>");
    for (const ReportEvidence& shown : loss.evidence) {
      raw("<li>");
      text(words::span_text(shown.evidence.time, shown.evidence.until) + "  " +
           in(shown.evidence.reason));
      raw("</li>");
    }
    raw("</ul>");
    for (const ReportEvidence& shown : loss.evidence) {
      if (shown.chart) {
        chart(*shown.chart, 900, 190);
      }
    }
    raw("</div>");
  }

  void chart(const ReportChart& chart, double width, double height) {
    SvgCanvas canvas(width, height, chart.tag + " " + in(chart.name));
    draw_trend(canvas, chart, {0, 0, width, height}, language_);
    raw(canvas.svg());
  }

  void losses() {
    begin_section(words::kLost);
    if (data_.losses.empty()) {
      paragraph(in(words::kNoLoss));
    }
    for (const ReportLoss& each : data_.losses) {
      loss(each);
    }
    raw("</section>");
  }

  void timeline() {
    begin_section(words::kTimeline);
    raw("<div class=\"box\">");
    SvgCanvas canvas(920, 110, in(words::kTimeline));
    draw_timeline(canvas, data_, {0, 0, 920, 110}, language_);
    raw(canvas.svg() + "</div></section>");
  }

  void trends() {
    if (data_.trends.empty()) {
      return;
    }
    begin_section(words::kTrends);
    raw("<div class=\"grid\">");
    for (const ReportChart& trend : data_.trends) {
      raw("<div>");
      chart(trend, 450, 150);
      raw("</div>");
    }
    raw("</div></section>");
  }

  void alarms() {
    begin_section(words::kAlarms);
    if (data_.alarms.empty()) {
      paragraph(in(words::kNoAlarm));
      raw("</section>");
      return;
    }
    table_head({{words::kPriority, ""},
                {words::kTime, ""},
                {words::kTag, ""},
                {words::kDescription, ""},
                {words::kLimit, ""},
                {words::kSeen, ""},
                {words::kGone, ""}});
    for (std::size_t k = 0; k < std::min(data_.alarms.size(), words::kMostRows); ++k) {
      const ReportAlarm& alarm = data_.alarms[k];
      SvgCanvas sign(16, 16, std::to_string(alarm.priority));
      draw_alarm_sign(sign, alarm.priority, {8, 8}, 14);
      raw("<tr><td><span class=\"sign\">" + sign.svg() + "</span></td>");
      cell(clock_text(alarm.came), "t");
      cell(alarm.tag);
      cell(in(alarm.name));
      cell(in(alarm.limit));
      cell(alarm.acknowledged ? clock_text(*alarm.acknowledged) : "—", "t");
      cell(alarm.returned ? clock_text(*alarm.returned) : "—", "t");
      raw("</tr>");
    }
    raw("</tbody></table>");
    paragraph(words::rest_text(data_.alarms.size(), language_));
    raw("</section>");
  }

  void actions() {
    begin_section(words::kActions);
    if (data_.actions.empty()) {
      paragraph(in(words::kNoAction));
      raw("</section>");
      return;
    }
    table_head(
        {{words::kTime, ""}, {words::kTag, ""}, {words::kDescription, ""}, {words::kValue, ""}});
    for (std::size_t k = 0; k < std::min(data_.actions.size(), words::kMostRows); ++k) {
      const ReportAction& action = data_.actions[k];
      raw(action.refusal ? "<tr class=\"bad\">" : "<tr>");
      cell(words::span_text(action.time, action.until), "t");
      cell(action.tag);
      cell(in(action.name) == action.tag ? "" : in(action.name));
      cell(words::action_text(action, language_));
      raw("</tr>");
    }
    raw("</tbody></table>");
    paragraph(words::rest_text(data_.actions.size(), language_));
    raw("</section>");
  }

  void advice() {
    if (data_.advice.empty()) {
      return;
    }
    begin_section(words::kAdvice);
    raw("<ol>");
    for (const ReportAdvice& advice : data_.advice) {
      raw("<li>");
      text(in(advice.title));
      raw(language_ == Language::Chinese ? "：" : ": ");
      raw("<span class=\"req\">");
      text(in(advice.hint));
      raw("</span>");
      if (advice.points > 0.0) {
        raw(" <span class=\"ok\">");
        text(in(words::kGain) + " +" + points_text(advice.points));
        raw("</span>");
      }
      raw("</li>");
    }
    raw("</ol></section>");
  }

  void close() {
    raw("<footer>");
    text(data_.header.attempt_id + " · " + data_.header.pack_id + " " + data_.header.pack_version +
         " · " + data_.header.pack_digest + " · " + data_.header.build_id);
    raw("</footer></main></body></html>\n");
  }

  const ReportData& data_;
  Language language_;
  std::string html_;
};

} // namespace

std::string html_report(const ReportData& data, Language language) {
  return HtmlWriter(data, language).page();
}

} // namespace jixia
