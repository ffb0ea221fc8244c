#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/find_attempt_pack.h"
#include "catalogue/component_catalogue.h"
#include "session/replay.h"

namespace jixia {

int run_replay(const ReplayOptions& options, Console& console) {
  Diagnostics problems;
  const std::optional<Attempt> attempt = load_attempt(options.attempt, problems);
  const std::unique_ptr<Scenario> scenario =
      attempt ? load_attempt_pack(attempt->header, options.pack, problems) : nullptr;
  if (!scenario) {
    console.report(problems);
    return kFailed;
  }
  const ComponentRegistry registry = make_registry();
  const std::optional<ReplayResult> result =
      replay_attempt(*attempt, *scenario, registry, problems, [&](double share) {
        console.progress(share, clock_text(attempt->journal.back().time));
        return true;
      });
  console.end_progress();
  console.report(problems);
  if (!result) {
    return kFailed;
  }
  if (options.json) {
    nlohmann::json answer{{"verified", result->is_verified},
                          {"zh", result->verdict.zh},
                          {"en", result->verdict.en},
                          {"score", result->session->score().score}};
    if (result->departs_at) {
      answer["departs_at"] = seconds(*result->departs_at);
      answer["tag"] = result->departs_tag;
    }
    console.say(answer.dump());
  } else {
    console.say(result->verdict);
    console.say(fill({"得分 {0} / {1}", "score {0} / {1}"},
                     std::vector{number_text(result->session->score().score, 4),
                                 number_text(result->session->score().max, 4)}));
  }
  return result->is_verified ? kDone : kFailed;
}

} // namespace jixia
