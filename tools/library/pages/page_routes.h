#pragma once

#include "accounts/hub.h"
#include "http/route_table.h"
#include "records/receipt_log.h"
#include "records/school_database.h"
#include "registry/registry.h"

namespace jixia {

/// The parts of the library that pages show.
struct PageSources {
  Hub& hub;
  SchoolDatabases& schools;
  ReceiptLog& receipts;
  Registry& registry;
};

/// The web pages; the README's table says what each shows. `sources` must outlive `routes`.
void add_page_routes(RouteTable& routes, const PageSources& sources);

} // namespace jixia
