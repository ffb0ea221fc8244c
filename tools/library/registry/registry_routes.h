#pragma once

#include "http/route_table.h"
#include "registry/registry.h"

namespace jixia {

/// The routes of packs; the README's table says what each does. Reading is open to everybody:
/// what is listed is public, and what is trusted is signed. Writing takes a key with
/// packs/publish, of the school whose name stands in the path.
void add_registry_routes(RouteTable& routes, Registry& registry, Hub& hub);

} // namespace jixia
