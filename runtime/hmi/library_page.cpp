#include "hmi/library_page.h"

#include <algorithm>
#include <cmath>

#include "hmi/sections.h"
#include "hmi/table.h"
#include "hmi/top_bar.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;
using Work = LibraryView::Work;

constexpr float kPackTop = 92, kPackWidth = 372, kResultsHeight = 214, kRowOfText = 19;

std::string size_text(std::int64_t bytes) {
  const auto whole = [](double value) { return std::to_string(std::llround(value)); };
  const auto size = static_cast<double>(bytes);
  return size < 1e6 ? whole(std::max(1.0, size / 1e3)) + " kB" : whole(size / 1e6) + " MB";
}

Text domain_name(const std::string& domain) {
  return domain == "chemical"        ? Text{"化工", "Chemical"}
         : domain == "manufacturing" ? Text{"智能制造", "Manufacturing"}
                                     : same_text(domain);
}

Text holding(const LibraryPack& pack) {
  return pack.is_held()             ? Text{"已在本机", "On this machine"}
         : pack.held_version.empty() ? Text{"未取", "Not fetched"}
                                     : Text{"可更新", "Update"};
}

std::vector<const LibraryPack*> find_packs(const LibraryView& view, const std::string& search) {
  std::vector<const LibraryPack*> found;
  for (const LibraryPack& pack : view.packs) {
    const std::string words = pack.title.zh + " " + pack.title.en + " " + pack.summary.zh + " " + pack.name;
    if (search.empty() || words.find(search) != std::string::npos) {
      found.push_back(&pack);
    }
  }
  return found;
}

/// One frame of the page.
class LibraryPage {
 public:
  LibraryPage(Ui& ui, const LibraryView& view, const StartContent& packs, UiState& state)
      : ui_(ui), view_(view), known_(packs), state_(state.library), found_(find_packs(view, state_.search)) {
    const auto chosen = std::find_if(found_.begin(), found_.end(), [&](const LibraryPack* pack) { return pack->name == state_.chosen; });
    chosen_ = chosen != found_.end() ? *chosen : found_.empty() ? nullptr : found_.front();
  }

  LibraryAsk draw() {
    draw_head();
    if (view_.place.empty() || state_.is_connecting) {
      draw_connect();
    } else if (ui_.is_compact()) {
      const std::vector<Section> sections{{{"目录", "Catalogue"}, [&](const Box& b) { draw_catalogue(b); }},
                                          {{"资源包", "Pack"}, [&](const Box& b) { draw_pack(b); }},
                                          {{"成绩报送", "Results"}, [&](const Box& b) { draw_results(b); }}};
      draw_sections(ui_, "library.section", {kGap, kPackTop, ui_.width() - 2 * kGap, page_bottom(ui_) - kPackTop - kGap}, sections, state_.section);
    } else {
      const Box results{kGap, page_bottom(ui_) - kResultsHeight - kGap, ui_.width() - 2 * kGap, kResultsHeight};
      const float height = results.y - kGap - kPackTop;
      const float right = ui_.width() - kGap - kPackWidth;
      draw_catalogue({kGap, kPackTop, right - 2 * kGap, height});
      draw_pack({right, kPackTop, kPackWidth, height});
      draw_results(results);
    }
    return ask_;
  }

 private:
  bool is_busy() const { return view_.work != Work::None; }

  void draw_head() {
    Canvas& c = ui_.canvas();
    const std::string back = ui_.say({"返回", "Back"});
    if (ui_.button("library.back", {kGap, 52, 92, 32}, back, {Look::Normal, Icon::Left}) || ui_.key(kKeyEscape)) {
      state_.is_open = false;
    }
    float x = 112;
    c.text(x, 68, ui_.say({"资源库", "Resource library"}), TextSize::Medium, kText);
    x += c.text_width(ui_.say({"资源库", "Resource library"}), TextSize::Medium) + 16;
    float end = ui_.width() - kGap;
    const auto button = [&](const char* id, const Text& label, Icon icon, bool is_enabled) {
      const float width = std::ceil(c.text_width(ui_.say(label), TextSize::Medium)) + 46;
      end -= width;
      const bool is_clicked = ui_.button(id, {end, 52, width, 32}, ui_.say(label), {Look::Normal, icon, is_enabled});
      end -= kGap;
      return is_clicked;
    };
    if (!view_.place.empty()) {
      if (button("library.update", {"更新目录", "Update"}, Icon::Reset, !is_busy())) {
        ask_.kind = LibraryAsk::Kind::Update;
      }
      if (!state_.is_connecting && button("library.change", {"换地址", "Address"}, Icon::None, !is_busy())) {
        state_.is_connecting = true;
        state_.place = view_.place;
      }
    }
    draw_note(x, end);
  }

  /// The address, or what the last work gave.
  void draw_note(float x, float end) {
    const Text updating{"正在更新目录…", "Updating the catalogue…"}, sending{"正在报送成绩…", "Sending results…"};
    const bool says = view_.work == Work::Updating || view_.work == Work::Sending;
    const std::string line = says                   ? ui_.say(view_.work == Work::Updating ? updating : sending)
                             : !view_.note.empty() ? ui_.say(view_.note)
                                                    : view_.place;
    ui_.canvas().text_fit(x, 68, std::max(0.0F, end - x - 8), line, TextSize::Small, view_.has_failed && !says ? kBad : kText2);
    ui_.tip({x, 54, std::max(0.0F, end - x), 28}, {view_.place, line});
  }

  void draw_connect() {
    Canvas& c = ui_.canvas();
    const float w = std::min(620.0F, ui_.width() - 24);
    const Box b{std::round((ui_.width() - w) / 2), kPackTop, w, 266};
    draw_panel(c, b, ui_.say({"连接资源库", "Connect to a library"}));
    const Box room{b.x + 1, b.y + 30, b.w - 2, std::min(b.h, page_bottom(ui_) - b.y - 4) - 30};
    const Box body = ui_.begin_scroll("library.connect.rows", room, 232);
    float y = body.y + 8;
    const float names = 168;
    const auto field = [&](const char* id, const Text& name, std::string& value, const Text& hint) {
      c.text(b.x + 16, y + 15, ui_.say(name), TextSize::Small, kText2);
      ui_.text_field(id, {b.x + names, y, b.w - names - 28, 30}, value, ui_.say(hint));
      y += 38;
    };
    field("library.place", {"地址或镜像文件夹", "Address or mirror"}, state_.place, {"https://… 或 /media/…", "https://… or /media/…"});
    field("library.root", {"root.json", "root.json"}, state_.root, {"第一次连接时要给", "needed the first time"});
    field("library.key", {"本校密钥", "School's key"}, state_.key, view_.has_key ? Text{"不改就空着", "empty: keep it"} : Text{"名称:口令，报送成绩用", "NAME:SECRET, to send results"});
    c.text_lines(b.x + 16, y + 8, b.w - 44, kRowOfText, 2,
                 ui_.say({"root.json 由联盟办公室发给学校，说明今后相信谁的签名。", "The alliance office gives root.json to schools: it says whose signatures count from now on."}),
                 TextSize::Small, kText3);
    y += 46;
    const bool can = !state_.place.empty() && !is_busy();
    if (ui_.button("library.connect", {b.right() - 144, y, 116, 32}, ui_.say({"连接", "Connect"}), {Look::Primary, Icon::None, can})) {
      ask_ = {LibraryAsk::Kind::Connect, "", state_.place, state_.root, state_.key};
      state_.is_connecting = false;
      state_.key.clear();
    }
    if (!view_.place.empty() && ui_.button("library.keep", {b.right() - 252, y, 100, 32}, ui_.say({"取消", "Cancel"}))) {
      state_.is_connecting = false;
    }
    ui_.end_scroll();
  }

  void draw_catalogue(const Box& b) {
    Canvas& c = ui_.canvas();
    draw_panel(c, b, ui_.say({"目录", "Catalogue"}), ui_.say({"{0} 个资源包", "{0} packs"}, {std::to_string(found_.size())}));
    ui_.text_field("library.search", {b.x + 8, b.y + 36, b.w - 16, 30}, state_.search, ui_.say({"搜索标题、说明", "Search title and summary"}));
    const Box list{b.x + 1, b.y + 74, b.w - 2, b.h - 75};
    if (found_.empty()) {
      const Text nothing = view_.has_catalogue ? Text{"没有找到", "Nothing found"} : Text{"还没有目录，点“更新目录”", "No catalogue yet: press Update"};
      c.text(list.x + 12, list.y + 20, ui_.say(nothing), TextSize::Small, kText3);
      return;
    }
    const auto row = [&](int k) {
      const LibraryPack& pack = *found_[static_cast<std::size_t>(k)];
      const Ink ink = pack.is_held() ? kText3 : kText;
      return std::vector<Cell>{{ui_.say(pack.title), ink}, {pack.school, kText2}, {pack.version, kText2}, {size_text(pack.size), kText2}, {ui_.say(holding(pack)), pack.is_held() ? kOk : ink}};
    };
    TableOptions options;
    const auto at = std::find(found_.begin(), found_.end(), chosen_);
    options.selected = static_cast<int>(at - found_.begin());
    const TableTouch touch = draw_table(ui_, "library.packs", list,
                                        {{ui_.say({"资源包", "Pack"}), 260}, {ui_.say({"学校", "School"}), 110}, {ui_.say({"版本", "Version"}), 70}, {ui_.say({"大小", "Size"}), 76, Align::Right}, {ui_.say({"本机", "Here"}), 112}},
                                        static_cast<int>(found_.size()), row, state_.first, options);
    if (touch.clicked >= 0) {
      state_.chosen = found_[static_cast<std::size_t>(touch.clicked)]->name;
      state_.section = ui_.is_compact() ? 1 : state_.section;
    }
  }

  void draw_pack(const Box& b) {
    Canvas& c = ui_.canvas();
    draw_panel(c, b, ui_.say({"资源包", "Pack"}));
    if (chosen_ == nullptr) {
      c.text(b.x + 12, b.y + 52, ui_.say({"先在目录里选一个", "Choose one in the catalogue"}), TextSize::Small, kText3);
      return;
    }
    const float foot = 92;
    const Box room{b.x + 1, b.y + 30, b.w - 2, std::max(20.0F, b.h - 30 - foot)};
    const std::string title = ui_.say(chosen_->title), summary = ui_.say(chosen_->summary);
    const float width = b.w - 34;
    const int title_lines = c.line_count(width, title, TextSize::Medium), lines = c.line_count(width, summary, TextSize::Small);
    const float height = 12 + 22 * static_cast<float>(title_lines) + kRowOfText * static_cast<float>(lines) + 8 + 4 * 24;
    const Box body = ui_.begin_scroll("library.pack.rows", room, height);
    float y = body.y + 8;
    c.text_lines(b.x + 12, y + 10, width, 22, title_lines, title, TextSize::Medium, kText);
    y += 22 * static_cast<float>(title_lines) + 4;
    c.text_lines(b.x + 12, y + 8, width, kRowOfText, lines, summary, TextSize::Small, kText2);
    y += kRowOfText * static_cast<float>(lines) + 8;
    const auto fact = [&](const Text& name, const std::string& value) {
      c.text(b.x + 12, y + 12, ui_.say(name), TextSize::Small, kText3);
      c.text_fit(b.x + 104, y + 12, width - 92, value, TextSize::Small, kText);
      y += 24;
    };
    fact({"领域", "Domain"}, ui_.say(domain_name(chosen_->domain)));
    fact({"编号", "Name"}, chosen_->school + "/" + chosen_->id);
    fact({"版本", "Version"}, chosen_->version + (chosen_->held_version.empty() || chosen_->is_held() ? "" : ui_.say({"（本机 {0}）", " (here {0})"}, {chosen_->held_version})));
    fact({"大小", "Size"}, size_text(chosen_->size));
    ui_.end_scroll();
    draw_fetch({b.x + 12, b.bottom() - foot + 8, b.w - 24, foot - 20});
  }

  void draw_fetch(const Box& b) {
    Canvas& c = ui_.canvas();
    if (view_.work == Work::Fetching) {
      const double share = view_.all > 0 ? static_cast<double>(view_.done) / static_cast<double>(view_.all) : 0;
      c.text_fit(b.x, b.y + 10, b.w, view_.fetching, TextSize::Small, kText2);
      draw_bar(c, {b.x, b.y + 26, b.w, 8}, share);
      c.text(b.x, b.y + 56, size_text(view_.done) + " / " + size_text(view_.all), TextSize::Small, kText2);
      if (ui_.button("library.cancel", {b.right() - 92, b.y + 42, 92, 30}, ui_.say({"停止", "Stop"}))) {
        ask_.kind = LibraryAsk::Kind::Cancel;
      }
      return;
    }
    const bool is_held = chosen_->is_held();
    const Text label = is_held ? Text{"已在本机", "On this machine"} : chosen_->held_version.empty() ? Text{"取到本机", "Fetch"} : Text{"更新到本机", "Update"};
    if (ui_.button("library.fetch", {b.x, b.y + 28, b.w, 40}, ui_.say(label), {is_held ? Look::Normal : Look::Primary, is_held ? Icon::Check : Icon::Download, !is_held && !is_busy()})) {
      ask_ = {LibraryAsk::Kind::Fetch, chosen_->name};
    }
    c.text_fit(b.x, b.y + 10, b.w, ui_.say({"只取改动过的文件，中断后接着取", "Only changed files travel; a broken fetch goes on"}), TextSize::Small, kText3);
  }

  Cell state_cell(const SentResult& result) const {
    switch (result.state) {
      case SentResult::State::Sent:
        return {ui_.say({"已报送", "Sent"}), kOk};
      case SentResult::State::Waiting:
        return {ui_.say({"待报送", "Waiting"}) + (result.reason.empty() ? "" : "  " + ui_.say(result.reason)), kText};
      default:
        return {ui_.say({"被拒", "Refused"}) + "  " + ui_.say(result.reason), kBad};
    }
  }

  std::string exercise_title(const SentResult& result) const {
    for (const PackSummary& pack : known_.packs) {
      for (const ExerciseSummary& exercise : pack.exercises) {
        if (pack.id == result.pack && exercise.id == result.exercise) {
          return ui_.say(pack.title) + "  " + ui_.say(exercise.title);
        }
      }
    }
    return result.pack + "  " + result.exercise;
  }

  void draw_results(const Box& b) {
    Canvas& c = ui_.canvas();
    const auto waiting = std::count_if(view_.results.begin(), view_.results.end(), [](const SentResult& r) { return r.state == SentResult::State::Waiting; });
    draw_panel(c, b, ui_.say({"成绩报送", "Results"}), ui_.say({"{0} 份待报送", "{0} waiting"}, {std::to_string(waiting)}));
    const float foot = 46;
    if (view_.results.empty()) {
      c.text(b.x + 12, b.y + 52, ui_.say({"还没有做完的练习", "No finished run yet"}), TextSize::Small, kText3);
    } else {
      const auto row = [&](int k) {
        const SentResult& result = view_.results[static_cast<std::size_t>(k)];
        return std::vector<Cell>{{result.when, kText2}, {result.learner}, {exercise_title(result)}, {std::to_string(std::llround(result.score))}, state_cell(result)};
      };
      TableOptions options;
      options.is_clickable = false;
      draw_table(ui_, "library.results", {b.x + 1, b.y + 30, b.w - 2, b.h - 30 - foot},
                 {{ui_.say({"时间", "Time"}), 96}, {ui_.say({"学员", "Learner"}), 120}, {ui_.say({"练习", "Exercise"}), 240}, {ui_.say({"成绩", "Score"}), 60, Align::Right}, {ui_.say({"状态", "State"}), 260}},
                 static_cast<int>(view_.results.size()), row, state_.first_result, options);
    }
    const bool can = waiting > 0 && !is_busy() && view_.has_key;
    const std::string why = view_.has_key ? "" : ui_.say({"先在“换地址”里填本校密钥", "First enter the school's key under Address"});
    if (ui_.button("library.send", {b.right() - 136, b.bottom() - 38, 124, 30}, ui_.say({"现在报送", "Send now"}), {Look::Normal, Icon::Up, can, why})) {
      ask_.kind = LibraryAsk::Kind::Send;
    }
    c.text_fit(b.x + 12, b.bottom() - 23, b.w - 160, ui_.say({"断网时成绩留在本机，连上后送出，只送一次。", "Without network results stay here; they are sent once when it is back."}), TextSize::Small, kText3);
  }

  Ui& ui_;
  const LibraryView& view_;
  const StartContent& known_;
  LibraryState& state_;
  std::vector<const LibraryPack*> found_;
  const LibraryPack* chosen_ = nullptr;
  LibraryAsk ask_;
};

} // namespace

LibraryAsk draw_library_page(Ui& ui, const LibraryView& view, const StartContent& packs, UiState& state) {
  return LibraryPage(ui, view, packs, state).draw();
}

} // namespace jixia::hmi
