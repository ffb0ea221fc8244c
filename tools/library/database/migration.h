#pragma once

#include <span>
#include <string>
#include <string_view>

#include "database/connection.h"

namespace jixia {

/// Brings a database to the newest schema: `steps[k]` leads from version k to k + 1, each in a
/// transaction of its own. Steps are written once for all engines; where these differ stand marks:
///
///     {rowid}      type of a whole number that is the key and the order of a table
///     {bytes}      type of bytes            {uuid}  type of a UUID
///     {clustered}  behind a table whose key is its order on disk
///     {by_year}    behind a table cut by year of `seq` where an engine can do that; a key without
///     {unique_id}  `seq` then says {unique_id} instead of UNIQUE
///
/// Steps are never changed once released, only added.
/// @throws DatabaseError; also if the database is newer than this program
void migrate(Connection& connection, std::span<const std::string_view> steps);

/// The version that a database has; 0 for an empty one.
int schema_version(Connection& connection);

/// What an engine writes in place of a mark, or of a piece of SQL it has other words for.
struct SchemaWord {
  std::string_view mark, word;
};
std::string replace_marks(std::string_view step, std::span<const SchemaWord> words);

} // namespace jixia
