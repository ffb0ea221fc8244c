#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hmi/ui.h"

namespace jixia::hmi {

/// A panel with a title row; `right` is written at its right end.
void draw_panel(Canvas& canvas, const Box& box, std::string_view title, std::string_view right = {},
                Ink ground = kPanel);
/// The same with an empty title row, for what the caller puts there.
void draw_panel_with_head(Canvas& canvas, const Box& box, Ink ground = kPanel);
/// What is left of a panel under its title row.
Box panel_body(const Box& panel);

/// A bar filled from the left; `share` 0..1.
void draw_bar(Canvas& canvas, const Box& box, double share, Ink ink = kAccent, Ink ground = kProcess);

/// A small word in a frame, e.g. 冷态开车 on the top bar. @returns its width.
float draw_chip(Canvas& canvas, float x, float y, std::string_view text, Ink fill, Ink line, Ink ink);

/// A tick, cross or other sign in a disc of radius 9.
void draw_badge(Canvas& canvas, Point centre, Icon icon, Ink ground, float radius = 9);

/// Tabs 31 high with a line of accent on the active one, closer together where `room` is short.
/// @returns the one clicked, or -1. `end` is set to the x where the row ends.
int draw_tabs(Ui& ui, float x, float y, float room, const std::vector<std::string>& titles, int active, float& end);

/// A scroll bar for `total` lines of which `shown` are visible; changes `first` by drag and wheel.
void draw_scroll_bar(Ui& ui, std::string_view id, const Box& track, const Box& area, int total,
                     int shown, int& first);

/// A question over the page: cancel left, verb right, Esc cancels. 1: the verb, -1: cancelled.
int draw_dialog(Ui& ui, std::string_view question, std::string_view effect, std::string_view verb,
                bool is_danger);

/// A text for a person: a minus sign is − and never a hyphen.
std::string with_minus(std::string text);

} // namespace jixia::hmi
