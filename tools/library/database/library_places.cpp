#include "database/library_places.h"

#include "base/file_io.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<Database> open_file(const fs::path& file) {
  Diagnostics problems;
  if (!make_folder(file.parent_path(), problems)) {
    throw DatabaseError(DatabaseError::Kind::Other, problems.text(Language::English));
  }
  return make_sqlite_database(file);
}

} // namespace

LibraryPlaces LibraryPlaces::of(const std::string& db, const fs::path& folder) {
  const bool is_address = db.starts_with("postgresql://") || db.starts_with("postgres://");
  return is_address ? LibraryPlaces{folder, db, {}} : LibraryPlaces{db, {}, {}};
}

std::unique_ptr<Database> open_hub_database(const LibraryPlaces& places) {
  return places.is_postgres() ? make_postgres_database(places.url, "")
                              : open_file(places.folder / "hub.db");
}

std::unique_ptr<Database> open_hub_database(const fs::path& folder) {
  return open_hub_database(LibraryPlaces{folder, {}, {}});
}

std::unique_ptr<Database> open_school_database(const LibraryPlaces& places, const std::string& url,
                                               const std::string& school) {
  return places.is_postgres() ? make_postgres_database(url, school)
                              : open_file(places.folder / "schools" / (school + ".db"));
}

} // namespace jixia
