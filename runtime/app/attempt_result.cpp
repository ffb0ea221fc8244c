#include "app/attempt_result.h"

#include "app/draw_pictures.h"
#include "app/queue_result.h"
#include "base/file_io.h"
#include "catalogue/component_catalogue.h"
#include "exporting/html_report.h"
#include "exporting/pdf_report.h"
#include "recording/signature.h"
#include "session/replay.h"

namespace jixia {
namespace {

Verification unverified(const Text& reason) { return {false, reason, ""}; }

bool write_report(const std::filesystem::path& file, const std::string& content,
                  std::filesystem::path& noted, Diagnostics& problems) {
  if (!write_file_atomically(file, content, problems)) {
    return false;
  }
  noted = file;
  return true;
}

} // namespace

Verification verify_attempt(const std::filesystem::path& folder, const Scenario& scenario,
                            Diagnostics& problems) {
  const std::optional<Attempt> attempt = load_attempt(folder, problems);
  if (!attempt) {
    return unverified({"记录读不出来", "the attempt cannot be read"});
  }
  const ComponentRegistry registry = make_registry();
  const std::optional<ReplayResult> replay =
      replay_attempt(*attempt, scenario, registry, problems);
  if (!replay || !replay->is_verified) {
    return unverified(replay ? replay->verdict : Text{"不能重算", "it cannot be run again"});
  }
  const SignatureCheck signature = check_signature(folder);
  if (signature.state != SignatureCheck::State::Valid) {
    return unverified(signature.finding);
  }
  std::string number = attempt->header.attempt_id.substr(0, 8);
  return {true, {"回放一致 签名有效", "replay agrees, signature valid"}, number};
}

ReportData collect_attempt_report(const Session& session, const AttemptHeader& header,
                                  const Verification& verification) {
  return collect_report(session.scenario(), session.exercise(), header, session.log(),
                        session.score(), session.world(), verification);
}

void write_results(Session& session, const AttemptHeader& header, Language language,
                   bool has_pictures, FinishedAttempt& finished, Diagnostics& problems) {
  finished.verification = verify_attempt(finished.folder, session.scenario(), problems);
  const ReportData data = collect_attempt_report(session, header, finished.verification);
  const std::filesystem::path folder = finished.folder / "report";
  if (!make_folder(folder, problems)) {
    return;
  }
  write_report(folder / "report.html", html_report(data, language), finished.html, problems);
  write_report(folder / "report.pdf", pdf_report(data, language), finished.pdf, problems);
  if (has_pictures) {
    finished.pictures = draw_pictures(session, finished.verification, language, folder, problems);
  }
  queue_result(data, finished.folder, problems);
}

} // namespace jixia
