#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "database/database.h"
#include "database/shard_map.h"

namespace jixia {

/// Where a library keeps what it has: files in a folder, and its databases there too (SQLite:
/// hub.db and schools/<id>.db) or in PostgreSQL.
struct LibraryPlaces {
  std::filesystem::path folder; ///< key.pem, blobs, tuf
  std::string url;              ///< postgresql://..., of the hub and of schools that the map does
                                ///< not name; empty: SQLite
  std::filesystem::path shard_map; ///< see ShardMap; empty: there is one database

  /// @param db      what --db says: a folder or an address
  /// @param folder  for the files, if `db` is an address
  static LibraryPlaces of(const std::string& db, const std::filesystem::path& folder);
  bool is_postgres() const { return !url.empty(); }
};

/// The database that all schools share, made if missing. @throws DatabaseError
std::unique_ptr<Database> open_hub_database(const LibraryPlaces& places);
std::unique_ptr<Database> open_hub_database(const std::filesystem::path& folder); ///< SQLite

/// A school's database, made if missing. @param url  where, if in PostgreSQL. @throws DatabaseError
std::unique_ptr<Database> open_school_database(const LibraryPlaces& places, const std::string& url,
                                               const std::string& school);

} // namespace jixia
