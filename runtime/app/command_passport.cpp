#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/score_table.h"
#include "process/passport.h"

namespace jixia {
namespace {

using process::PassportCheck;

void print_checks(const std::vector<PassportCheck>& checks, const Console& console) {
  const auto word = [&](const Text& text) { return text.in(console.language()); };
  console.say(column(word({"项目", "check"}), 44) + column(word({"应为", "expected"}), 14) +
              column(word({"算得", "computed"}), 14) + column(word({"相对误差", "error"}), 12) +
              word({"来源", "source"}));
  for (const PassportCheck& check : checks) {
    console.say((check.passes() ? "✓ " : "× ") + column(word(check.name), 42) +
                column(number_text(check.expected), 14) + column(number_text(check.computed), 14) +
                column(number_text(check.error(), 2), 12) + check.source);
  }
}

std::string checks_json(const std::vector<PassportCheck>& checks) {
  nlohmann::json list = nlohmann::json::array();
  for (const PassportCheck& check : checks) {
    list.push_back({{"name", {{"zh", check.name.zh}, {"en", check.name.en}}},
                    {"source", check.source},
                    {"expected", check.expected},
                    {"computed", check.computed},
                    {"error", check.error()},
                    {"pass", check.passes()}});
  }
  return nlohmann::json{{"checks", list}}.dump();
}

} // namespace

int run_passport(bool json, Console& console) {
  const std::vector<PassportCheck> checks = process::calc_passport();
  if (json) {
    console.say(checks_json(checks));
  } else {
    print_checks(checks, console);
  }
  for (const PassportCheck& check : checks) {
    if (!check.passes()) {
      return kFailed;
    }
  }
  return kDone;
}

} // namespace jixia
