#pragma once

#include "hmi/library_view.h"
#include "hmi/start_page.h"
#include "hmi/ui.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// The resource library: packs to fetch or update, with progress; which results were sent, wait or
/// were refused. A compact window shows one of catalogue, pack and results at a time.
/// @param packs  those of this machine, for the titles of results
/// @returns what was asked for; `state.library.is_open` turns false when it is left
LibraryAsk draw_library_page(Ui& ui, const LibraryView& view, const StartContent& packs,
                             UiState& state);

} // namespace jixia::hmi
