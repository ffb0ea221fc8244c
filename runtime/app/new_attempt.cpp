#include "app/new_attempt.h"

#include "base/file_io.h"
#include "recording/identity.h"

namespace jixia {

AttemptHeader make_attempt_header(const Scenario& scenario, const Exercise& exercise,
                                  const Session::Options& options, const std::string& learner_id,
                                  const std::string& learner_name) {
  AttemptHeader header;
  header.attempt_id = make_uuid();
  header.pack_id = scenario.id;
  header.pack_version = scenario.version;
  header.pack_digest = scenario.digest;
  header.pack_folder = scenario.folder.string();
  header.exercise = exercise.id;
  header.seed = options.seed;
  header.is_exam = options.is_exam;
  header.learner_id = learner_id;
  header.learner_name = learner_name;
  header.build_id = "jixia " JIXIA_VERSION ", " __VERSION__;
  header.started_at = rfc3339_text(wall_clock_ms());
  return header;
}

std::unique_ptr<AttemptWriter> create_attempt(const AttemptHeader& header,
                                              const std::filesystem::path& folder,
                                              Diagnostics& problems) {
  if (!folder.empty()) {
    return AttemptWriter::create(folder, header, problems);
  }
  const std::filesystem::path all = find_data_folder() / "attempts";
  if (!make_folder(all, problems)) {
    return nullptr;
  }
  const std::string day = header.started_at.substr(0, 10);
  const std::string name = day + "-" + header.exercise + "-" + header.attempt_id.substr(0, 8);
  return AttemptWriter::create(all / name, header, problems);
}

} // namespace jixia
