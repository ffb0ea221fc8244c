#pragma once

#include "accounts/hub.h"
#include "pages/page_frame.h"
#include "registry/pack_store.h"

namespace jixia {

/// The catalogue, `GET /`: `q` words, any number of values for `domain`, `speciality`,
/// `occupation`, `unit`, `community`, `language`, `school`; `before` goes on. Each pack once, with
/// the version that was published last.
HttpAnswer make_catalogue_page(const HttpRequest& request, const Caller* caller,
                               const PackStore& packs, Hub& hub);

} // namespace jixia
