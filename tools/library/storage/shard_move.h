#pragma once

#include <cstdint>
#include <string>

#include "database/library_places.h"

namespace jixia {

struct ShardMoveSummary {
  std::int64_t statements = 0;
  std::int64_t stopped_ms = 0; ///< how long writes waited
  std::string left; ///< the schema that keeps what was at the old place, to be dropped by hand
};

/// Moves a school to another PostgreSQL primary by logical replication, while the library serves
/// it. Then, for as long as the rest takes, writes wait for the school's lock; the map is changed,
/// and the old tables get another name: whoever waited finds no table (503), asks the map and goes
/// on at the new place. Reads go on all the time. If anything fails, the school stays where it was,
/// and only the copy has to be dropped.
///
/// Wants a shard map; at the old place wal_level=logical, a role with REPLICATION; at the new place
/// a superuser (PostgreSQL 15 lets nobody else subscribe), whose server reaches the old one under
/// the address that the library has for it.
/// @throws DatabaseError, std::runtime_error
ShardMoveSummary move_school(const LibraryPlaces& library, const std::string& school,
                             const std::string& url);

} // namespace jixia
