#pragma once

#include <filesystem>
#include <string>

namespace jixia {

/// Writes a whole PostgreSQL database, as it is at one moment, into a file (pg_dump, custom
/// format). Passwords belong into ~/.pgpass: others of this machine see an address while the tool
/// runs.
/// @throws std::runtime_error if pg_dump is not there or fails; it says why on the error output
void dump_postgres(const std::string& url, const std::filesystem::path& file);

/// Puts a dump into an empty database, all or nothing (pg_restore). @throws std::runtime_error
void restore_postgres_dump(const std::filesystem::path& file, const std::string& url);

} // namespace jixia
