#pragma once

#include "http/route_table.h"
#include "records/school_database.h"

namespace jixia {

/// The routes of attempts:
///
///     PUT   /api/attempts/<id>          a whole bundle; 201, 200 the same, 409 another has this id
///     POST  /api/attempts/<id>/upload   announces one in pieces: {"size", "sha256"}; 201 or 200
///     HEAD, GET .../upload              Upload-Offset: how much is there
///     PATCH .../upload                  the next piece at Upload-Offset; 204, 201 when complete
///     GET   /api/attempts/<id>          its state and score
///
/// A key sees only attempts of its own school. `makes_statements` in an answer: the library makes
/// the xAPI statements itself from what it finds, the sender need not.
void add_attempt_routes(RouteTable& routes, SchoolDatabases& schools);

/// A piece may be this long [byte], a whole bundle as long as kMostBundleBytes.
inline constexpr std::size_t kMostPieceBytes = 8u << 20;

} // namespace jixia
