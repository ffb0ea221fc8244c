#include "app/library_worker.h"

#include <algorithm>

#include "app/learner_records.h"
#include "base/file_io.h"
#include "link/outbox.h"
#include "recording/identity.h"
#include "scenario/find_pack.h"
#include "scenario/pack_name.h"
#include "trust/utc_time.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
using hmi::LibraryAsk;
using hmi::LibraryView;
using hmi::SentResult;
using Kind = LibraryAsk::Kind;

constexpr std::size_t kMostShown = 1000; // packs

LibraryView::Work work_of(Kind kind) {
  switch (kind) {
    case Kind::Fetch:
      return LibraryView::Work::Fetching;
    case Kind::Send:
      return LibraryView::Work::Sending;
    case Kind::Connect:
    case Kind::Update:
      return LibraryView::Work::Updating;
    default:
      return LibraryView::Work::None;
  }
}

// The newest version of a pack that lies on this machine.
std::string find_held_version(const CatalogueEntry& entry) {
  const std::string prefix = entry.id + "@";
  std::string newest;
  std::error_code error;
  for (fs::directory_iterator folder(fetched_packs_folder() / entry.school, error), end;
       !error && folder != end; folder.increment(error)) {
    const std::string name = folder->path().filename().string();
    const std::string version = name.starts_with(prefix) ? name.substr(prefix.size()) : "";
    if (is_pack_version(version) &&
        (newest.empty() || compare_pack_versions(version, newest) > 0)) {
      newest = version;
    }
  }
  return newest;
}

const OutboxItem* find_item(const std::vector<OutboxItem>& items, const fs::path& folder) {
  const auto item = std::find_if(items.begin(), items.end(), [&](const OutboxItem& each) {
    return each.attempt_folder == folder;
  });
  return item != items.end() ? &*item : nullptr;
}

std::vector<SentResult> read_sent_results() {
  const Outbox outbox(find_data_folder());
  Diagnostics ignored;
  const std::vector<OutboxItem> waiting = outbox.items(ignored), refused = outbox.refused_items();
  std::vector<SentResult> results;
  for (const KeptAttempt& kept : list_attempts()) {
    if (!kept.is_finished) {
      continue;
    }
    const fs::path folder = fs::absolute(kept.folder);
    SentResult result{SentResult::State::Sent,
                      kept.pack_id,
                      kept.exercise,
                      kept.learner_name,
                      kept.started_at.substr(5, 5) + " " + kept.started_at.substr(11, 5),
                      kept.score,
                      {}};
    if (const OutboxItem* item = find_item(waiting, folder)) {
      result.state = SentResult::State::Waiting;
      result.reason = item->last_problem;
    } else if (const OutboxItem* turned_down = find_item(refused, folder)) {
      result.state = SentResult::State::Refused;
      result.reason = turned_down->last_problem;
    }
    results.push_back(std::move(result));
  }
  return results;
}

} // namespace

LibraryWorker::LibraryWorker() : settings_(load_library_settings()) {
  show_place();
  thread_ = std::thread([this] { run(); });
}

LibraryWorker::~LibraryWorker() {
  {
    const std::lock_guard lock(lock_);
    is_ending_ = is_cancelled_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

LibraryView LibraryWorker::view() {
  const std::lock_guard lock(lock_);
  return view_;
}

std::vector<fs::path> LibraryWorker::take_fetched() {
  const std::lock_guard lock(lock_);
  return std::exchange(fetched_, {});
}

void LibraryWorker::ask(const LibraryAsk& ask) {
  const std::lock_guard lock(lock_);
  if (ask.kind == Kind::Cancel) {
    is_cancelled_ = true;
  } else if (view_.work == LibraryView::Work::None && waiting_.empty()) {
    is_cancelled_ = false;
    view_.work = work_of(ask.kind);
    view_.fetching = ask.pack;
    view_.done = view_.all = 0;
    view_.note = {};
    waiting_.push_back(ask);
    wake_.notify_all();
  }
}

void LibraryWorker::note_new_result() {
  const std::lock_guard lock(lock_);
  const bool is_asked = std::any_of(waiting_.begin(), waiting_.end(),
                                    [](const LibraryAsk& ask) { return ask.kind == Kind::Send; });
  if (!is_asked) {
    waiting_.push_back({Kind::Send});
    wake_.notify_all();
  }
}

void LibraryWorker::run() {
  read_results();
  while (true) {
    LibraryAsk ask;
    {
      std::unique_lock lock(lock_);
      wake_.wait(lock, [this] { return is_ending_ || !waiting_.empty(); });
      if (is_ending_) {
        return;
      }
      ask = waiting_.front();
      waiting_.erase(waiting_.begin());
      view_.work = work_of(ask.kind);
    }
    try {
      work(ask);
    } catch (const std::exception& error) { // the window, and the run in it, go on
      finish(same_text(error.what()), true);
    }
  }
}

void LibraryWorker::work(const LibraryAsk& ask) {
  switch (ask.kind) {
    case Kind::Connect:
      connect(ask);
      break;
    case Kind::Update:
      update();
      break;
    case Kind::Fetch:
      fetch(ask.pack);
      break;
    case Kind::Send:
      send();
      break;
    default:
      finish({}, false);
  }
}

// The library there was stays the one that packs come from unless the new one can be trusted.
bool LibraryWorker::open(const std::string& place, const std::string& root, Diagnostics& problems) {
  auto library = std::make_unique<PackLibrary>(place, find_data_folder(), utc_now());
  if ((!root.empty() && !library->trust_root(root, problems)) || !library->update(problems)) {
    return false;
  }
  library_ = std::move(library);
  return true;
}

void LibraryWorker::connect(const LibraryAsk& ask) {
  // A key belongs to the library that gave it: another one never sees it.
  const bool keeps_key = ask.key.empty() && ask.place == settings_.place;
  LibrarySettings wanted{ask.place, keeps_key ? settings_.key : ask.key};
  Diagnostics problems;
  if (!open(wanted.place, ask.root, problems)) {
    fail(problems);
    return;
  }
  if (const std::optional<Text> problem = keep_library_settings(wanted)) {
    finish(*problem, true);
    return;
  }
  settings_ = std::move(wanted);
  show_place();
  show_catalogue(problems);
}

void LibraryWorker::show_place() {
  const std::lock_guard lock(lock_);
  view_.place = settings_.place;
  view_.has_key = settings_.can_send();
}

void LibraryWorker::update() {
  Diagnostics problems;
  if (open(settings_.place, "", problems)) {
    show_catalogue(problems);
  } else {
    fail(problems);
  }
}

void LibraryWorker::show_catalogue(const Diagnostics& warnings) {
  std::vector<hmi::LibraryPack> packs;
  for (const CatalogueEntry& entry : library_->search({})) {
    if (packs.size() < kMostShown) {
      packs.push_back({entry.text(), entry.school, entry.id, entry.version, entry.domain,
                       entry.title, entry.summary, entry.size, find_held_version(entry)});
    }
  }
  {
    const std::lock_guard lock(lock_);
    view_.packs = std::move(packs);
    view_.has_catalogue = true;
  }
  if (warnings.all().empty()) {
    finish({"目录已是最新，签名无误", "The catalogue is new and its signatures are right"}, false);
  } else { // e.g. that a pack here was recalled
    finish(warnings.all().front().problem, true);
  }
}

void LibraryWorker::fetch(const std::string& pack) {
  Diagnostics problems;
  if (!library_) {
    finish({"先更新目录", "Update the catalogue first"}, true);
    return;
  }
  const auto folder = library_->fetch(
      pack,
      [this](std::int64_t done, std::int64_t all) {
        const std::lock_guard lock(lock_);
        view_.done = done;
        view_.all = all;
        return !is_cancelled_;
      },
      problems);
  bool is_cancelled = false;
  {
    const std::lock_guard lock(lock_);
    is_cancelled = is_cancelled_;
    if (folder) {
      view_.done = view_.all;
      fetched_.push_back(*folder);
      for (hmi::LibraryPack& each : view_.packs) {
        each.held_version = each.name == pack ? each.version : each.held_version;
      }
    }
  }
  if (folder) {
    finish(fill({"已取到本机：{0}", "Fetched: {0}"}, std::vector{pack}), false);
  } else if (is_cancelled) {
    finish({"已停止，下次接着取", "Stopped; the next fetch goes on from here"}, false);
  } else {
    fail(problems);
  }
}

void LibraryWorker::send() {
  if (!settings_.can_send()) {
    read_results();
    finish({}, false);
    return;
  }
  Outbox outbox(find_data_folder());
  LibraryClient client({settings_.place, settings_.key});
  Diagnostics problems;
  const SendRound round = send_outbox(outbox, client, wall_clock_ms(), false, problems);
  read_results();
  finish(fill({"已报送 {0} 份，待报送 {1} 份，被拒 {2} 份", "sent {0}, waiting {1}, refused {2}"},
              std::vector{std::to_string(round.sent), std::to_string(round.waiting),
                          std::to_string(round.refused)}),
         round.waiting + round.refused > 0);
}

void LibraryWorker::read_results() {
  std::vector<SentResult> results = read_sent_results();
  const std::lock_guard lock(lock_);
  view_.results = std::move(results);
}

void LibraryWorker::finish(const Text& note, bool has_failed) {
  const std::lock_guard lock(lock_);
  view_.work = waiting_.empty() ? LibraryView::Work::None : view_.work;
  view_.note = note;
  view_.has_failed = has_failed;
}

void LibraryWorker::fail(const Diagnostics& problems) {
  for (const Diagnostic& found : problems.all()) {
    if (found.severity == Diagnostic::Severity::Error) {
      finish(found.help.empty() ? found.problem
                                : Text{found.problem.zh + "；" + found.help.zh,
                                       found.problem.en + "; " + found.help.en},
             true);
      return;
    }
  }
  finish({"没有成功", "It did not work"}, true);
}

} // namespace jixia
