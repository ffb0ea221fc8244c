#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "database/connection.h"

namespace jixia {

/// The numbered steps of a school's database, oldest first; see database/migration.h. In PostgreSQL
/// statements and postings are cut by the year of storing, so that writing touches the newest part
/// only and old years can go as a whole.
std::span<const std::string_view> school_schema();

/// Makes the tables of a year, if they are missing, where tables are cut by year.
void make_tables_of_year(Connection& db, int year);

/// Makes the tables of the year of `now_ms` [Unix ms] and of the next one.
/// @returns until when [Unix ms] that is enough
std::int64_t make_year_tables(Connection& db, std::int64_t now_ms);

} // namespace jixia
