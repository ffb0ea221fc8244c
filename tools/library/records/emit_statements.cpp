#include "records/emit_statements.h"

#include "exporting/xapi_statements.h"
#include "recording/identity.h"
#include "records/actor_check.h"
#include "records/statement_check.h"

namespace jixia {
namespace {

Json make_actor(const std::string& learner, const std::string& attempt,
                const LearnerNaming& naming) {
  return {{"objectType", "Agent"},
          {"account",
           {{"homePage", naming.home_page}, {"name", calc_pseudonym(learner, attempt, naming)}}}};
}

bool is_verdict(const Json& statement) {
  const std::string verb = statement["verb"].value("id", "");
  return verb.ends_with("/passed") ||
         (verb.ends_with("/failed") && // a criterion has its exercise as parent
          !statement["context"]["contextActivities"].contains("parent"));
}

} // namespace

AttemptRow judged(AttemptRow row, const AttemptJudgement& judgement) {
  row.state = judgement.state;
  row.verdict = judgement.verdict;
  row.score = judgement.score;
  row.max = judgement.max;
  row.learner = judgement.learner;
  row.pack = judgement.pack;
  row.exercise = judgement.exercise;
  return row;
}

std::string calc_pseudonym(const std::string& learner, const std::string& attempt,
                           const LearnerNaming& naming) {
  AttemptHeader header;
  header.learner_id = learner;
  header.attempt_id = attempt;
  XapiOptions options;
  options.home_page = naming.home_page;
  options.pseudonym_secret = naming.secret;
  return pseudonym(header, options);
}

std::string calc_learner_key(const std::string& learner, const std::string& attempt,
                             const LearnerNaming& naming) {
  return agent_key(make_actor(learner, attempt, naming));
}

std::vector<NewStatement> make_verified_statements(const AttemptRow& row,
                                                   const AttemptJudgement& judgement,
                                                   const LearnerNaming& naming) {
  const Json actor = make_actor(judgement.learner, row.id, naming);
  const Json authority{
      {"objectType", "Agent"},
      {"account", {{"homePage", "https://jixia.example/library"}, {"name", "library"}}}};
  std::vector<NewStatement> made;
  for (Json statement : judgement.statements) {
    // A space of its own for the ids: what the learner's machine may have sent of the same attempt
    // is a claim, this is what the library found.
    check_statement(statement, XapiVersion::V1, CheckPlace("statement"));
    const std::string claimed = statement.value("id", "");
    statement["id"] = make_named_uuid(row.id, "verified " + claimed);
    statement["actor"] = actor;
    made.push_back(make_new_statement(std::move(statement), XapiVersion::V1, authority));
  }
  return made;
}

std::string make_receipt_leaf(const std::string& library_key, const std::string& school,
                              const AttemptRow& row, const AttemptJudgement& judgement,
                              const std::vector<NewStatement>& statements) {
  Json leaf{{"library", library_key},
            {"school", school},
            {"attempt", row.id},
            {"bundle", row.digest},
            {"pack", judgement.pack},
            {"pack_digest", judgement.pack_digest},
            {"exercise", judgement.exercise},
            {"score", judgement.score},
            {"max", judgement.max},
            {"verified_at", rfc3339_text(wall_clock_ms())}};
  for (const NewStatement& statement : statements) {
    if (Json json = Json::parse(statement.body); is_verdict(json)) {
      leaf["statement"] = std::move(json);
    }
  }
  return json_text(leaf);
}

} // namespace jixia
