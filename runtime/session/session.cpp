#include "session/session.h"

#include <algorithm>
#include <cmath>

#include "session/exercise_world.h"
#include "session/start_values.h"

namespace jixia {
namespace {

constexpr SimTime kSnapshotInterval = std::chrono::seconds(10);
constexpr std::size_t kMostSnapshots = 4320; // 12 h of simulated time
constexpr SimTime kFingerprintInterval = std::chrono::minutes(1);
constexpr SimTime kMarkInterval = std::chrono::seconds(1);

std::vector<std::string> all_tag_names(const World& world) {
  std::vector<std::string> names;
  for (const Tag& tag : world.tags()) {
    names.push_back(tag.name);
  }
  return names;
}

} // namespace

std::optional<World> Session::make_world(Diagnostics& problems) const {
  std::optional<World> world =
      build_exercise_world(*scenario_, *exercise_, *registry_, options_.seed, problems);
  if (!world || !apply_start_actions(*world, *exercise_, problems)) {
    return std::nullopt;
  }
  world->set_clock(-exercise_->settle);
  while (world->time() < SimTime{0}) {
    world->step();
  }
  world->set_clock(SimTime{0});
  return world;
}

std::unique_ptr<Session> Session::start(const Scenario& scenario, const Exercise& exercise,
                                        const ComponentRegistry& registry, const Options& options,
                                        Diagnostics& problems) {
  std::unique_ptr<Session> session(new Session);
  session->scenario_ = &scenario;
  session->exercise_ = &exercise;
  session->registry_ = &registry;
  session->options_ = options;
  std::optional<World> world = session->make_world(problems);
  if (!world) {
    return nullptr;
  }
  session->world_ = std::make_unique<World>(std::move(*world));
  session->fold_ = std::make_unique<ScoreFold>(exercise, *session->world_, problems);
  if (problems.has_errors()) {
    return nullptr;
  }
  std::vector<std::string>& trends = session->options_.trend_tags;
  if (trends.empty()) {
    trends = all_tag_names(*session->world_);
  }
  session->begin_records();
  return session;
}

void Session::begin_records() {
  log_ = std::make_unique<RunLog>(fold_->tags(), options_.trend_tags);
  fold_tags_.clear();
  for (const std::string& name : fold_->tags()) {
    fold_tags_.push_back(world_->find_tag(name));
  }
  fold_values_.resize(fold_tags_.size());
  log_->record(*world_);
  score_now();
  keep_snapshot();
}

void Session::advance() {
  apply_pending();
  world_->step();
  log_->record(*world_);
  score_now();
  keep_snapshot();
  const SimTime now = world_->time();
  if (now % kMarkInterval == SimTime{0}) {
    journal({.kind = JournalRecord::Kind::Mark, .time = now});
  }
  if (now % kFingerprintInterval == SimTime{0}) {
    journal({.kind = JournalRecord::Kind::Fingerprint,
             .time = now,
             .fingerprint = world_->fingerprint()});
  }
}

void Session::apply_pending() {
  std::vector<OperatorAction> due;
  due.swap(pending_);
  for (OperatorAction& action : due) {
    apply(std::move(action));
  }
}

void Session::apply(OperatorAction action) {
  const SimTime now = world_->time();
  std::optional<Text> refusal = check_actor(action);
  if (!refusal) {
    refusal = world_->apply(action);
  }
  journal({.kind = JournalRecord::Kind::Action,
           .time = now,
           .action = action,
           .accepted = !refusal.has_value()});
  RunLog::ActionRecord record{now, std::move(action), std::move(refusal)};
  if (record.refusal && on_refusal && !is_replaying_) {
    on_refusal(record);
  }
  log_->record(std::move(record));
}

std::optional<Text> Session::check_actor(const OperatorAction& action) const {
  const Tag* tag = world_->find_tag(action.tag);
  if (tag != nullptr && tag->place == Place::Instructor &&
      action.actor == OperatorAction::Actor::Learner) {
    return fill({"{0} 只有教师能操作", "only the instructor can operate {0}"},
                std::vector{tag->name});
  }
  return std::nullopt;
}

void Session::score_now() {
  for (std::size_t k = 0; k < fold_tags_.size(); ++k) {
    fold_values_[k] = world_->value(*fold_tags_[k]);
  }
  fold_->advance(world_->time(), fold_values_);
}

void Session::keep_snapshot() {
  const bool is_due = world_->time() % kSnapshotInterval == SimTime{0};
  if (is_due && !options_.is_exam && world_->can_snapshot() &&
      snapshots_.size() < kMostSnapshots) {
    snapshots_.push_back(world_->snapshot());
  }
}

void Session::journal(JournalRecord record) {
  if (writer_ != nullptr && !is_replaying_) {
    writer_->append(record);
  }
}

bool Session::finished() const {
  return fold_->sheet().is_finished || world_->time() >= exercise_->duration;
}

void Session::finish() {
  journal({.kind = JournalRecord::Kind::Finish,
           .time = world_->time(),
           .fingerprint = log_->fingerprint()});
}

std::optional<Text> Session::rewind(SimTime time) {
  if (options_.is_exam) {
    return Text{"考试中不能回退", "an exam cannot be rewound"};
  }
  const SimTime from = world_->time();
  time = std::clamp(time - time % std::chrono::seconds(1), SimTime{0}, from);
  journal({.kind = JournalRecord::Kind::Rewind, .time = from, .to = time});
  ++rewinds_;
  return go_back(time);
}

std::optional<Text> Session::go_back(SimTime time) {
  const std::vector<RunLog::ActionRecord> actions = log_->actions();
  pending_.clear();
  std::erase_if(snapshots_, [&](const Snapshot& kept) { return kept.time > time; });
  SimTime restart{0};
  if (!snapshots_.empty()) {
    world_->restore(snapshots_.back());
    restart = world_->time();
    log_->truncate(restart);
    rescore();
  } else {
    Diagnostics problems;
    std::optional<World> world = make_world(problems);
    if (!world) { // the pack was good when the session started
      return Text{"回退失败：不能重建场景", "cannot rewind: the scenario cannot be rebuilt"};
    }
    *world_ = std::move(*world);
    fold_->reset();
    begin_records();
  }
  is_replaying_ = true;
  auto next = std::find_if(actions.begin(), actions.end(),
                           [&](const auto& record) { return record.time >= restart; });
  while (world_->time() < time) {
    for (; next != actions.end() && next->time <= world_->time(); ++next) {
      submit(next->action);
    }
    advance();
  }
  is_replaying_ = false;
  return std::nullopt;
}

// Feeds the fold again from what the log kept exactly.
void Session::rescore() { feed_log(*fold_, *log_); }

} // namespace jixia
