#pragma once

#include "http/route_table.h"
#include "records/receipt_log.h"

namespace jixia {

/// The routes of receipts and their log:
///
///     GET /api/attempts/<id>/receipt        the receipt of a verified attempt of one's own school
///     GET /api/log                          the library's public key and the signed tree head
///     GET /api/log/consistency?from=&to=    proof that the log only grew between two sizes
void add_receipt_routes(RouteTable& routes, ReceiptLog& log);

} // namespace jixia
