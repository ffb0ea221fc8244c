#include "database/migration.h"

#include <string>

namespace jixia {
int schema_version(Connection& connection) {
  connection.execute("CREATE TABLE IF NOT EXISTS schema_version(version INTEGER NOT NULL)");
  Query query(connection, "SELECT coalesce(max(version), 0) FROM schema_version");
  return query.next() ? static_cast<int>(query.integer(0)) : 0;
}

void migrate(Connection& connection, std::span<const std::string_view> steps) {
  const int newest = static_cast<int>(steps.size());
  if (schema_version(connection) > newest) {
    throw DatabaseError(DatabaseError::Kind::Other,
                        "the database was made by a newer version of this program");
  }
  for (int version = schema_version(connection); version < newest;) {
    Transaction all(connection);
    version = schema_version(connection); // another process may have been faster
    if (version < newest) {
      connection.execute(connection.schema_text(steps[static_cast<std::size_t>(version)]));
      Query(connection, "INSERT INTO schema_version VALUES(?)", ++version).run();
    }
    if (version == newest) {
      connection.adopt_new_tables();
    }
    all.commit();
  }
}

std::string replace_marks(std::string_view step, std::span<const SchemaWord> words) {
  std::string sql(step);
  for (const auto& [mark, word] : words) {
    for (std::size_t at = sql.find(mark); at != std::string::npos; at = sql.find(mark, at)) {
      sql.replace(at, mark.size(), word);
      at += word.size();
    }
  }
  return sql;
}

} // namespace jixia
