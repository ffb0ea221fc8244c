#pragma once

#include "accounts/hub.h"
#include "pages/page_frame.h"
#include "registry/registry.h"

namespace jixia {

/// A pack's page, `GET /packs/<school>/<pack>[/<version>]`: lesson, exercises, versions with what
/// was withdrawn and why, the admission's report, how to fetch it, evidence of use. Without a
/// version the newest that is not withdrawn. @throws Refusal 404
HttpAnswer make_pack_page(const HttpRequest& request, const Caller* caller, Registry& registry,
                          Hub& hub);

/// The numbers of the evidence's charts as JSON, `GET /packs/<school>/<pack>/<version>/use.json`:
/// [{"exercise", "title", "steps": [{"title", "share", "losers"}]}]. @throws Refusal 404
HttpAnswer make_pack_use(const HttpRequest& request, Registry& registry, Hub& hub);

} // namespace jixia
