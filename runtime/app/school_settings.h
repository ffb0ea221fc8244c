#pragma once

#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "exporting/ilab_x.h"
#include "exporting/xapi_statements.h"

namespace jixia {

/// What a school sets for its exports, from school.json in the data folder (all keys optional):
///
///     {"home_page": "https://school.example", "base": "https://school.example/xapi",
///      "ilab_username": "", "ilab_title": "", "ilab_appid": ""}
///
/// The secret behind the pseudonyms lies in pseudonym.secret (mode 600), made at the first use.
struct SchoolSettings {
  XapiOptions xapi;
  IlabXOptions ilab_x;
};

/// What a person may change of it.
struct SchoolEntries {
  std::string home_page, base;                       ///< http(s) addresses
  std::string ilab_username, ilab_title, ilab_appid; ///< may be empty
};

/// Writes them into school.json; keys it does not know stay. @returns nullopt, or why not: an address
/// that is none, a disk that refuses
std::optional<Text> keep_school_entries(const SchoolEntries& entries);

/// Never fails: what cannot be read is reported in `problems` and keeps its default.
SchoolSettings load_school_settings(Diagnostics& problems);

} // namespace jixia
