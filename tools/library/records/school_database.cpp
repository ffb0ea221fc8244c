#include "records/school_database.h"

#include "database/migration.h"
#include "records/school_schema.h"

namespace jixia {
namespace {

std::unique_ptr<Connection> open_migrated(Database& database) {
  std::unique_ptr<Connection> connection = database.connect();
  migrate(*connection, school_schema());
  return connection;
}

} // namespace

SchoolDatabase::SchoolDatabase(std::unique_ptr<Database> database)
    : database_(std::move(database)), readers_(*database_), writer_(open_migrated(*database_)) {}

SchoolDatabase& SchoolDatabases::of(const std::string& school) {
  std::lock_guard lock(lock_);
  std::unique_ptr<SchoolDatabase>& opened = opened_[school];
  if (!opened) {
    opened = std::make_unique<SchoolDatabase>(open_(school));
  }
  return *opened;
}

} // namespace jixia
