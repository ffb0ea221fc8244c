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

// A job of its own: what it makes must not go with a request that is refused.
void SchoolDatabase::prepare_for(std::int64_t now_ms) {
  if (now_ms >= prepared_until_ms_) {
    std::int64_t until_ms = 0;
    writer_.run([&](Connection& db) { until_ms = make_year_tables(db, now_ms); });
    prepared_until_ms_ = until_ms;
  }
}

SchoolDatabase::SchoolDatabase(std::unique_ptr<Database> database)
    : database_(std::move(database)), readers_(*database_), writer_(open_migrated(*database_)) {}

SchoolDatabase& SchoolDatabases::of(const std::string& school) {
  std::lock_guard lock(lock_);
  Opened& opened = opened_[school];
  const std::string place = locate_ ? locate_(school) : "";
  if (!opened.database || opened.place != place) {
    auto database = std::make_unique<SchoolDatabase>(open_(school));
    if (opened.database) {
      left_.push_back(std::move(opened.database));
    }
    opened = {place, std::move(database)};
  }
  return *opened.database;
}

} // namespace jixia
