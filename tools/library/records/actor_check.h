#pragma once

#include <string>

#include "records/check_place.h"

namespace jixia {

// Agents and groups (xAPI 1.0.3 part 2, 2.4.2). Each throws Refusal 400.

/// An agent, or a group identified or anonymous.
void check_actor(const Json& value, const CheckPlace& at);
void check_agent(const Json& value, const CheckPlace& at);
void check_group(const Json& value, const CheckPlace& at);

/// What makes two agents the same: e.g. "mbox:mailto:a@b.c", "account:https://home name". Empty for
/// an anonymous group. @pre the actor was checked
std::string agent_key(const Json& actor);

/// The agent in the query of a request: JSON of an agent or identified group. Throws Refusal 400.
Json read_agent_parameter(const std::string& text, const char* name);

} // namespace jixia
