#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/score_table.h"
#include "scenario/find_pack.h"
#include "scenario/load_scenario.h"

namespace jixia {
namespace {

using Json = nlohmann::json;

Json pack_json(const Scenario& pack) {
  Json exercises = Json::array();
  for (const Exercise& exercise : pack.exercises) {
    exercises.push_back({{"id", exercise.id},
                         {"title", {{"zh", exercise.title.zh}, {"en", exercise.title.en}}},
                         {"minutes", seconds(exercise.duration) / 60.0}});
  }
  return {{"id", pack.id},
          {"version", pack.version},
          {"domain", pack.domain},
          {"title", {{"zh", pack.title.zh}, {"en", pack.title.en}}},
          {"folder", pack.folder.string()},
          {"exercises", exercises}};
}

void print_pack(const Scenario& pack, const Console& console) {
  console.say(pack.id + "  " + pack.title.in(console.language()) + "  " + pack.version);
  for (const Exercise& exercise : pack.exercises) {
    const int pad = std::max(1, 24 - terminal_width(exercise.id));
    console.say("    " + exercise.id + std::string(static_cast<std::size_t>(pad), ' ') +
                exercise.title.in(console.language()));
  }
}

} // namespace

int run_list(bool json, Console& console) {
  Json all = Json::array();
  bool is_good = true;
  for (const auto& folder : all_packs()) {
    Diagnostics problems;
    const std::optional<Scenario> pack = load_scenario(folder, problems);
    if (!pack) {
      console.report(problems);
      is_good = false;
    } else if (json) {
      all.push_back(pack_json(*pack));
    } else {
      print_pack(*pack, console);
    }
  }
  if (json) {
    console.say(all.dump());
  }
  return is_good ? kDone : kFailed;
}

} // namespace jixia
