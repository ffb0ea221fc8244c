#pragma once

#include <vector>

#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// The tags of a component that a person may set at one of `places`.
std::vector<const Tag*> find_operable(const World& world, const std::string& component, std::initializer_list<Place> places);

/// The last value asked of a tag and not refused; nullopt if nobody asked.
std::optional<double> find_last_order(const RunLog& log, const World& world, const Tag& tag);

/// True if setting `tag` to `value` stops a machine: that is asked back before it is done.
bool stops_equipment(const Tag& tag, double value);

/// Asks for `value`, after a question if it stops equipment.
void give_order(const RunView& run, const Tag& tag, double value, UiState& state, UiCommands& commands);

/// What is said at a control: the refusal of its last order, as long as it is fresh.
std::string refusal_at(const Ui& ui, const UiState& state, const World& world, const std::string& component);

/// One row to set `tag`: a button for each state; or shut, stop, full for a valve; or an entry.
/// @returns the height used
float draw_order_row(Ui& ui, const Box& box, const RunView& run, const Tag& tag, std::string& draft, UiState& state, UiCommands& commands);
/// The height that draw_order_row() uses.
float order_row_height(Ui& ui, const Tag& tag, float width);

/// The card of a selected component over the 3D picture: position or state, orders of the field. It
/// scrolls where it would reach below `bottom`.
void draw_selection_card(Ui& ui, Point top_right, float bottom, const RunView& run, UiState& state, UiCommands& commands);

/// What a place is called: 内操 console, 外操 field, 操作台 panel.
Text place_name(Place place);

} // namespace jixia::hmi
