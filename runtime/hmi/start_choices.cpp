#include "hmi/start_choices.h"

#include <algorithm>

#include "hmi/watched_run.h"

namespace jixia::hmi {
namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

bool contains(const std::string& text, const std::string& word) {
  return lower(text).find(lower(word)) != std::string::npos;
}

const char* domain_id(int domain) {
  return domain == 0 ? "chemical" : "manufacturing";
}

template <typename List, typename Test>
auto* find_in(const List& list, Test test) {
  const auto found = std::find_if(list.begin(), list.end(), test);
  return found == list.end() ? nullptr : &*found;
}

} // namespace

PackSummary summary_of(const Scenario& scenario) {
  PackSummary pack{scenario.id, scenario.domain, scenario.title, scenario.summary, {}};
  for (const Exercise& exercise : scenario.exercises) {
    ExerciseSummary summary{exercise.id, exercise.mode, exercise.title, exercise.goal, exercise.duration, 0, 0, exercise.pass_mark, find_expert(exercise) != nullptr};
    for (const Criterion& criterion : exercise.criteria) {
      summary.criteria += criterion.kind != Criterion::Kind::Forbidden ? 1 : 0;
      summary.points += criterion.points;
    }
    pack.exercises.push_back(std::move(summary));
  }
  return pack;
}

void choose_domain(const StartContent& content, StartState& state, int domain) {
  state.domain = domain;
  state.search.clear();
  const auto found = find_packs(content, state);
  choose_pack(content, state, found.empty() ? "" : found.front()->id);
}

void choose_pack(const StartContent& content, StartState& state, const std::string& id) {
  state.pack = id;
  const PackSummary* pack = find_pack_summary(content, id);
  state.exercise = pack != nullptr && !pack->exercises.empty() ? pack->exercises.front().id : "";
}

StartContent read_start_content(AppServices& services, StartState& state) {
  StartContent content{services.packs(), services.roster(), services.past_scores(), services.unfinished()};
  if (find_learner(content, state.learner_id) == nullptr) {
    state.learner_id = services.settings().learner_id;
  }
  if (find_learner(content, state.learner_id) == nullptr && !content.roster.empty()) {
    state.learner_id = content.roster.front().id;
  }
  if (find_pack_summary(content, state.pack) == nullptr) {
    choose_domain(content, state, state.domain);
  }
  return content;
}

std::vector<const PackSummary*> find_packs(const StartContent& content, const StartState& state) {
  std::vector<const PackSummary*> found;
  for (const PackSummary& pack : content.packs) {
    const bool matches = contains(pack.id, state.search) || contains(pack.title.zh, state.search) ||
                         contains(pack.title.en, state.search) || contains(pack.summary.zh, state.search) ||
                         contains(pack.summary.en, state.search);
    if (pack.domain == domain_id(state.domain) && matches) {
      found.push_back(&pack);
    }
  }
  return found;
}

const PackSummary* find_pack_summary(const StartContent& content, const std::string& id) {
  return find_in(content.packs, [&](const PackSummary& pack) { return pack.id == id; });
}

const ExerciseSummary* find_exercise_summary(const StartContent& content, const StartState& state) {
  const PackSummary* pack = find_pack_summary(content, state.pack);
  return pack == nullptr ? nullptr : find_in(pack->exercises, [&](const ExerciseSummary& e) { return e.id == state.exercise; });
}

const Learner* find_learner(const StartContent& content, const std::string& id) {
  return find_in(content.roster, [&](const Learner& learner) { return learner.id == id; });
}

PastScore past_score(const StartContent& content, const std::string& learner, const std::string& pack,
                     const std::string& exercise) {
  PastScore sum{learner, pack, exercise, 0, 0};
  for (const PastScore& past : content.past) {
    if (past.learner == learner && past.pack == pack && (exercise.empty() || past.exercise == exercise)) {
      sum.best = std::max(sum.best, past.best);
      sum.tries += past.tries;
    }
  }
  return sum;
}

std::vector<std::string> classes_of(const std::vector<Learner>& roster) {
  std::vector<std::string> classes;
  for (const Learner& learner : roster) {
    if (!learner.class_name.empty() && std::find(classes.begin(), classes.end(), learner.class_name) == classes.end()) {
      classes.push_back(learner.class_name);
    }
  }
  return classes;
}

std::vector<const Learner*> find_learners(const std::vector<Learner>& roster, const std::string& search) {
  std::vector<const Learner*> found;
  for (const Learner& learner : roster) {
    if (contains(learner.id, search) || contains(learner.name, search) || lower(learner.initials).rfind(lower(search), 0) == 0) {
      found.push_back(&learner);
    }
  }
  return found;
}

} // namespace jixia::hmi
