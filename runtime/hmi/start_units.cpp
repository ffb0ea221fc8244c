#include <algorithm>
#include <array>
#include <cmath>

#include "hmi/start_choices.h"
#include "hmi/start_columns.h"
#include "hmi/symbols.h"
#include "hmi/unit_picture.h"
#include "hmi/widgets.h"

namespace jixia::hmi {

void draw_choice(Ui& ui, const Box& b, const Touch& t, bool on) {
  Canvas& c = ui.canvas();
  c.box(b,
        on             ? kWhite
        : t.is_hovered ? kHover
                       : kPanel,
        on || t.is_hovered ? kAccent : kLine2, 3, on ? 2.0F : 1.0F);
  if (t.is_focused) {
    c.frame(b.outset(1), kFocus, 4, 2);
  }
}

std::string score_text(const Ui& ui, const PastScore& past) {
  return past.tries > 0 ? number_text(std::round(past.best * 10) / 10, 4)
                        : ui.say({"未做", "not yet"});
}

namespace {

Text domain_name(const std::string& domain) {
  if (domain == "chemical") {
    return {"化工单元操作", "Chemical units"};
  }
  return domain == "manufacturing" ? Text{"智能制造", "Smart manufacturing"} : same_text(domain);
}

std::string count_of(const Ui& ui, const StartContent& content, const std::string& domain) {
  const auto count = std::count_if(content.packs.begin(), content.packs.end(),
                                   [&](const PackSummary& p) { return p.domain == domain; });
  const std::string n = std::to_string(count);
  if (domain == "chemical") {
    return ui.say(count == 1 ? Text{"{0} 个单元", "{0} unit"} : Text{"{0} 个单元", "{0} units"},
                  {n});
  }
  return ui.say(count == 1 ? Text{"{0} 条产线", "{0} line"} : Text{"{0} 条产线", "{0} lines"}, {n});
}

void draw_domains(Ui& ui, const Box& area, const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  const float w = std::floor((area.w - kGap) / 2);
  const std::array<std::string, 2> domains{"chemical", "manufacturing"};
  for (int k = 0; k < 2; ++k) {
    const Box b{area.x + static_cast<float>(k) * (w + kGap), area.y, w, area.h};
    const bool is_low = b.h < 60;
    const bool on = state.start.domain == k;
    const std::string& domain = domains[static_cast<std::size_t>(k)];
    const Touch t = ui.touch("domain." + domain, b);
    draw_choice(ui, b, t, on);
    const bool has_picture = b.w > 230 && !is_low;
    if (has_picture && k == 0) {
      c.box({b.x + 20, b.y + 12, 26, 40}, kEquipment, kText, 8, 1.4F);
      c.path({{b.x + 46, b.y + 42}, {b.x + 58, b.y + 42}}, kPipe, 2);
      draw_pump(c, {b.x + 70, b.y + 36}, PumpLook::Running, 11);
    } else if (has_picture) {
      c.box({b.x + 14, b.y + 36, 62, 8}, kOff, kText, 2);
      c.box({b.x + 22, b.y + 20, 14, 16}, kOn, kText, 1, 1.2F);
      c.box({b.x + 46, b.y + 12, 14, 24}, kOn, kText, 1, 1.2F);
      c.disc({b.x + 20, b.y + 48}, 4, kOn, kText);
      c.disc({b.x + 70, b.y + 48}, 4, kOn, kText);
    }
    const float text = b.x + (has_picture ? 104.0F : 12.0F);
    const float name = c.text(text, is_low ? b.mid_y() : b.y + 23, ui.say(domain_name(domain)),
                              TextSize::Medium, kText);
    c.text(is_low ? text + name + 14 : text, is_low ? b.mid_y() : b.y + 45,
           count_of(ui, content, domain), TextSize::Small, kText2);
    if (on) {
      draw_badge(c, {b.right() - 22, b.mid_y()}, Icon::Check, kAccent, 10);
    }
    if (t.is_clicked) {
      choose_domain(content, state.start, k);
    }
  }
}

/// How the cards of a list of units are laid out, so that none cuts its texts.
struct CardSize {
  float w = 204;
  int title_lines = 1, summary_lines = 1;
  float h() const {
    return 116 + 19 * static_cast<float>(title_lines - 1) +
           17 * static_cast<float>(summary_lines - 1);
  }
};

CardSize calc_card_size(Ui& ui, float w, const std::vector<const PackSummary*>& packs) {
  CardSize size{w, 1, 1};
  for (const PackSummary* pack : packs) {
    size.title_lines = std::max(
        size.title_lines, ui.canvas().line_count(w - 76, ui.say(pack->title), TextSize::Medium));
    size.summary_lines = std::max(
        size.summary_lines, ui.canvas().line_count(w - 20, ui.say(pack->summary), TextSize::Small));
  }
  return size;
}

void draw_unit_card(Ui& ui, const Box& b, const CardSize& size, const PackSummary& pack,
                    const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  const Touch t = ui.touch("unit." + pack.id, b);
  draw_choice(ui, b, t, state.start.pack == pack.id);
  c.fill({b.x + 2, b.y + 2, b.w - 4, 58}, kProcess, 2);
  draw_unit_picture(c, {b.mid_x(), b.y + 31}, pack.id, pack.domain);
  const PastScore past = past_score(content, state.start.learner_id, pack.id);
  const TextSize text_size = past.tries > 0 ? TextSize::Medium : TextSize::Small;
  c.text(b.right() - 10, b.y + 76, score_text(ui, past), text_size, past.tries > 0 ? kLive : kText3,
         Align::Right);
  c.text_lines(b.x + 10, b.y + 75, b.w - 76, 19, size.title_lines, ui.say(pack.title),
               TextSize::Medium, kText);
  const float y = b.y + 99 + 19 * static_cast<float>(size.title_lines - 1);
  c.text_lines(b.x + 10, y, b.w - 20, 17, size.summary_lines, ui.say(pack.summary), TextSize::Small,
               kText2);
  if (t.is_clicked) {
    choose_pack(content, state.start, pack.id);
  }
}

} // namespace

void draw_units(Ui& ui, const Box& area, const StartContent& content, UiState& state) {
  Canvas& c = ui.canvas();
  const float domains = area.h < 330 ? 38.0F : 64.0F;
  draw_domains(ui, {area.x, area.y, area.w, domains}, content, state);
  const Box search{area.x, area.y + domains + 6, area.w, 30};
  ui.text_field("unit.search", search, state.start.search,
                ui.say({"      搜单元、位号、设备", "      Search units, tags, equipment"}));
  draw_icon(c, {search.x + 16, search.mid_y()}, Icon::Search, kText2);
  const auto found = find_packs(content, state.start);
  const Box grid{area.x, search.bottom() + kGap, area.w, area.bottom() - search.bottom() - kGap};
  if (found.empty()) {
    const Text none = content.packs.empty()
                          ? Text{"没有场景包，放进 scenarios 后重开",
                                 "No packs; put some into scenarios and start again"}
                          : Text{"没有找到", "Nothing found"};
    c.text(grid.mid_x(), grid.y + 30, ui.say(none), TextSize::Small, kText2, Align::Centre);
    return;
  }
  const int across = std::max(1, static_cast<int>((grid.w - 6) / 208));
  const float w = std::floor((grid.w - 6) / static_cast<float>(across)) - 4;
  const CardSize size = calc_card_size(ui, w, found);
  const int rows = (static_cast<int>(found.size()) + across - 1) / across;
  const Box body = ui.begin_scroll("units", grid, static_cast<float>(rows) * (size.h() + 6));
  for (int k = 0; k < static_cast<int>(found.size()); ++k) {
    const Box card{body.x + static_cast<float>(k % across) * (w + 4),
                   body.y + static_cast<float>(k / across) * (size.h() + 6), w, size.h()};
    draw_unit_card(ui, card, size, *found[static_cast<std::size_t>(k)], content, state);
  }
  ui.end_scroll();
}

} // namespace jixia::hmi
