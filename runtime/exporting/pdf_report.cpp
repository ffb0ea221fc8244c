#include "exporting/pdf_report.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "exporting/cairo_canvas.h"
#include "exporting/look.h"
#include "exporting/report_chart.h"
#include "exporting/report_words.h"
#include "exporting/safe_text.h"

namespace jixia {
namespace {

// A4 in points.
constexpr double kPageWidth = 595.28, kPageHeight = 841.89, kMargin = 40.0, kFooter = 24.0;
constexpr double kWidth = kPageWidth - 2 * kMargin;
constexpr double kSmall = 8.0, kBody = 9.5, kTitle = 12.0;
constexpr double kPad = 3.0; ///< above and below the text of a table row

/// Gives out the space of the pages from top to bottom and numbers them.
class PdfPages {
 public:
  /// @param page_count  for "2 / 5"; 0 while it is not known
  PdfPages(cairo_t* context, int page_count, std::string footer)
      : context_(context), canvas_(context), page_count_(page_count), footer_(std::move(footer)) {}

  CairoCanvas& canvas() { return canvas_; }
  double y() const { return y_; }
  int page() const { return page_; }
  void advance(double height) { y_ += height; }

  /// Goes to the next page unless `height` more fits. @returns true if it did.
  bool need(double height) {
    if (y_ + height <= kPageHeight - kMargin - kFooter || y_ <= kMargin) {
      return false;
    }
    finish_page();
    ++page_;
    y_ = kMargin;
    return true;
  }

  void finish_page() {
    const double base = kPageHeight - kMargin + 6;
    canvas_.text(kMargin, base, footer_, 7.0, look::kText3, Canvas::Align::Left);
    const std::string of = page_count_ > 0 ? " / " + std::to_string(page_count_) : "";
    canvas_.text(kPageWidth - kMargin, base, std::to_string(page_) + of, kSmall, look::kText3,
                 Canvas::Align::Right);
    cairo_show_page(context_);
  }

 private:
  cairo_t* context_;
  CairoCanvas canvas_;
  int page_count_, page_ = 1;
  double y_ = kMargin;
  std::string footer_;
};

struct Column {
  Text name;
  double width;
  Canvas::Align align = Canvas::Align::Left;
};

struct Cell {
  std::string text;
  std::string_view colour = look::kText;
  std::string detail = {}; ///< below the text, smaller and grey
};

/// Draws the report part by part on pages.
class PdfWriter {
 public:
  PdfWriter(const ReportData& data, Language language, PdfPages& pages)
      : data_(data), language_(language), pages_(pages), canvas_(pages.canvas()) {}

  void write() {
    header();
    advice();
    steps();
    losses();
    timeline();
    trends();
    alarms();
    actions();
    pages_.finish_page();
  }

 private:
  const std::string& in(const Text& words) const { return words.in(language_); }

  void section(const Text& title, double following) {
    pages_.advance(8);
    pages_.need(24 + following);
    canvas_.rectangle(kMargin, pages_.y(), kWidth, 20, {look::kHead, {}});
    canvas_.text(kMargin + 8, pages_.y() + 14.5, in(title), kTitle, look::kText,
                 Canvas::Align::Left);
    pages_.advance(24);
  }

  void paragraph(const std::string& words, std::string_view colour = look::kText,
                 double indent = 8) {
    const double width = kWidth - indent - 8;
    pages_.need(canvas_.paragraph_height(width, words, kBody));
    pages_.advance(canvas_.paragraph(kMargin + indent, pages_.y(), width, words, kBody, colour) +
                   2);
  }

  void badge(double x, double y) {
    const Verification& verification = data_.verification;
    const bool is_ok = verification.is_verified;
    const auto colour = is_ok ? look::kOk : look::kText3;
    canvas_.rectangle(
        x, y, 150, 48,
        {is_ok ? look::kOkSoft : look::kPanel, is_ok ? look::kOk : look::kLine2, 0.8, false});
    const double cx = x + 20, cy = y + 24;
    canvas_.polyline({{cx, cy - 14},
                      {cx + 11, cy - 10},
                      {cx + 11, cy + 2},
                      {cx, cy + 14},
                      {cx - 11, cy + 2},
                      {cx - 11, cy - 10}},
                     {colour, {}});
    canvas_.polyline(
        is_ok ? std::vector<CanvasPoint>{{cx - 5, cy - 1}, {cx - 1, cy + 4}, {cx + 6, cy - 5}}
              : std::vector<CanvasPoint>{{cx - 5, cy}, {cx + 5, cy}},
        {{}, look::kWhite, 2.0, false});
    canvas_.text(x + 38, y + 16, in(is_ok ? words::kVerified : words::kUnverified), 11, colour,
                 Canvas::Align::Left);
    canvas_.text(x + 38, y + 29, shortened(in(verification.reason), 20), kSmall, look::kText2,
                 Canvas::Align::Left);
    canvas_.text(x + 38, y + 41, shortened(verification.number, 20), kSmall, look::kText2,
                 Canvas::Align::Left);
  }

  void header() {
    const double y = pages_.y();
    canvas_.text(
        kMargin, y + 10,
        in(words::kReport) + (data_.school.empty() ? "" : " · " + shortened(data_.school, 40)),
        kBody, look::kText3, Canvas::Align::Left);
    const double title = canvas_.paragraph(
        kMargin, y + 16, kWidth - 160,
        shortened(in(data_.pack_title) + "  " + in(data_.exercise_title), 60), 20, look::kText);
    badge(kPageWidth - kMargin - 150, y);
    const double line = std::max(y + 16 + title + 14, y + 74);
    canvas_.text(kMargin, line, shortened(words::learner_text(data_, language_), 60), 11,
                 look::kText, Canvas::Align::Left);
    canvas_.text(kMargin, line + 15,
                 in(data_.mode) + " · " + shortened(data_.header.started_at, 40), kBody,
                 look::kText3, Canvas::Align::Left);
    canvas_.text(kPageWidth - kMargin, line + 12, words::score_text(data_.sheet), 26, look::kText,
                 Canvas::Align::Right);
    const double score_width = canvas_.text_width(words::score_text(data_.sheet), 26);
    canvas_.text(kPageWidth - kMargin - score_width - 10, line + 12,
                 in(data_.has_passed ? words::kPassed : words::kFailed), 11,
                 data_.has_passed ? look::kOk : look::kBad, Canvas::Align::Right);
    canvas_.text(kPageWidth - kMargin, line + 28, words::summary_text(data_, language_), kBody,
                 look::kText3, Canvas::Align::Right);
    pages_.advance(line + 34 - y);
  }

  void advice() {
    if (data_.advice.empty()) {
      return;
    }
    section(words::kAdvice, 30);
    for (std::size_t k = 0; k < data_.advice.size(); ++k) {
      const ReportAdvice& each = data_.advice[k];
      const std::string gain =
          each.points > 0.0 ? " (" + in(words::kGain) + " +" + points_text(each.points) + ")" : "";
      paragraph(std::to_string(k + 1) + ". " + in(each.title) + gain);
      paragraph(in(each.hint), look::kText2, 20);
    }
  }

  double row_height(const std::vector<Column>& columns, const std::vector<Cell>& cells) {
    double height = 0.0;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const double width = columns[k].width - 8;
      const double detail =
          cells[k].detail.empty() ? 0.0 : canvas_.paragraph_height(width, cells[k].detail, kSmall);
      height = std::max(height, canvas_.paragraph_height(width, cells[k].text, kBody) + detail);
    }
    return height + 2 * kPad;
  }

  void head_row(const std::vector<Column>& columns) {
    canvas_.rectangle(kMargin, pages_.y(), kWidth, 16, {look::kGround, {}});
    double x = kMargin;
    for (const Column& column : columns) {
      canvas_.paragraph(x + 4, pages_.y() + 2, column.width - 8, in(column.name), kSmall,
                        look::kText2, column.align);
      x += column.width;
    }
    pages_.advance(16);
  }

  void row(const std::vector<Column>& columns, const std::vector<Cell>& cells,
           std::string_view fill = {}) {
    const double height = row_height(columns, cells);
    if (pages_.need(height)) {
      head_row(columns);
    }
    if (!fill.empty()) {
      canvas_.rectangle(kMargin, pages_.y(), kWidth, height, {fill, {}});
    }
    double x = kMargin;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const double width = columns[k].width - 8, y = pages_.y() + kPad;
      const double text = canvas_.paragraph(x + 4, y, width, cells[k].text, kBody, cells[k].colour,
                                            columns[k].align);
      if (!cells[k].detail.empty()) {
        canvas_.paragraph(x + 4, y + text, width, cells[k].detail, kSmall, look::kText3);
      }
      x += columns[k].width;
    }
    pages_.advance(height);
    canvas_.polyline({{kMargin, pages_.y()}, {kPageWidth - kMargin, pages_.y()}},
                     {{}, look::kGrid, 0.6, false});
  }

  void step_row(const std::vector<Column>& columns, const ScoreLine& line) {
    const double lost = line.available - line.points;
    const bool is_full = line.state == ScoreLine::State::Done && lost < 1e-9;
    const auto colour = is_full                                ? look::kOk
                        : line.state == ScoreLine::State::Lost ? look::kBad
                                                               : look::kText;
    const std::string mark = is_full ? "✓ " : line.state == ScoreLine::State::Lost ? "✗ " : "";
    row(columns, {{line.id},
                  {in(line.title), look::kText, in(line.requirement)},
                  {in(kind_name(line.kind)), look::kText2},
                  {mark + in(state_name(line)), colour},
                  {line.ended ? clock_text(*line.ended) : "—", look::kText2},
                  {points_text(line.points) +
                   (line.available > 0.0 ? " / " + points_text(line.available) : "")}});
  }

  void steps() {
    section(words::kSteps, 60);
    const std::vector<Column> columns{
        {{"编号", "No."}, 38}, {words::kItem, kWidth - 38 - 52 - 78 - 56 - 62},
        {words::kKind, 52},    {words::kState, 78},
        {words::kTime, 56},    {words::kPoints, 62, Canvas::Align::Right}};
    head_row(columns);
    for (const ReportPhase& phase : data_.phases) {
      pages_.need(50);
      row(columns,
          {{},
           {in(phase.title.empty() ? words::kOther : phase.title)},
           {},
           {},
           {},
           {points_text(phase.points) + " / " + points_text(phase.available)}},
          look::kPanel);
      for (const std::size_t index : phase.lines) {
        step_row(columns, data_.sheet.lines[index]);
      }
    }
  }

  void chart(const ReportChart& trend, double x, double width, double height) {
    draw_trend(canvas_, trend, {x, pages_.y(), width, height}, language_);
  }

  void loss(const ReportLoss& each) {
    const ScoreLine& line = data_.sheet.lines[each.line];
    const bool has_chart =
        std::any_of(each.evidence.begin(), each.evidence.end(),
                    [](const ReportEvidence& shown) { return shown.chart.has_value(); });
    pages_.need(has_chart ? 180 : 44);
    canvas_.text(kMargin + 8, pages_.y() + 10, shortened(line.id + "  " + in(line.title), 44), 11,
                 look::kText, Canvas::Align::Left);
    canvas_.text(kPageWidth - kMargin - 4, pages_.y() + 10,
                 each.points > 0.0 ? "−" + points_text(each.points) : in(words::kVeto), 11,
                 look::kBad, Canvas::Align::Right);
    pages_.advance(14);
    paragraph(in(line.requirement), look::kText3);
    for (const ReportEvidence& shown : each.evidence) {
      paragraph("• " + words::span_text(shown.evidence.time, shown.evidence.until) + "  " +
                in(shown.evidence.reason));
    }
    for (const ReportEvidence& shown : each.evidence) {
      if (shown.chart) {
        pages_.need(128);
        chart(*shown.chart, kMargin, kWidth, 124);
        pages_.advance(128);
      }
    }
    pages_.advance(4);
  }

  void losses() {
    section(words::kLost, 60);
    if (data_.losses.empty()) {
      paragraph(in(words::kNoLoss), look::kText3);
    }
    for (const ReportLoss& each : data_.losses) {
      loss(each);
    }
  }

  void timeline() {
    section(words::kTimeline, 100);
    draw_timeline(canvas_, data_, {kMargin, pages_.y(), kWidth, 92}, language_);
    pages_.advance(96);
  }

  void trends() {
    if (data_.trends.empty()) {
      return;
    }
    section(words::kTrends, 120);
    const double width = (kWidth - 8) / 2, height = 110;
    for (std::size_t k = 0; k < data_.trends.size(); ++k) {
      const bool is_left = k % 2 == 0;
      if (is_left) {
        pages_.need(height);
      }
      chart(data_.trends[k], is_left ? kMargin : kMargin + width + 8, width, height);
      if (!is_left || k + 1 == data_.trends.size()) {
        pages_.advance(height + 4);
      }
    }
  }

  void alarms() {
    section(words::kAlarms, 40);
    if (data_.alarms.empty()) {
      paragraph(in(words::kNoAlarm), look::kText3);
      return;
    }
    const std::vector<Column> columns{
        {words::kPriority, 26}, {words::kTime, 58},
        {words::kTag, 82},      {words::kDescription, kWidth - 26 - 58 - 82 - 92 - 58 - 58},
        {words::kLimit, 92},    {words::kSeen, 58},
        {words::kGone, 58}};
    head_row(columns);
    for (std::size_t k = 0; k < std::min(data_.alarms.size(), words::kMostRows); ++k) {
      const ReportAlarm& alarm = data_.alarms[k];
      row(columns, {{" "},
                    {clock_text(alarm.came)},
                    {alarm.tag},
                    {in(alarm.name)},
                    {in(alarm.limit)},
                    {alarm.acknowledged ? clock_text(*alarm.acknowledged) : "—"},
                    {alarm.returned ? clock_text(*alarm.returned) : "—"}});
      draw_alarm_sign(canvas_, alarm.priority, {kMargin + 13, pages_.y() - 10}, 11);
    }
    rest(data_.alarms.size());
  }

  void actions() {
    section(words::kActions, 40);
    if (data_.actions.empty()) {
      paragraph(in(words::kNoAction), look::kText3);
      return;
    }
    const std::vector<Column> columns{{words::kTime, 104},
                                      {words::kTag, 100},
                                      {words::kDescription, 130},
                                      {words::kValue, kWidth - 104 - 100 - 130}};
    head_row(columns);
    for (std::size_t k = 0; k < std::min(data_.actions.size(), words::kMostRows); ++k) {
      const ReportAction& action = data_.actions[k];
      const auto colour = action.refusal ? look::kBad : look::kText;
      row(columns, {{words::span_text(action.time, action.until), look::kText2},
                    {action.tag},
                    {in(action.name) == action.tag ? "" : in(action.name), look::kText2},
                    {words::action_text(action, language_), colour}});
    }
    rest(data_.actions.size());
  }

  void rest(std::size_t rows) {
    const std::string words = words::rest_text(rows, language_);
    if (!words.empty()) {
      paragraph(words, look::kText3);
    }
  }

  const ReportData& data_;
  Language language_;
  PdfPages& pages_;
  CairoCanvas& canvas_;
};

cairo_status_t append_bytes(void* closure, const unsigned char* bytes, unsigned count) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

/// Draws everything once. @returns the number of pages; the file goes to `bytes`.
int draw(const ReportData& data, Language language, int page_count, std::string& bytes) {
  cairo_surface_t* surface =
      cairo_pdf_surface_create_for_stream(append_bytes, &bytes, kPageWidth, kPageHeight);
  const std::string title =
      clean_text(words::kReport.in(language) + " " + data.exercise_title.in(language));
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  // A fixed date keeps the file the same for the same data.
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  cairo_t* context = cairo_create(surface);
  int pages_drawn = 0;
  {
    PdfPages pages(context, page_count,
                   shortened(data.header.attempt_id + " · " + data.header.pack_id + " " +
                                 data.header.pack_version,
                             90));
    PdfWriter(data, language, pages).write();
    pages_drawn = pages.page();
  }
  const cairo_status_t drawn = cairo_status(context);
  cairo_destroy(context);
  cairo_surface_finish(surface);
  const cairo_status_t finished = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  for (const cairo_status_t status : {drawn, finished}) {
    if (status != CAIRO_STATUS_SUCCESS) {
      throw std::runtime_error(std::string("cairo: ") + cairo_status_to_string(status));
    }
  }
  return pages_drawn;
}

} // namespace

std::string pdf_report(const ReportData& data, Language language) {
  std::string bytes;
  const int page_count = draw(data, language, 0, bytes); // how many pages there are ...
  bytes.clear();
  draw(data, language, page_count, bytes); // ... each page can then say
  return bytes;
}

} // namespace jixia
