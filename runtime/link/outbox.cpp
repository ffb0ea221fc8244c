#include "link/outbox.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/file_io.h"
#include "base/fingerprint.h"
#include "recording/attempt_bundle.h"
#include "recording/identity.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMostItemBytes = 16u << 20;
constexpr std::size_t kMostItems = 100'000;

std::string item_json(const OutboxItem& item) {
  const Json json{{"format", 1},
                  {"attempt_id", item.attempt_id},
                  {"attempt_folder", item.attempt_folder.string()},
                  {"tries", item.tries},
                  {"next_try_ms", item.next_try_ms},
                  {"last_problem", {{"zh", item.last_problem.zh}, {"en", item.last_problem.en}}},
                  {"statements", item.statements}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string text_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

std::optional<OutboxItem> read_item(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || number_at(json, "format") != 1) {
    return std::nullopt;
  }
  OutboxItem item;
  item.attempt_id = text_at(json, "attempt_id");
  item.attempt_folder = text_at(json, "attempt_folder");
  item.statements = text_at(json, "statements");
  item.tries = static_cast<int>(std::clamp<std::int64_t>(number_at(json, "tries"), 0, 1000));
  item.next_try_ms = number_at(json, "next_try_ms");
  if (json.contains("last_problem") && json["last_problem"].is_object()) {
    item.last_problem = {text_at(json["last_problem"], "zh"), text_at(json["last_problem"], "en")};
  }
  return is_uuid(item.attempt_id) && !item.attempt_folder.empty() ? std::optional(item)
                                                                  : std::nullopt;
}

Delivery refused(const Diagnostics& problems) {
  Text reason{"记录读不出", "the attempt cannot be read"};
  if (!problems.all().empty()) {
    const Diagnostic& first = problems.all().front();
    reason = fill({"{0}：{1}", "{0}: {1}"},
                  std::vector<Text>{same_text(first.mark.file), first.problem});
  }
  return {Delivery::Outcome::Refused, reason};
}

/// Both halves of a result: the attempt, and then its statements if the library does not make them
/// itself from the attempt.
Delivery send(const OutboxItem& item, ResultReceiver& library) {
  Diagnostics problems;
  const auto bundle = make_attempt_bundle(item.attempt_folder, problems);
  if (!bundle) {
    return refused(problems);
  }
  const Delivery delivery = library.put_attempt(item.attempt_id, *bundle);
  const bool is_told = delivery.makes_statements || item.statements.empty();
  return delivery.outcome != Delivery::Outcome::Done || is_told
             ? delivery
             : library.post_statements(item.statements);
}

Text line_about(const OutboxItem& item, const Text& reason) {
  return fill({"{0}：{1}", "{0}: {1}"}, std::vector<Text>{same_text(item.attempt_id), reason});
}

std::vector<OutboxItem> items_in(const fs::path& folder, Diagnostics& problems) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end;
       !error && entry != end && files.size() < kMostItems; entry.increment(error)) {
    const fs::path& file = entry->path();
    if (file.extension() == ".json" && is_uuid(file.stem().string())) {
      files.push_back(file);
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<OutboxItem> found;
  for (const fs::path& file : files) {
    const auto text = read_file_limited(file, kMostItemBytes, problems);
    auto item = text ? read_item(*text) : std::nullopt;
    if (item && item->attempt_id == file.stem().string()) {
      found.push_back(std::move(*item));
    } else if (text) {
      problems.error({file.string(), 0, 0}, {"待发成绩文件损坏", "this waiting result is damaged"},
                     {"删去它，再从记录重新导出", "delete it and export the attempt again"});
    }
  }
  return found;
}

} // namespace

fs::path Outbox::file_of(const std::string& attempt_id) const {
  return folder_ / (attempt_id + ".json");
}

bool Outbox::put(const OutboxItem& item, Diagnostics& problems) {
  if (!is_uuid(item.attempt_id)) {
    problems.error({folder_.string(), 0, 0}, {"attempt_id 不是 UUID", "attempt_id is not a UUID"});
    return false;
  }
  return make_folder(folder_, problems) &&
         write_file_atomically(file_of(item.attempt_id), item_json(item), problems);
}

std::vector<OutboxItem> Outbox::items(Diagnostics& problems) const {
  return items_in(folder_, problems);
}

std::vector<OutboxItem> Outbox::refused_items() const {
  Diagnostics ignored;
  return items_in(folder_ / "refused", ignored);
}

void Outbox::remove(const std::string& attempt_id) {
  std::error_code error;
  fs::remove(file_of(attempt_id), error);
  sync_folder(folder_);
}

bool Outbox::move_to_refused(const OutboxItem& item, Diagnostics& problems) {
  const fs::path folder = folder_ / "refused";
  if (!make_folder(folder, problems) ||
      !write_file_atomically(folder / (item.attempt_id + ".json"), item_json(item), problems)) {
    return false;
  }
  remove(item.attempt_id);
  return true;
}

std::int64_t calc_retry_delay_ms(int tries, const std::string& attempt_id) {
  constexpr std::int64_t kFirst = 10'000, kLongest = 3'600'000;
  const int doublings = std::clamp(tries - 1, 0, 20);
  const std::int64_t delay = std::min(kFirst << doublings, kLongest);
  Fingerprint hash;
  hash.add(std::string_view(attempt_id));
  return delay + static_cast<std::int64_t>(hash.value() % 1000) * delay / 2000;
}

SendRound send_outbox(Outbox& outbox, ResultReceiver& library, std::int64_t now_ms, bool only_due,
                      Diagnostics& problems) {
  SendRound round;
  bool is_reachable = true;
  for (OutboxItem& item : outbox.items(problems)) {
    // A clock that was set back must not make a result wait for years.
    const bool is_due = item.next_try_ms <= now_ms || item.next_try_ms > now_ms + 2 * 3'600'000;
    if (!is_reachable || (only_due && !is_due)) {
      ++round.waiting;
      continue;
    }
    const Delivery delivery = send(item, library);
    item.last_problem = delivery.reason;
    ++item.tries;
    switch (delivery.outcome) {
      case Delivery::Outcome::Done:
        outbox.remove(item.attempt_id);
        ++round.sent;
        break;
      case Delivery::Outcome::Later:
        item.next_try_ms = now_ms + calc_retry_delay_ms(item.tries, item.attempt_id);
        outbox.put(item, problems);
        is_reachable = false;
        ++round.waiting;
        round.lines.push_back(line_about(item, delivery.reason));
        break;
      case Delivery::Outcome::Refused:
        outbox.move_to_refused(item, problems) ? ++round.refused : ++round.waiting;
        round.lines.push_back(line_about(item, delivery.reason));
        break;
    }
  }
  return round;
}

} // namespace jixia
