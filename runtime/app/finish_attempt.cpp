#include "app/finish_attempt.h"

#include "app/attempt_result.h"
#include "app/score_table.h"
#include "base/file_io.h"
#include "recording/signature.h"
#include "recording/trends.h"

namespace jixia {
namespace {

void write_records(const Session& session, const std::filesystem::path& folder,
                   Diagnostics& problems) {
  write_file_atomically(folder / "score.json", score_json(session.score(), folder) + "\n", problems);
  write_file_atomically(folder / "trends.json", trends_json(session.log()), problems);
  if (const auto key = MachineKey::load_or_make(find_data_folder(), problems)) {
    sign_attempt(folder, *key, problems);
  }
}

} // namespace

FinishedAttempt finish_attempt(Session& session, const AttemptHeader& header,
                               AttemptWriter& writer, Language language, bool has_pictures,
                               Diagnostics& problems) {
  FinishedAttempt finished;
  finished.folder = writer.folder();
  if (!writer.flush(true)) {
    problems.error({finished.folder.string(), 0, 0}, writer.trouble());
    return finished;
  }
  write_records(session, finished.folder, problems);
  write_results(session, header, language, has_pictures, finished, problems);
  return finished;
}

void print_places(const FinishedAttempt& finished, const Console& console) {
  const Verification& verification = finished.verification;
  console.say(fill(verification.is_verified ? Text{"成绩已核验：{0}  {1}", "Score verified: {0}  {1}"}
                                            : Text{"成绩未核验：{0}", "Score not verified: {0}"},
                   std::vector{verification.reason, same_text(verification.number)}));
  const auto say = [&](const Text& what, const std::filesystem::path& place) {
    if (!place.empty()) {
      console.say(what.in(console.language()) + "  " + place.string());
    }
  };
  say({"报告", "Report"}, finished.html);
  say({"报告 PDF", "Report PDF"}, finished.pdf);
  for (const std::filesystem::path& picture : finished.pictures) {
    say({"画面", "Picture"}, picture);
  }
  say({"记录", "Attempt"}, finished.folder);
}

} // namespace jixia
