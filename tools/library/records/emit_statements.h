#pragma once

#include <string>
#include <vector>

#include "accounts/learner_naming.h"
#include "records/attempt_judgement.h"
#include "records/new_statement.h"

namespace jixia {

/// The statements of a verified attempt as the library itself makes them: the actor is the
/// learner's pseudonym at that school, the authority the library, the ids follow from the
/// attempt's, so that a second run of the same attempt makes the same. @throws Refusal if one
/// breaks the rules
std::vector<NewStatement> make_verified_statements(const AttemptRow& row,
                                                   const AttemptJudgement& judgement,
                                                   const LearnerNaming& naming);

/// The name under which a learner appears; nobody named: the attempt's id.
std::string calc_pseudonym(const std::string& learner, const std::string& attempt,
                           const LearnerNaming& naming);

/// The agent_key() of the learner in statements.
std::string calc_learner_key(const std::string& learner, const std::string& attempt,
                             const LearnerNaming& naming);

/// What a receipt says about the attempt (receipt.h).
std::string make_receipt_leaf(const std::string& library_key, const std::string& school,
                              const AttemptRow& row, const AttemptJudgement& judgement,
                              const std::vector<NewStatement>& statements);

} // namespace jixia
