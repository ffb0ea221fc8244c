#pragma once

#include <span>
#include <string_view>

#include "database/connection.h"

namespace jixia {

/// Brings a database to the newest schema: `steps[k]` leads from version k to k + 1, each in a
/// transaction of its own. `{clustered}`, `{bytes}` and `{rowid}` in a step stand for what the
/// engine writes there. Steps are never changed once released, only added.
/// @throws DatabaseError; also if the database is newer than this program
void migrate(Connection& connection, std::span<const std::string_view> steps);

/// The version that a database has; 0 for an empty one.
int schema_version(Connection& connection);

} // namespace jixia
