#pragma once

#include <cstdint>
#include <filesystem>

#include "database/library_places.h"

namespace jixia {

/// What a backup holds.
struct BackupSummary {
  std::size_t files = 0;
  std::uintmax_t bytes = 0;
};

/// Copies a library, while it is served or not, into a folder that is new or empty: databases (each
/// as it was at one moment), the library's key, signed lists and blobs, and last manifest.json with
/// the SHA-256 of every file. Everything that was acknowledged before it began is in it. Schools
/// come before the hub and that before the lists, so that what is in a later one may only be newer:
/// the library at its start does again what an interruption left undone. PostgreSQL is copied by
/// pg_dump, one file for each database.
/// @throws std::runtime_error, DatabaseError
BackupSummary make_backup(const LibraryPlaces& library, const std::filesystem::path& folder);

/// Makes a library out of a backup, at a place where there is none yet. Every file is held against
/// the manifest before anything is written. PostgreSQL is restored by pg_restore, each database in
/// one transaction; one that was in shards wants a shard map with a place
/// for every school, the same for schools that were in one database.
/// @throws std::runtime_error, DatabaseError
BackupSummary restore_backup(const std::filesystem::path& folder, const LibraryPlaces& library);

} // namespace jixia
