#include "accounts/accounts.h"

#include "recording/identity.h"

namespace jixia {

Accounts::Accounts(Hub& shared, HashingCost cost)
    : hub(shared), hashing(cost), sign_in(people, sessions, wall_clock_ms) {}

} // namespace jixia
