#pragma once

#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "database/library_places.h"
#include "support/temporary_folder.h"

namespace jixia {

/// Databases for one test: SQLite in a folder, or a PostgreSQL database of its own on the server
/// that JIXIA_TEST_POSTGRES names (postgresql:///library?host=...; see with_postgres.py).
class TestDatabases {
 public:
  explicit TestDatabases(const char* variable = "JIXIA_TEST_POSTGRES") {
    static int made = 0;
    const char* server = std::getenv(variable);
    if (!server) {
      return;
    }
    const std::string address = server, kDatabase = "/library?";
    const std::string name = "test_" + std::to_string(getpid()) + "_" + std::to_string(++made);
    make_postgres_database(address, "maker")->connect()->execute("CREATE DATABASE " + name);
    places_.url = address;
    places_.url.replace(address.find(kDatabase), kDatabase.size(), "/" + name + "?");
  }

  LibraryPlaces places() const { return {folder_.path(), places_.url, {}}; }
  bool is_postgres() const { return places_.is_postgres(); }
  std::unique_ptr<Database> hub() const { return open_hub_database(places()); }
  std::unique_ptr<Database> school(const std::string& id) const {
    return open_school_database(places(), places_.url, id);
  }

 private:
  TemporaryFolder folder_;
  LibraryPlaces places_;
};

} // namespace jixia
