#include "app/attempt_result.h"
#include "app/commands.h"
#include "app/find_attempt_pack.h"
#include "app/school_settings.h"
#include "base/file_io.h"
#include "catalogue/component_catalogue.h"
#include "exporting/csv_export.h"
#include "exporting/html_report.h"
#include "exporting/ilab_x.h"
#include "exporting/json_export.h"
#include "exporting/pdf_report.h"
#include "exporting/xapi_statements.h"
#include "recording/signature.h"
#include "session/replay.h"

namespace jixia {
namespace {

/// Runs an attempt again, because reports and exports are made from its log and score, never from
/// what a stranger wrote into score.json.
struct ReplayedAttempt {
  std::unique_ptr<Scenario> scenario;
  ComponentRegistry registry = make_registry();
  std::unique_ptr<Session> session;
  ReportData data;
};

std::unique_ptr<ReplayedAttempt> replay_for_report(const std::filesystem::path& folder,
                                                   Console& console) {
  Diagnostics problems;
  auto replayed = std::make_unique<ReplayedAttempt>();
  const std::optional<Attempt> attempt = load_attempt(folder, problems);
  if (attempt) {
    replayed->scenario = load_attempt_pack(attempt->header, "", problems);
  }
  std::optional<ReplayResult> result;
  if (replayed->scenario) {
    result = replay_attempt(*attempt, *replayed->scenario, replayed->registry, problems);
  }
  console.report(problems);
  if (!result) {
    return nullptr;
  }
  replayed->session = std::move(result->session);
  Verification verification{false, result->verdict, ""};
  if (result->is_verified) {
    const SignatureCheck signature = check_signature(folder);
    verification.is_verified = signature.state == SignatureCheck::State::Valid;
    verification.reason = verification.is_verified
                              ? Text{"回放一致 签名有效", "replay agrees, signature valid"}
                              : signature.finding;
    verification.number = attempt->header.attempt_id.substr(0, 8);
  }
  replayed->data = collect_attempt_report(*replayed->session, attempt->header, verification);
  return replayed;
}

bool write_or_say(const std::filesystem::path& file, const std::string& content, Console& console) {
  if (file.empty()) {
    console.say(content);
    return true;
  }
  Diagnostics problems;
  const bool is_written = write_file_atomically(file, content, problems);
  console.report(problems);
  return is_written;
}

} // namespace

int run_report(const ReportOptions& options, Console& console) {
  const auto replayed = replay_for_report(options.attempt, console);
  if (!replayed) {
    return kFailed;
  }
  std::filesystem::path html = options.html;
  if (html.empty() && options.pdf.empty()) {
    html = options.attempt / "report" / "report.html";
  }
  bool is_good = true;
  if (!html.empty()) {
    is_good = write_or_say(html, html_report(replayed->data, console.language()), console);
    console.say(html.string());
  }
  if (!options.pdf.empty()) {
    is_good = write_or_say(options.pdf, pdf_report(replayed->data, console.language()), console) && is_good;
    console.say(options.pdf.string());
  }
  return is_good ? kDone : kFailed;
}

int run_export(const ExportOptions& options, Console& console) {
  const auto replayed = replay_for_report(options.attempt, console);
  if (!replayed) {
    return kFailed;
  }
  const ReportData& data = replayed->data;
  Diagnostics problems;
  const SchoolSettings school = load_school_settings(problems);
  console.report(problems);
  std::string content;
  if (options.format == "xapi") {
    content = xapi_statements(data, school.xapi);
  } else if (options.format == "csv") {
    content = score_csv(data, console.language());
  } else if (options.format == "json") {
    content = report_json(data);
  } else {
    content = ilab_x_record(data, school.ilab_x);
    for (const Text& problem : check_ilab_x(content)) {
      console.note(problem);
    }
  }
  return write_or_say(options.out, content, console) ? kDone : kFailed;
}

} // namespace jixia
