#pragma once

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

/// Never fails: what cannot be read is reported in `problems` and keeps its default.
SchoolSettings load_school_settings(Diagnostics& problems);

} // namespace jixia
