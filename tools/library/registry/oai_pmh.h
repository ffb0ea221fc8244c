#pragma once

#include "accounts/hub.h"
#include "http/exchange.h"
#include "registry/pack_store.h"

namespace jixia {

/// Answers one request of the Open Archives Initiative's Protocol for Metadata Harvesting 2.0, by
/// which other libraries list our packs: all six verbs, formats oai_dc and lom (IEEE 1484.12.3), a
/// set for each school, datestamps to the second, lists in pieces. A record is one version of a
/// pack; one that is withdrawn stays as a deleted record for ever.
/// @param request  arguments in the query, or in the body of a POST form
HttpAnswer answer_harvester(const HttpRequest& request, const PackStore& packs, Hub& hub);

} // namespace jixia
